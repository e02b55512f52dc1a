"""Takes a person out of everything that is stored; what they counted stays, without them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    Text,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)

from monitor.domain.seal import Seal
from monitor.domain.stories.telling import redacted
from storage.care.folding import fold
from storage.care.resealing import reseal
from storage.commit import ERASED
from storage.rows import notice_body, notice_of
from storage.statements import among
from storage.tables import (
    METADATA,
    activities,
    acts,
    cursors,
    dead_letters,
    mentions,
    notices,
    outbox,
    quotations,
    reports,
    texts,
)

AT_ONCE: Final = 5_000

WORDS: Final = 40
"""Words that are looked for at once."""

RUNS: Final = 400
"""Texts at most that are looked for where others may have quoted them, the newest."""

_TELLING: Final = 16
"""Characters of a text by which it is known again."""

_RUN: Final = re.compile(r'[^"\\\n\r\t]{16,}')

ERASED_NOTE: Final = "what it said was erased"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what is erased.

    Attributes:
        platform: Where the handles are from.
        handles: By which accounts outside the catalogue are found, while their words are kept.
        authors, records: Seals of accounts and of records.
        words: What must not be left anywhere: ids, handles, addresses.
        everybody: All accounts outside the catalogue.
        held: Whether a cursor holds any of it, hidden or not.
        anew: The secret that is retired, and the one that takes its place.
    """

    platform: str = ""
    handles: frozenset[str] = frozenset()
    authors: frozenset[bytes] = frozenset()
    records: frozenset[bytes] = frozenset()
    words: frozenset[str] = frozenset()
    everybody: bool = False
    held: Callable[[str], bool] = lambda _: False
    anew: tuple[Seal, Seal] | None = None


@dataclass(slots=True)
class Receipt:
    """What erasing came to.

    Attributes:
        removed: Rows that were removed or emptied, by table.
        left: Rows that hold any of it still, by table.
        dropped: Sources that begin anew, as where they stood held some of it.
    """

    removed: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    dropped: list[str] = field(default_factory=list)


def trace(connection: Connection, subject: Subject) -> Subject:
    """Return *subject* with all that the store knows of it: seals, addresses, words."""
    authors = set(subject.authors)
    its = texts.join(activities, activities.c.key == texts.c.key)
    for handle in subject.handles:
        asked = (
            select(activities.c.author)
            .select_from(its)
            .where(
                activities.c.platform == subject.platform,
                activities.c.account.is_(None),
                func.lower(texts.c.handle) == handle.lower(),
            )
        )
        authors |= set(connection.execute(asked.distinct()).scalars())
    found = replace(subject, authors=frozenset(authors))
    words = set(subject.words)
    said = select(texts.c.text, texts.c.url, texts.c.handle, texts.c.address).select_from(its)
    its_newest = said.where(_whose(found)).order_by(activities.c.seen_at.desc())
    runs: list[str] = []
    for row in connection.execute(its_newest, _asked(found)) if not found.everybody else ():
        words |= {one for one in (row.url, row.address) if one}
        words |= {row.handle} if row.handle and found.authors else set()
        runs += [run[: _TELLING * 4] for run in _RUN.findall(row.text)[:1]]
    return replace(found, words=_shortest({*words, *runs[:RUNS]}))


def erase(connection: Connection, subject: Subject, receipt: Receipt) -> bool:
    """Remove the acts of *subject*, at most `AT_ONCE`; return whether there are more."""
    own = select(activities.c.key).where(_whose(subject)).limit(AT_ONCE)
    keys = connection.execute(own, _asked(subject)).scalars().all()
    if not keys:
        return False
    connection.info[ERASED] = True
    receipt.removed["mentions"] += fold(connection, keys)
    for table, column in (
        (texts, texts.c.key),
        (quotations, quotations.c.key),
        (acts, acts.c.key),
        (reports, reports.c.post),
        (activities, activities.c.key),
    ):
        gone = connection.execute(delete(table).where(among(column, "keys")), {"keys": keys})
        receipt.removed[table.name] += gone.rowcount
    return len(keys) == AT_ONCE


def clear(connection: Connection, subject: Subject, receipt: Receipt) -> None:
    """Take what names *subject* out of what others said, of what was told, and of the rest."""
    connection.info[ERASED] = True
    if subject.anew is not None:
        reseal(connection, *subject.anew)
    if subject.everybody:
        receipt.removed["dead_letters"] += connection.execute(delete(dead_letters)).rowcount
        wiped = update(texts).where(texts.c.object_address.is_not(None))
        receipt.removed["texts"] += connection.execute(wiped.values(object_address=None)).rowcount
    for words in _some(subject.words):
        _clear(connection, words, receipt)
    for name, cursor in connection.execute(select(cursors.c.connector, cursors.c.cursor)).all():
        if subject.held(cursor) or any(word in cursor for word in subject.words):
            connection.execute(delete(cursors).where(cursors.c.connector == name))
            receipt.dropped.append(name)


