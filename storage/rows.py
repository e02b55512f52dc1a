"""Values as rows, and rows as values.

Rows of the hot path are plain tuples in the order of the table's columns, as the drivers take
them; no mapper stands between.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement

from monitor.domain.act import Act, Verdict
from monitor.domain.activity import ENDING, Activity, Provenance, Verb
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Pairing, Role
from monitor.domain.claims import Claim, Stage
from monitor.domain.mention import Link, Mention, Part, Topic
from monitor.domain.reported.telling import Doing
from monitor.domain.stance import Stance
from monitor.domain.text import clean
from monitor.domain.timing import bucket_of
from monitor.domain.vanishing import EVERY
from monitor.ports import DeadLetter, Kept, Message
from storage.tables import micros

MAX_RAW = 64_000
"""Longest piece of a dead letter that is kept, in bytes."""

Row = tuple[Any, ...]

_NOTICE = msgspec.json.Decoder(Notice)


def _count(at: datetime | None) -> int | None:
    return None if at is None else micros(at)


def _claim(claim: Claim | None) -> tuple[str | None, str | None, bool | None, str | None]:
    if claim is None:
        return None, None, None, None
    return claim.stage.value, claim.cue, claim.hedged, claim.attributed_to


def claim_of(row: Any) -> Claim | None:
    """Return the claim of a row of `activities` or `mentions`."""
    if row.stage is None:
        return None
    return Claim(
        stage=Stage(row.stage),
        cue=row.cue,
        hedged=bool(row.hedged),
        attributed_to=row.attributed,
    )


def activity_row(kept: Kept, ended: tuple[int, int] | None) -> Row:
    """Return the row of *kept* in `activities`.

    Args:
        kept: What is stored.
        ended: Time and order of what ended it, both in microseconds. What is ended, and what
            ends, doesn't say what it was about.
    """
    act = kept.activity
    blank = ended is not None or act.verb in ENDING
    awaited = kept.object or kept.parent or kept.quoted
    return (
        kept.key,
        kept.record,
        act.verb.value,
        act.platform,
        kept.connector,
        kept.author,
        kept.account,
        None if blank else kept.object,
        None if blank else kept.parent,
        None if blank else kept.quoted,
        act.order,
        act.provenance.value,
        _count(act.happened_at),
        _count(kept.counted_at),
        micros(act.seen_at),
        kept.late,
        kept.lang,
        kept.sentiment,
        kept.subjectivity,
        kept.positive,
        kept.negative,
        kept.scorer or None,
        *_claim(kept.claim),
        awaited if kept.waiting and not blank else None,
        kept.ends_author,
        *(ended or (None, None)),
    )


def text_row(kept: Kept) -> Row:
    """Return the row of *kept* in `texts`; of private people's acts without words nothing stays."""
    act = kept.activity
    if kept.account is None and not act.text and not kept.waiting:
        return (kept.key, "", None, None, None, None, _count(kept.expires_at), None, None)
    about = act.object or act.in_reply_to or act.quotes
    return (
        kept.key,
        act.text,
        act.url,
        act.actor_handle,
        act.record,
        about,
        _count(kept.expires_at),
        _count(act.seen_at + EVERY) if _stands_somewhere(act) else None,
        None,
    )


def _stands_somewhere(act: Activity) -> bool:
    """Whether it is a post whose platform can be asked for it again."""
    spoken = act.verb in {Verb.CREATE, Verb.UPDATE} and act.about_actor is None
    return spoken and act.record is not None


def mention_row(
    key: bytes, author: bytes, connector: str, at: datetime | None, mention: Mention, *, late: bool
) -> Row:
    """Return the row of one mention; *at* is when it counts, None = in no bucket."""
    link = mention.link
    return (
        key,
        link.pairing.player,
        link.pairing.club,
        link.part.value,
        json.dumps(link.why, ensure_ascii=False),
        mention.topic.value,
        mention.sentiment,
        mention.weight,
        *_claim(mention.claim),
        None if mention.claim is None else mention.claim.stance.value,
        mention.gist,
        mention.cites,
        mention.gossip if mention.gist is not None else None,
        mention.toward_player,
        mention.toward_club,
        connector,
        None if at is None else micros(bucket_of(at)),
        author,
        late,
        mention.topic is Topic.TRANSFER,
    )


