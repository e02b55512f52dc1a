"""Takes a person out of everything that is stored; what they counted stays, without them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from monitor.domain.seal import Seal
from monitor.domain.stories.telling import redacted
from storage.care.folding import fold
from storage.care.resealing import reseal
from storage.care.seeking import Row, Sought, this
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
    _clear(connection, Sought(subject.words), receipt)
    for name, cursor in connection.execute(select(cursors.c.connector, cursors.c.cursor)).all():
        if subject.held(cursor) or any(word in cursor for word in subject.words):
            connection.execute(delete(cursors).where(cursors.c.connector == name))
            receipt.dropped.append(name)


def left(connection: Connection, subject: Subject) -> Counter[str]:
    """Return how many rows of each table hold any word of *subject* still."""
    sought = Sought(subject.words)
    tables = METADATA.sorted_tables if subject.words else ()
    return +Counter({table.name: sought.number(connection, table) for table in tables})


def _clear(connection: Connection, sought: Sought, receipt: Receipt) -> None:
    def done(statement: Any, rows: Sequence[Row]) -> None:
        if rows:
            connection.execute(statement.where(this(statement.table)), rows)
            receipt.removed[statement.table.name] += len(rows)

    about = sought.rows(connection, texts.c.object_address)
    done(update(texts).values(object_address=None), about)
    named = sought.rows(connection, texts.c.text, texts.c.url, texts.c.handle, texts.c.address)
    if named:  # others' words that name them go too, with what tells those words again
        blunt = update(mentions).where(among(mentions.c.key, "keys"), mentions.c.gist.is_not(None))
        connection.execute(blunt.values(gist=b""), {"keys": [row["of_key"] for row in named]})
    done(delete(texts), named)
    letters = dead_letters.c
    done(delete(dead_letters), sought.rows(connection, letters.raw, letters.detail, letters.place))
    done(delete(reports), sought.rows(connection, reports.c.url, reports.c.name, reports.c.by))
    done(delete(acts), sought.rows(connection, acts.c.handle, acts.c.observer))
    _redact(connection, sought.rows(connection, notices.c.body), receipt)
    told = sought.rows(connection, outbox.c.body)
    unsent = or_(outbox.c.state == "pending", outbox.c.state == "claimed")
    if told:
        connection.execute(update(outbox).where(this(outbox), unsent).values(
            state="failed", claimed_until=None, last_detail=ERASED_NOTE
        ), told)  # fmt: skip
    done(update(outbox).values(body=b""), told)
    done(update(outbox).values(last_detail=None), sought.rows(connection, outbox.c.last_detail))


def _redact(connection: Connection, rows: Sequence[Row], receipt: Receipt) -> None:
    asked = select(notices.c.body).where(this(notices))
    rewrite = update(notices).where(this(notices)).values(body=bindparam("anew"))
    for row in rows:
        body = notice_body(redacted(notice_of(connection.execute(asked, row).scalar_one())))
        connection.execute(rewrite, {**row, "anew": body})
    receipt.removed["notices"] += len(rows)


def _whose(subject: Subject) -> ColumnElement[bool]:
    if subject.everybody:
        return activities.c.account.is_(None)
    own = among(activities.c.author, "authors") & activities.c.account.is_(None)
    return own | among(activities.c.record, "records")


def _asked(subject: Subject) -> Mapping[str, Collection[bytes]]:
    if subject.everybody:
        return {}
    return {"authors": subject.authors, "records": subject.records}


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