def left(connection: Connection, subject: Subject) -> Counter[str]:
    """Return how many rows of each table hold any word of *subject* still."""
    found: Counter[str] = Counter()
    for table in METADATA.sorted_tables:
        columns = [one for one in table.c if isinstance(one.type, Text | LargeBinary)]
        for words in _some(subject.words) if columns else ():
            holding = or_(*(_holds(connection, one, words) for one in columns))
            number = connection.execute(select(func.count()).select_from(table).where(holding))
            found[table.name] += number.scalar_one()
    return +found


def _clear(connection: Connection, words: Sequence[str], receipt: Receipt) -> None:
    def holding(*columns: ColumnElement[Any]) -> ColumnElement[bool]:
        return or_(*(_holds(connection, one, words) for one in columns))

    def done(table: Table, statement: Any) -> None:
        receipt.removed[table.name] += connection.execute(statement).rowcount

    about = holding(texts.c.object_address)
    done(texts, update(texts).where(about).values(object_address=None))
    named = holding(texts.c.text, texts.c.url, texts.c.handle, texts.c.address)
    keys = connection.execute(select(texts.c.key).where(named)).scalars().all()
    if keys:  # others' words that name them go too, with what tells those words again
        blunt = update(mentions).where(among(mentions.c.key, "keys"), mentions.c.gist.is_not(None))
        connection.execute(blunt.values(gist=b""), {"keys": keys})
        done(texts, delete(texts).where(named))
    done(dead_letters, delete(dead_letters).where(
        holding(dead_letters.c.raw, dead_letters.c.detail, dead_letters.c.place)
    ))  # fmt: skip
    reported = holding(reports.c.url, reports.c.name, reports.c.by)
    done(reports, delete(reports).where(reported))
    done(acts, delete(acts).where(holding(acts.c.handle, acts.c.observer)))
    _redact(connection, holding(notices.c.body), receipt)
    unsent = outbox.c.state.in_(("pending", "claimed"))
    body = holding(outbox.c.body)
    done(outbox, update(outbox).where(body, unsent).values(
        body=b"", state="failed", claimed_until=None, last_detail=ERASED_NOTE
    ))  # fmt: skip
    done(outbox, update(outbox).where(body).values(body=b""))
    done(outbox, update(outbox).where(holding(outbox.c.last_detail)).values(last_detail=None))


def _redact(connection: Connection, holding: ColumnElement[bool], receipt: Receipt) -> None:
    told = connection.execute(select(notices.c.seq, notices.c.body).where(holding)).all()
    rewrite = update(notices).where(notices.c.seq == bindparam("of"))
    for row in told:
        body = notice_body(redacted(notice_of(row.body)))
        connection.execute(rewrite.values(body=bindparam("anew")), {"of": row.seq, "anew": body})
    receipt.removed["notices"] += len(told)


def _whose(subject: Subject) -> ColumnElement[bool]:
    if subject.everybody:
        return activities.c.account.is_(None)
    own = among(activities.c.author, "authors") & activities.c.account.is_(None)
    return own | among(activities.c.record, "records")


def _asked(subject: Subject) -> Mapping[str, Collection[bytes]]:
    if subject.everybody:
        return {}
    return {"authors": subject.authors, "records": subject.records}


def _holds(
    connection: Connection, column: ColumnElement[Any], words: Sequence[str]
) -> ColumnElement[bool]:
    if not isinstance(column.type, LargeBinary):
        small = func.lower(column)
        return or_(*(small.contains(word.lower(), autoescape=True) for word in words))
    raw = [literal(word.encode(), LargeBinary) for word in words]
    if connection.dialect.name == "sqlite":
        return or_(*(func.instr(column, one) > 0 for one in raw))
    return or_(*(func.position(one.op("IN")(column)) > 0 for one in raw))


def _some(words: Collection[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(words)
    for begin in range(0, len(ordered), WORDS):
        yield ordered[begin : begin + WORDS]


def _shortest(words: Collection[str]) -> frozenset[str]:
    """Return *words* without those that hold another of them."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(one in word for one in kept):
            kept.append(word)
    return frozenset(kept)


def usable(words: Iterable[str]) -> frozenset[str]:
    """Return those of *words* that name one person and not half of what is said."""
    return frozenset(
        word for word in words if len(word) >= 3 and (not word.isalnum() or len(word) >= 24)
    )
