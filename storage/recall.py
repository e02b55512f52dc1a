"""What a batch needs to know, in one read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, union

from monitor.domain.act import Verdict
from monitor.domain.activity import Provenance, Verb
from monitor.domain.acts.deed import Earlier
from monitor.domain.mention import Link
from monitor.domain.stories.story import Story
from monitor.ports import Asked, Bond, Recalled, Subject, Trace, Waiting
from storage import reports, stories
from storage.rows import act_of, claim_of, link_of
from storage.statements import among
from storage.stories import newest
from storage.tables import Instant, activities, acts, mentions, texts

_UPON = select(
    activities.c.record,
    activities.c.key,
    activities.c.verb,
    activities.c.order,
    activities.c.ended_order,
    activities.c.platform,
    activities.c.author,
    activities.c.account,
    activities.c.lang,
    activities.c.happened_at,
    activities.c.stage,
    activities.c.cue,
    activities.c.hedged,
    activities.c.attributed,
).where(among(activities.c.record, "records"))
"""Acts upon records; not in order, for which PostgreSQL would read the whole index."""

_RECORD, _KEY, _VERB, _ORDER, _ENDED = range(5)

_BONDS = select(
    activities.c.author, activities.c.verb, activities.c.object, activities.c.record
).where(
    among(activities.c.author, "authors"),
    activities.c.ended_order.is_(None),
    activities.c.object.is_not(None),
)
"""Acts that still stand, by who did them."""

# Apart from the acts: PostgreSQL would read the whole table to join it with so many.
_TEXTS = select(texts.c.key, texts.c.text, texts.c.url, texts.c.handle).where(
    among(texts.c.key, "keys")
)

_LINKS = (
    select(mentions.c.key, mentions.c.player, mentions.c.club, mentions.c.part, mentions.c.why)
    .where(among(mentions.c.key, "keys"))
    .order_by(mentions.c.key, mentions.c.player, mentions.c.club)
)

WAITING = (
    select(
        activities.c.key,
        activities.c.record,
        activities.c.waiting,
        activities.c.connector,
        activities.c.platform,
        activities.c.account,
        activities.c.verb,
        activities.c.happened_at,
        activities.c.seen_at,
        activities.c.counted_at,
        activities.c.late,
        activities.c.provenance,
        (activities.c.quoted == activities.c.waiting).label("quotes"),
        texts.c.text,
        texts.c.handle,
        texts.c.url,
        texts.c.object_address,
    )
    .select_from(activities.join(texts, texts.c.key == activities.c.key))
    .where(activities.c.waiting.is_not(None))
)

_WAITING_FOR = WAITING.where(among(activities.c.waiting, "objects")).order_by(
    activities.c.seen_at, activities.c.key
)

_acts = union(
    select(acts).where(acts.c.at >= bindparam("since", type_=Instant)),
    select(acts).where(among(acts.c.record, "asked")),
    select(acts).where(among(acts.c.object, "asked")),
)
_ACTS = _acts.order_by(_acts.selected_columns.at, _acts.selected_columns.key)

_ACTS_TOLD = select(acts).where(among(acts.c.key, "keys"))
"""Acts that texts told: a denial may come long after them."""

LONG_AGO: Final = timedelta(days=400)
"""How far back it is looked for an earlier act of the same kind: over both windows of a year."""

MOST: Final = 500
"""So many earlier acts are recalled at most, the newest."""

_HISTORY = (
    select(acts, activities.c.ended_at)
    .select_from(acts.outerjoin(activities, activities.c.key == acts.c.key))
    .where(
        acts.c.at >= bindparam("since", type_=Instant),
        acts.c.verdict != Verdict.NEVER.value,
    )
    .order_by(acts.c.at.desc(), acts.c.key, acts.c.player, acts.c.club)
    .limit(MOST)
)

_WORDED = frozenset({Verb.CREATE.value, Verb.UPDATE.value})
_VERBS = {verb.value: verb for verb in Verb}


def recall(connection: Connection, asked: Asked) -> Recalled:
    """Return what is stored about *asked*."""
    bonds = _bonds(connection, asked.bonds)
    records = asked.records | set(bonds.values())
    both = records | asked.objects
    upon: dict[bytes, list[Any]] = defaultdict(list)
    for row in connection.execute(_UPON, {"records": both}):
        upon[row[_RECORD]].append(row)
    told = [act_of(row) for row in connection.execute(_ACTS, {"since": asked.since, "asked": both})]
    heard = reports.recall(connection, asked)
    if heard:
        known = {(act.key, act.pairing) for act in told}
        found = connection.execute(_ACTS_TOLD, {"keys": {one.key for one in heard}})
        told += [act for act in map(act_of, found) if (act.key, act.pairing) not in known]
    for rows in upon.values():
        rows.sort(key=itemgetter(_ORDER))
    waiting = _waiting(connection, asked.objects | asked.records)
    open_ones, history = _past(connection, asked, waiting)
    alerts = {act.alert for act in told if act.alert is not None}
    return Recalled(
        traces={
            record: tuple(_trace(row) for row in rows)
            for record, rows in upon.items()
            if record in records
        },
        bonds=bonds,
        subjects=_subjects(connection, {r: upon[r] for r in asked.objects if r in upon}),
        waiting=waiting,
        acts=tuple(told),
        alerts=newest(connection, alerts | {one.alert for one in open_ones}),
        reports=heard,
        stories=tuple(open_ones),
        history=history,
    )


def _bonds(connection: Connection, asked: Collection[Bond]) -> dict[Bond, bytes]:
    """Return the records of those of *asked* that are stored and still stand."""
    if not asked:
        return {}
    rows = connection.execute(_BONDS, {"authors": {bond.author for bond in asked}})
    found = {Bond(author, _VERBS[verb], upon): record for author, verb, upon, record in rows}
    return {bond: found[bond] for bond in asked if bond in found}


def _past(
    connection: Connection, asked: Asked, waiting: Mapping[bytes, Sequence[Waiting]]
) -> tuple[Sequence[Story], tuple[Earlier, ...]]:
    """Return the open stories and earlier acts, if an act of the batch may belong to them."""
    times = [one.seen_at for acts_upon in waiting.values() for one in acts_upon]
    since = min(filter(None, (asked.acting, asked.telling, *times)), default=None)
    if since is None:
        return (), ()
    rows = connection.execute(_HISTORY, {"since": since - LONG_AGO}).all()
    return stories.going_on(connection, since), tuple(
        Earlier(act_of(row), row.ended_at if row.ended else None) for row in rows
    )


def waiting_of(row: Any) -> Waiting:
    """Return the waiting act of a row of `WAITING`."""
    return Waiting(
        key=row.key,
        record=row.record,
        object=row.waiting,
        connector=row.connector,
        platform=row.platform,
        account=row.account,
        handle=row.handle,
        verb=Verb(row.verb),
        url=row.url,
        happened_at=row.happened_at,
        seen_at=row.seen_at,
        counted_at=row.counted_at,
        late=row.late,
        provenance=Provenance(row.provenance),
        address=row.object_address,
        text=row.text,
        quotes=bool(row.quotes),
    )


def _trace(row: Any) -> Trace:
    return Trace(row[_KEY], _VERBS[row[_VERB]], row[_ORDER], row[_ENDED] is not None)


def _subjects(connection: Connection, upon: Mapping[bytes, Sequence[Any]]) -> dict[bytes, Subject]:
    worded = {
        record: found
        for record, rows in upon.items()
        if (found := [row for row in rows if row[_VERB] in _WORDED])
    }
    keys = [row[_KEY] for rows in worded.values() for row in rows]
    if not keys:
        return {}
    words = {row[0]: row for row in connection.execute(_TEXTS, {"keys": keys})}
    links: dict[bytes, list[Link]] = defaultdict(list)
    for row in connection.execute(_LINKS, {"keys": keys}):
        links[row.key].append(link_of(row))
    return {record: _subject(record, rows, words, links) for record, rows in worded.items()}


def _subject(
    record: bytes,
    rows: Sequence[Any],
    words: Mapping[bytes, Any],
    links: Mapping[bytes, Sequence[Link]],
) -> Subject:
    """Return what is known of a record by its creates and updates, oldest first."""
    live = [row for row in rows if row[_ENDED] is None]
    made, last = live[0] if live else rows[-1], rows[-1]
    keys = [row[_KEY] for row in reversed(live or rows)]
    said = next((words[key] for key in keys if key in words), None)
    linked = next((links[key] for key in keys if key in links), ())
    return Subject(
        record=record,
        key=made.key,
        platform=last.platform,
        author=last.author,
        account=last.account,
        text="" if said is None else said.text,
        url=None if said is None else said.url,
        handle=None if said is None else said.handle,
        lang=last.lang,
        at=made.happened_at,
        links=tuple(linked),
        claim=claim_of(last),
        gone=not live,
    )


def _waiting(connection: Connection, objects: Iterable[bytes]) -> dict[bytes, tuple[Waiting, ...]]:
    waiting: dict[bytes, list[Waiting]] = defaultdict(list)
    for row in connection.execute(_WAITING_FOR, {"objects": objects}):
        waiting[row.waiting].append(waiting_of(row))
    return {record: tuple(acts) for record, acts in waiting.items()}
