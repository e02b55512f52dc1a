"""Notices of decisive acts: told, added to, and taken back under the same id."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from monitor.domain.act import Act, Verdict
from monitor.domain.activity import Provenance
from monitor.domain.acts import hearsay
from monitor.domain.acts.deed import Deed, Ending
from monitor.domain.alert import (
    Alert,
    Kind,
    Notice,
    Part,
    Severity,
    Status,
    Weight,
    alert_id,
    story_id,
)
from monitor.domain.alert import Evidence as Piece
from monitor.domain.catalogue import Catalogue
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.stories import story, wording

RULE: Final = "decisive-act"


def tell(deed: Deed, catalogue: Catalogue, thread: Notice | None = None) -> Notice:
    """Return the notice of a decisive act; *thread* is how the story stands that it joins."""
    return _named(story.join(thread, _alone(deed, catalogue)), deed)


def update(before: Notice, deed: Deed, catalogue: Catalogue) -> Notice:
    """Return the notice that tells *deed* anew in the alert told by *before*, whose id stays."""
    return _anew(before, deed, catalogue, surer=False)


def confirm(before: Notice, deed: Deed, catalogue: Catalogue) -> Notice:
    """Return the notice that somebody else tells of the act that *before* told."""
    # What was seen stands first, what was said of it after that.
    return _anew(before, deed, catalogue, surer=deed.provenance is not Provenance.OBSERVED)


def _alone(deed: Deed, catalogue: Catalogue) -> Notice:
    """Return the notice of an act that opens a story of its own."""
    act = deed.act
    saga = story_id(act.pairing.player, act.key)
    player = catalogue.players[act.pairing.player].name
    club = catalogue.clubs[act.pairing.club].name
    who = wording.owner(deed.account, catalogue)
    said = hearsay.standing(deed)
    title = f"Unverified: {wording.headline(deed, who, player, club)}{said and f'; {said}'}"
    alert = Alert(
        id=alert_id(RULE, saga, act.key),
        rule=RULE,
        story=saga,
        pairing=act.pairing,
        player_name=player,
        club_name=club,
        status=Status.STARTED,
        severity=Severity.MAJOR,
        title=title,
        text=wording.account_of(deed, catalogue, who, player, club),
        how_we_know=wording.how_we_know(deed, who),
        reasons=wording.reasons(deed, player, club),
        evidence=wording.evidence(deed, catalogue, who),
        unknown=wording.unknown(deed),
        strength=Strength(Evidence.INSUFFICIENT),
        happened_at=act.at,
        told_at=deed.seen_at,
        earlier=None if deed.earlier is None else deed.earlier.act.alert,
    )
    acts = (act, *deed.others)
    notice = Notice(kind=Kind.ACT_NOTABLE, alert=alert, cause=act.key, acts=acts)
    weight = Weight.CLAIM if deed.denies else Weight.ACT
    return story.alone(notice, f"{story.ACT}{act.key.hex()}", weight, deed.also)


def _named(notice: Notice, deed: Deed) -> Notice:
    """Return *notice* with its acts as told by its alert."""
    ident = notice.alert.id
    acts = (deed.act, *deed.others)
    told = tuple(replace(one, alert=ident, verdict=Verdict.PUSH) for one in acts)
    return replace(notice, acts=told)


def _anew(before: Notice, deed: Deed, catalogue: Catalogue, *, surer: bool) -> Notice:
    """Return the notice that puts what is known of an act by now in place of what was told."""
    notice = _alone(deed, catalogue)
    fresh = notice.parts[0]
    about = {deed.act.key, *(one.key for one in deed.witnesses)}
    old = next((one for one in story.standing(before) if about & {*one.keys}), None)
    if old is not None:
        held = _held(old.evidence, deed)
        if surer:
            evidence = (*held, *hearsay.testimonies(deed))
        else:
            evidence = (*fresh.evidence, *(e for e in held if e not in fresh.evidence))
        fresh = replace(
            fresh,
            key=old.key,
            at=old.at,
            keys=tuple(sorted({*fresh.keys, *old.keys})),
            evidence=evidence,
        )
        alert = replace(notice.alert, evidence=evidence, happened_at=old.at)
        notice = replace(notice, alert=alert, parts=(fresh,))
    return _named(story.join(before, replace(notice, kind=Kind.STORY_UPDATED)), deed)


def _held(told: Sequence[Piece], deed: Deed) -> tuple[Piece, ...]:
    """Return the evidence that stays: reports are listed anew, with their copies by now."""
    if deed.tale is None:
        return tuple(told)
    return tuple(one for one in told if not one.what.startswith(hearsay.REPORT))


def unlinked(notice: Notice, addresses: Collection[str]) -> Notice:
    """Return *notice* without some addresses: what stood there was deleted since."""

    def clear(evidence: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(
            replace(one, url=None, quote=None) if one.url in addresses else one for one in evidence
        )

    parts = tuple(replace(one, evidence=clear(one.evidence)) for one in notice.parts)
    alert = replace(notice.alert, evidence=clear(notice.alert.evidence))
    return replace(notice, alert=alert, parts=parts)


def redacted(notice: Notice) -> Notice:
    """Return *notice* without any words or addresses of others: what it told was deleted since."""

    def blank(evidence: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(replace(one, url=None, quote=None) for one in evidence)

    parts = tuple(
        replace(one, text=wording.earlier(one.text), evidence=blank(one.evidence))
        for one in notice.parts
    )
    alert = replace(
        notice.alert,
        text=wording.earlier(notice.alert.text),
        evidence=blank(notice.alert.evidence),
        strength=Strength(Evidence.INSUFFICIENT),
    )
    return replace(notice, alert=alert, parts=parts)


def correct(
    before: Notice, ended: Sequence[Act], cause: bytes, at: datetime, ending: Ending
) -> Notice:
    """Return the notice that takes back what *before* told of acts that ended together.

    What else the story rests on stands, and is told on without them.

    Args:
        before: How the alert stood.
        ended: The acts that no longer stand; what is said of the first is said of all.
        cause: Key of the activity that ended them.
        at: When that was seen.
        ending: How they ended.
    """
    what = wording.what_ended(ended[0], ending)
    fallen, left = _apart(before, {one.key for one in ended})
    alert = replace(
        _without(before, left),
        title=f"Corrected: {what} ({_about(before, fallen)})",
        text=f"{what} at {wording.stamp(ending.at)}. That part of this alert no longer stands. "
        f"It had said: {_said(before, fallen)}{_stands(left, _said(before, fallen))}",
        unknown=() if ending.of_report else ("Why it was taken back.",),
        how_we_know=(wording.how_it_ended(ending, at),),
        told_at=at,
    )
    acts = tuple(replace(one, ended=True) for one in ended)
    return _corrected(alert, cause, acts, left)


def withdraw(before: Notice, act: Act, at: datetime) -> Notice:
    """Return the notice that takes back what *before* told of an act upon an unknown post.

    Args:
        before: How the alert stood.
        act: The act, which stands; what was made of it doesn't.
        at: When the post came, and was about something else.
    """
    what = wording.what_was_read(act)
    fallen, left = _apart(before, {act.key})
    about = _about(before, fallen)
    alert = replace(
        _without(before, left),
        title=f"Corrected: {what} is not transfer talk ({about})",
        text=f"{what} has been read by now: it is not transfer talk about {about}. "
        f"This alert had said: {_said(before, fallen)}{_stands(left, _said(before, fallen))}",
        unknown=(),
        how_we_know=(f"The post itself was read at {wording.stamp(at)}.",),
        told_at=at,
    )
    return _corrected(alert, act.key, (replace(act, verdict=Verdict.HOLD),), left)


def _apart(before: Notice, keys: Collection[bytes]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return what falls of *before* with the activities *keys*, and what is left."""
    left = story.without(before, keys)
    return tuple(one for one in story.standing(before) if one not in left), left