def mention_rows(kept: Kept) -> list[Row]:
    """Return the rows of the mentions of *kept*."""
    return [
        mention_row(kept.key, kept.author, kept.connector, kept.counted_at, one, late=kept.late)
        for one in kept.mentions
    ]


def link_of(row: Any) -> Link:
    """Return the link of a row of `mentions`."""
    why = tuple(json.loads(row.why))
    return Link(Pairing(row.player, row.club), Part(row.part), why)


def mention_of(row: Any) -> Mention:
    """Return the mention of a row of `mentions`."""
    claim = claim_of(row)
    if claim is not None and row.stance is not None:
        claim = replace(claim, stance=Stance(row.stance))
    return Mention(
        link=link_of(row),
        topic=Topic(row.topic),
        sentiment=row.sentiment,
        weight=row.weight,
        claim=claim,
        toward_player=row.toward_player,
        toward_club=row.toward_club,
        gist=row.gist,
        cites=row.cites,
        gossip=bool(row.gossip),
    )


def act_row(act: Act) -> Mapping[str, Any]:
    """Return the row of *act*, by name of column."""
    return {
        "key": act.key,
        "player": act.pairing.player,
        "club": act.pairing.club,
        "record": act.record,
        "object": act.object,
        "actor": act.actor,
        "platform": act.platform,
        "handle": act.handle,
        "role": act.role.value,
        "verb": act.verb.value,
        "at": act.at,
        "verdict": act.verdict.value,
        "alert": act.alert,
        "ended": act.ended,
        "provenance": act.provenance.value,
        "observer": act.observer,
        "since": act.since,
        "doing": None if act.doing is None else act.doing.value,
        "whose": act.whose,
    }


def act_of(row: Any) -> Act:
    """Return the act of a row of `acts`."""
    return Act(
        key=row.key,
        record=row.record,
        object=row.object,
        actor=row.actor,
        platform=row.platform,
        handle=row.handle,
        role=Role(row.role),
        verb=Verb(row.verb),
        pairing=Pairing(row.player, row.club),
        at=row.at,
        verdict=Verdict(row.verdict),
        alert=row.alert,
        ended=row.ended,
        provenance=Provenance(row.provenance),
        observer=row.observer,
        since=row.since,
        doing=None if row.doing is None else Doing(row.doing),
        whose=row.whose,
    )


def notice_row(notice: Notice) -> Row:
    """Return the row of *notice*, without its number."""
    alert = notice.alert
    return (
        alert.id,
        notice.kind.value,
        notice.cause,
        notice_body(notice),
        micros(alert.told_at),
        alert.pairing.player,
        alert.pairing.club,
    )


def notice_body(notice: Notice) -> str:
    """Return *notice* as it stands in its row; `notice_of` reads it back."""
    return msgspec.json.encode(notice).decode()


def notice_of(body: str) -> Notice:
    """Return the notice that was stored as *body*."""
    return _NOTICE.decode(body)


def meant_for_nobody(body: ColumnElement[str]) -> ColumnElement[bool]:
    """Return whether the notice stored as *body* was to interrupt nobody.

    Quotation marks within a text are escaped in JSON: only a reason of its own reads so.
    """
    return body.like('%"held":"%')


def message_row(message: Message) -> Row:
    """Return the row of *message* in `outbox`, to be sent for the first time, or never."""
    due, terms, held = micros(message.due), message.terms, message.held
    return (
        message.id,
        message.receiver,
        message.kind,
        message.alert,
        message.body if held is None else b"",
        message.cause,
        micros(message.created_at),
        due,
        due,
        0,
        "pending" if held is None else "held",
        *(None,) * 5,
        terms and terms.now.day.isoformat(),
        terms and terms.worth,
        held and held.why.value,
        held and held.sentence,
    )


def letter_row(dead: DeadLetter) -> Row:
    """Return the row of *dead*; what it says was said by strangers and is cleaned."""
    raw = dead.raw[:MAX_RAW]
    connector = clean(dead.connector)
    return (
        hashlib.sha256(connector.encode() + b"\x1f" + raw).digest()[:16],
        connector,
        clean(dead.place),
        clean(dead.reason),
        clean(dead.detail),
        raw,
        micros(dead.seen_at),
    )
