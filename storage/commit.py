"""The one transaction that stores a batch: all of it lands, or none of it does.

Every step goes by what this very transaction made new: a batch seen twice adds nothing, and
nobody is told of an act that was stored before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from sqlalchemy import (
    Connection,
    Delete,
    Update,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from monitor.domain.activity import ENDING, Verb
from monitor.ports import Commit, Committed, Kept, Relinked
from storage import reports
from storage.closing import Bounds, bounds, is_closed
from storage.counting import count
from storage.lives import CHANGING, Lives
from storage.redaction import redact
from storage.rows import (
    Row,
    act_row,
    activity_row,
    letter_row,
    mention_row,
    mention_rows,
    text_row,
)
from storage.statements import Once, Over, among
from storage.tables import (
    activities,
    acts,
    cursors,
    dead_letters,
    mentions,
    micros,
    texts,
)
from storage.telling import tell

ERASED = "erased"
"""Set in a connection's `info` once words were removed, so that no byte of them need stay."""

_ACTIVITIES = Once(activities, apart_by=1)
_TEXTS = Once(texts, apart_by=1)
_LETTERS = Once(dead_letters, apart_by=1)

_ACTS = Over(
    acts,
    lambda old, new: {
        "verdict": new["verdict"],
        "alert": func.coalesce(new["alert"], old["alert"]),
        "ended": or_(old["ended"], new["ended"]),
    },
)
_CURSORS = Over(cursors, lambda _, new: {name: new[name] for name in ("cursor", "moved_at")})

_CHANGES = select(
    activities.c.record,
    activities.c.verb,
    activities.c.order,
    func.coalesce(activities.c.happened_at, activities.c.seen_at).label("at"),
).where(among(activities.c.record, "records"), activities.c.verb.in_(sorted(CHANGING)))

_LEAVERS = (
    select(activities.c.author, func.max(activities.c.order))
    .where(among(activities.c.author, "authors"), activities.c.ends_author)
    .group_by(activities.c.author)
)

_END = (
    update(activities)
    .where(
        activities.c.record == bindparam("of"),
        activities.c.order < bindparam("before"),
        *(activities.c.verb != ending for ending in sorted(ENDING)),
        or_(
            activities.c.ended_order.is_(None),
            activities.c.ended_order > bindparam("before"),
        ),
    )
    .values(
        ended_at=bindparam("then"),
        ended_order=bindparam("before"),
        object=None,
        parent=None,
        quoted=None,
        waiting=None,
    )
)


def _silence(column: str) -> Delete:
    before = activities.c.order < bindparam("before")
    whose = select(activities.c.key).where(activities.c[column] == bindparam("of"), before)
    return delete(texts).where(texts.c.key.in_(whose))


_SILENCE_RECORD = _silence("record")
_SILENCE_AUTHOR = _silence("author")


def _blunt(column: str) -> Update:
    """Take away which telling words a text had, when the text goes."""
    before = activities.c.order < bindparam("before")
    whose = select(activities.c.key).where(activities.c[column] == bindparam("of"), before)
    worded = mentions.c.gist.is_not(None), mentions.c.gist != b""
    return update(mentions).where(mentions.c.key.in_(whose), *worded).values(gist=b"")


_BLUNT_RECORD = _blunt("record")
_BLUNT_AUTHOR = _blunt("author")

_STOP_WAITING = (
    update(activities)
    .where(among(activities.c.key, "keys"), activities.c.waiting.is_not(None))
    .values(waiting=None)
    .returning(activities.c.key, activities.c.author)
)

_MARK_LATE = update(activities).where(among(activities.c.key, "keys")).values(late=True)

_END_ACT = update(acts).where(acts.c.key == bindparam("of")).values(ended=True)


def land(connection: Connection, batch: Commit) -> Committed:
    """Store *batch* in the transaction of *connection*."""
    known = bounds(connection) if _speaks(batch) else Bounds()
    closed = known.closed
    new = _keep(connection, [_dated(one, known) for one in batch.kept])
    _end(connection, new)
    met = _meet(connection, batch.relinked, known)
    rows = [*chain.from_iterable([*map(mention_rows, new), *met.values()])]
    late = count(connection, rows, closed)
    causes = frozenset(one.key for one in new)
    reported = {one.key for one in reports.keep(connection, batch.reports, causes)}
    if reports.withdraw(connection, [one for one in new if one.activity.verb in CHANGING]):
        connection.info[ERASED] = True
    messages = _tell(connection, batch, causes | met.keys() | reported)
    told = {key for notice in batch.notices for key in notice.keys}
    told |= {act.key for act in batch.acts if act.alert is not None}
    redact(connection, told, {one.record for one in new if one.activity.verb is Verb.DELETE})
    dead = _LETTERS(connection, [letter_row(one) for one in batch.dead])
    _CURSORS(
        connection,
        [
            {"connector": name, "cursor": cursor, "moved_at": batch.now}
            for name, cursor in sorted(batch.cursors.items())
        ],
    )
    return Committed(causes, len(dead), messages, late, frozenset(reported))