def _without(before: Notice, left: Sequence[Part]) -> Alert:
    """Return the alert of *before* as a correction; who leads what is left leads it."""
    told = before.alert
    if left:
        led = story.leader(left)
        told = replace(told, pairing=led.pairing, club_name=led.clubs[0].name)
    return replace(
        told,
        status=Status.CORRECTED,
        evidence=(),
        strength=Strength(Evidence.INSUFFICIENT),
        reasons=("Everybody who got an alert hears when part of it no longer stands.",),
        rivals=story.rivals(left) if left else told.rivals,
        buzz_club=None,
        buzz=None,
        claim=None,
        state=None,
        phases=(),
        lift=None,
        earlier=None,
    )


def _about(before: Notice, fallen: Sequence[Part]) -> str:
    club = fallen[0].clubs[0].name if fallen else before.alert.club_name
    return f"{before.alert.player_name} and {club}"


def _said(before: Notice, fallen: Sequence[Part]) -> str:
    if not fallen:
        return wording.earlier(before.alert.text)
    return " ".join(wording.earlier(one.text) for one in fallen)


def _stands(left: Sequence[Part], said: str) -> str:
    return f"{story.STANDS}{story.retold(left, said)}" if left else ""


def _corrected(alert: Alert, cause: bytes, acts: tuple[Act, ...], left: tuple[Part, ...]) -> Notice:
    keys = {key for one in left for key in one.keys} - {one.key for one in acts}
    return Notice(
        kind=Kind.ALERT_CORRECTED,
        alert=alert,
        cause=cause,
        acts=acts,
        repeats=tuple(sorted(keys)),
        parts=left,
    )
