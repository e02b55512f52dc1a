"""The page of records: what is searched, how it is sorted, and that both are bounded."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Role, Source
from monitor.domain.rumour import Record, Share
from monitor.web.merits import NAMED, By, Wish, listing
from monitor.weighing.credit import Credit


def credited(name: str, came: int, failed: int, first: int = 0, role: Role = Role.OUTLET) -> Credit:
    slug = name.casefold().replace(" ", "-")
    record = Record(source=slug, came_true=came, failed=failed, first=first, withdrawn=failed // 2)
    mean = (came + 1) / (came + failed + 6)
    return Credit(
        name=name, role=role, languages=("es",), record=record,
        share=Share(start=0.16, mean=mean, low=mean / 2, high=(1 + mean) / 2),
    )  # fmt: skip


SOURCES = (
    credited("The Evening Whistle", 3, 2, 1),
    credited("Marca", 40, 60, 9),
    credited("Ángela Ruiz", 9, 1, 7, Role.JOURNALIST),
)
BARE = (Source(slug="morning-bell", name="The Morning Bell", role=Role.OUTLET, languages=("en",)),)


def names(wish: Wish) -> list[str]:
    return [one.name for one in listing(SOURCES, BARE, wish).credits]


@pytest.mark.parametrize(
    ("by", "first", "last"),
    [
        (By.SETTLED, "Marca", "The Evening Whistle"),
        (By.SHARE, "Ángela Ruiz", "The Evening Whistle"),
        (By.FIRST, "Marca", "The Evening Whistle"),
        (By.BACK, "Marca", "Ángela Ruiz"),
        (By.NAME, "Ángela Ruiz", "The Evening Whistle"),
        (By.KIND, "Ángela Ruiz", "The Evening Whistle"),
    ],
)
def test_each_column_sorts_and_turns(by: By, first: str, last: str) -> None:
    found = names(Wish(by=by))
    assert (found[0], found[-1]) == (first, last)
    assert names(Wish(by=by, turned=True))[0] in {last, "Marca"}
    assert sorted(found) == sorted(names(Wish(by=by, turned=True)))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("eve", ["The Evening Whistle"]),
        ("angela", ["Ángela Ruiz"]),
        ("journalist", ["Ángela Ruiz"]),
        ("es outlet", ["Marca", "The Evening Whistle"]),
        ("vening", []),
        ("eve marca", []),
    ],
)
def test_words_begin_a_word_of_a_name_kind_or_language(words: str, found: list[str]) -> None:
    assert names(Wish(words=words)) == found


def test_sources_without_a_record_are_found_too() -> None:
    assert [one.slug for one in listing(SOURCES, BARE, Wish("bell")).others] == ["morning-bell"]
    assert not listing(SOURCES, BARE, Wish("marca")).others


def test_a_column_leads_to_its_order_and_when_sorted_so_to_the_other_way_round() -> None:
    wish = Wish(words="es")
    assert wish.place(by=By.SHARE) == "/records?q=es&order=share"
    assert replace(wish, by=By.SHARE).place(by=By.SHARE) == "/records?q=es&order=-share"
    assert replace(wish, by=By.SHARE, turned=True).place(by=By.SHARE) == "/records?q=es&order=share"
    assert Wish().place() == "/records"


def test_how_a_column_is_sorted_is_said() -> None:
    assert [Wish().sense(by) for by in (By.SETTLED, By.NAME)] == ["descending", None]
    assert Wish(by=By.NAME).sense(By.NAME) == "ascending"
    assert Wish(by=By.NAME, turned=True).sense(By.NAME) == "descending"


def test_pages_and_names_are_bounded() -> None:
    many = [credited(f"Paper {n:03}", n, 0) for n in range(120)]
    bare = [Source(slug=f"s-{n}", name=f"Source {n}", role=Role.OUTLET) for n in range(NAMED + 5)]
    last = listing(many, bare, Wish(page=99))
    assert (last.page, last.pages, len(last.credits), last.found) == (3, 3, 20, 120)
    assert (len(last.others), last.unrecorded) == (NAMED, NAMED + 5)


@given(st.dictionaries(st.sampled_from(["q", "order", "page"]), st.text(max_size=300)))
def test_whatever_an_address_asks_for_a_page_is_shown_and_its_links_ask_for_the_same(
    query: dict[str, str],
) -> None:
    wish = Wish.read(query)
    listing(SOURCES, BARE, wish)
    link = dict(parse_qsl(urlsplit(wish.place(page=wish.page)).query, keep_blank_values=True))
    assert Wish.read(link) == wish