def _speaks(batch: Commit) -> bool:
    return any(one.mentions for one in batch.kept) or any(one.mentions for one in batch.relinked)


def _dated(kept: Kept, known: Bounds) -> Kept:
    """Return *kept* as late if its bucket is closed, and in no bucket if that is folded."""
    at = known.counted(kept.counted_at)
    late = at != kept.counted_at or is_closed(at, known.closed)
    if not kept.mentions or not late:
        return kept
    return replace(kept, late=True, counted_at=at)


def _keep(connection: Connection, kept: Sequence[Kept]) -> list[Kept]:
    """Store activities and their words, and return those that are new."""
    if not kept:
        return []
    lives = _lives(connection, kept)
    rows: list[Row] = []
    speaking: set[bytes] = set()
    first = {one.key: one for one in reversed(kept)}  # of several alike the first is stored
    for one in kept:
        if first[one.key] is not one:
            continue
        verb, order = one.activity.verb, one.activity.order
        ended = lives.ended(one.record, verb, order)
        rows.append(activity_row(one, ended))
        if ended is None and lives.speaks(one, order):
            speaking.add(one.key)
    new = [first[row[0]] for row in _ACTIVITIES(connection, rows)]
    _TEXTS.fresh(connection, [text_row(one) for one in new if one.key in speaking])
    return [one if one.key in speaking else _blunted(one) for one in new]


def _blunted(kept: Kept) -> Kept:
    """Return *kept* without which telling words it had."""
    if all(one.gist is None for one in kept.mentions):
        return kept
    blunt = (one if one.gist is None else replace(one, gist=b"") for one in kept.mentions)
    return replace(kept, mentions=tuple(blunt))


def _lives(connection: Connection, kept: Sequence[Kept]) -> Lives:
    lives = Lives()
    for one in kept:
        act = one.activity
        if act.verb in CHANGING:
            at = micros(act.happened_at or act.seen_at)
            lives.learn(one.record, act.verb, act.order, at)
        if one.ends_author:
            lives.leave(one.author, act.order)
    for row in connection.execute(_CHANGES, {"records": {one.record for one in kept}}):
        lives.learn(row.record, Verb(row.verb), row.order, micros(row.at))
    for author, order in connection.execute(_LEAVERS, {"authors": {one.author for one in kept}}):
        lives.leave(author, order)
    return lives


def _end(connection: Connection, new: Sequence[Kept]) -> None:
    """End what new deletes and undos end, and take away the words that no longer stand."""
    changes = [one for one in new if one.activity.verb in CHANGING]
    endings = [
        {
            "of": one.record,
            "before": one.activity.order,
            "then": one.activity.happened_at or one.activity.seen_at,
        }
        for one in changes
        if one.activity.verb in ENDING
    ]
    records = [{"of": one.record, "before": one.activity.order} for one in changes]
    authors = [{"of": one.author, "before": one.activity.order} for one in new if one.ends_author]
    for statement, whose in (
        (_END, endings),
        (_SILENCE_RECORD, records),
        (_SILENCE_AUTHOR, authors),
        (_BLUNT_RECORD, records),
        (_BLUNT_AUTHOR, authors),
    ):
        if whose and connection.execute(statement, whose).rowcount:
            connection.info[ERASED] = True


def _meet(
    connection: Connection, relinked: Sequence[Relinked], known: Bounds
) -> dict[bytes, list[Row]]:
    """Return the mentions gained by acts that were waiting still, by key; they wait no longer."""
    if not relinked:
        return {}
    keys = {one.waiting.key for one in relinked}
    authors: dict[bytes, bytes] = dict(connection.execute(_STOP_WAITING, {"keys": keys}).all())
    met = [one for one in relinked if one.waiting.key in authors]
    behind = {
        one.waiting.key
        for one in met
        if one.mentions and is_closed(one.waiting.counted_at, known.closed)
    }
    if behind:
        connection.execute(_MARK_LATE, {"keys": behind})
    gained: dict[bytes, list[Row]] = {}
    for one in met:
        act = one.waiting
        late, at = act.late or act.key in behind, known.counted(act.counted_at)
        gained[act.key] = [
            mention_row(act.key, authors[act.key], act.connector, at, said, late=late)
            for said in one.mentions
        ]
    return gained


def _tell(connection: Connection, batch: Commit, causes: frozenset[bytes]) -> int:
    """Store acts, notices and messages whose cause landed; return how many messages were new."""
    told = [notice for notice in batch.notices if notice.cause in causes]
    acts_told = [act for notice in told for act in notice.acts]
    held = [act for act in batch.acts if act.key in causes]
    _ACTS(connection, [act_row(act) for act in acts_told + held])
    over = [{"of": act.key} for act in batch.acts if act.ended and act.key not in causes]
    if over:
        connection.execute(_END_ACT, over)
    due = [one for one in batch.messages if one.cause is None or one.cause in causes]
    return tell(connection, told, due)
