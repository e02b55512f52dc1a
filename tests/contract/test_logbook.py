"""Who did what is written down with what was done, in both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.desk.logbook import LONGEST_ABOUT, LONGEST_NAME, Deed, Hand
from monitor.domain.desk.opinion import Opinion, Rated, Taken
from monitor.domain.desk.silence import silence
from monitor.domain.rights import Way
from storage import Store, logbook
from tests.conftest import NOW

ANA = Hand("ana", Way.TOKEN)
LINE = ANA.did(Deed.RELOADED, "", NOW)
HOUR = timedelta(hours=1)


async def test_the_newest_lines_come_first_as_they_were_written(store: Store) -> None:
    lines = [Hand(f"no {n}", way).did(Deed.TESTED, "<desk>", NOW) for n, way in enumerate(Way)]
    for line in lines:
        await store.note(line)
    assert await store.reader.logbook() == lines[::-1]
    assert await store.reader.logbook(2) == lines[:-3:-1]


async def test_what_changes_nothing_is_not_written_down(store: Store) -> None:
    one = silence(NOW, NOW + HOUR, "ana", everything=True)
    added, ended = ANA.did(Deed.SILENCE_ADDED, "x", NOW), ANA.did(Deed.SILENCE_ENDED, "x", NOW)
    for _ in range(2):
        await store.silence(one, added)
    assert await store.reader.logbook() == [added]
    for _ in range(2):
        await store.unsilence(one.id, "ana", NOW + HOUR / 2, ended)
    assert await store.reader.logbook() == [ended, added]


async def test_opinions_and_who_took_what_are_written_down_once(store: Store) -> None:
    said = Opinion(alert="a", receiver="desk", rated=Rated.WRONG, rule="spike", at=NOW)
    rated, taken = ANA.did(Deed.RATED, "a", NOW), ANA.did(Deed.TAKEN, "a", NOW)
    settled = ANA.did(Deed.CLEARED_UP, "a", NOW)
    for _ in range(2):
        await store.rate(said, rated)
        await store.take(Taken(alert="a", by="ana", at=NOW), taken)
    await store.take(Taken(alert="a", by="bob", at=NOW), replace(taken, who="bob"))
    for _ in range(2):
        await store.clear_up("a", "ana", NOW, settled)
    assert await store.reader.logbook() == [settled, taken, rated]


async def test_a_change_of_the_catalogue_is_written_down_with_it(store: Store) -> None:
    assert await store.catalogue_version() == 0
    line = ANA.did(Deed.WATCH_ADDED, "Sergio Ramos and any club", NOW)
    version = await store.enter([("watch", "ramos/*", {"player": "ramos"})], "ana", NOW, line)
    assert await store.catalogue_version() == version == 1
    assert await store.reader.logbook() == [line]


async def test_the_oldest_lines_go_and_no_others(store: Store) -> None:
    for who in ("eva", "bob", "ana"):
        await store._database.write(logbook.note, replace(LINE, who=who), 2)
    assert [line.who for line in await store.reader.logbook()] == ["ana", "bob"]


@given(st.text(), st.text())
def test_a_line_is_harmless_and_short_whatever_is_said(who: str, about: str) -> None:
    line = Hand(who).did(Deed.REPORTED, about, NOW)
    assert 0 < len(line.who) <= LONGEST_NAME
    assert len(line.about) <= LONGEST_ABOUT
    assert "\n" not in line.who + line.about
    assert "\u202e" not in line.who + line.about
