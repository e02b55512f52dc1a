"""Finding the names of the catalogue in texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Alias, Catalogue, Club, Player, Role, Source
from monitor.domain.names.linking import Named
from monitor.domain.names.surnames import Bond
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.names import Names

STARTER = Names(register.load([]))

CATALOGUE = Catalogue(
    players={
        "sergio": Player(
            slug="sergio", name="Sergio Ramos", aliases=(Alias("Ramos", ambiguous=True),)
        ),
        "goncalo": Player(
            slug="goncalo", name="Gonçalo Ramos", aliases=(Alias("Ramos", ambiguous=True),)
        ),
    },
    clubs={
        "inter": Club(slug="inter", name="Inter", country="IT", aliases=(Alias("Inter Milan"),)),
        "miami": Club(slug="miami", name="Inter Miami", country="US"),
        "milan": Club(slug="milan", name="Milan", country="IT"),
        "psg": Club(slug="psg", name="Paris Saint-Germain", country="FR", aliases=(Alias("PSG"),)),
        "madrid": Club(
            slug="madrid", name="Real Madrid", country="ES",
            aliases=(Alias("ريال مدريد"), Alias("皇马"), Alias("레알 마드리드")),
        ),
    },
    sources={"marca": Source(slug="marca", name="Marca", role=Role.OUTLET)},
)  # fmt: skip
NAMES = Names(CATALOGUE)


def found(text: str) -> list[str]:
    folded = fold(text)
    return [f"{hit.slug}:{folded[hit.start : hit.end]}" for hit in NAMES.find(folded)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Sergio Ramos to Real Madrid", ["sergio:sergio ramos", "madrid:real madrid"]),
        ("SERGIO RAMOS", ["sergio:sergio ramos"]),
        ("Sergio Ramos's", ["sergio:sergio ramos"]),
        ("Sergio Ramos\u2019 agent", ["sergio:sergio ramos"]),
        ("(Sergio Ramos)", ["sergio:sergio ramos"]),
        ("#SergioRamos", ["sergio:sergioramos"]),
        ("#sergio_ramos", ["sergio:sergio_ramos"]),
        ("#WelcomeBackSergioRamos2026", ["sergio:sergioramos"]),
        ("@SergioRamos", ["sergio:sergioramos"]),
        ("https://example.org/sergio-ramos-news", ["sergio:sergio-ramos"]),
        ("welcomebacksergioramos", []),
        ("Sergio Ramosson", []),
        ("Gonçalo Ramos", ["goncalo:goncalo ramos"]),
        ("Paris Saint Germain, paris-saint-germain", [
            "psg:paris saint germain", "psg:paris-saint-germain",
        ]),
        ("interest in winter, international", []),
        ("winter milan", ["milan:milan"]),
        ("Inter Miamix", ["inter:inter"]),
        ("Inter Miami v Inter Milan", ["miami:inter miami", "inter:inter milan"]),
        ("لريال مدريد", ["madrid:ريال مدريد"]),
        ("وريال مدريد", ["madrid:ريال مدريد"]),
        ("خخخريال مدريد", []),
        ("他去皇马了", ["madrid:皇马"]),
        ("레알 마드리드로", ["madrid:" + fold("레알 마드리드")]),
        ("R\u0435al M\u0430drid", ["madrid:real madrid"]),
        ("Marca says", ["marca:marca"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_name_is_found_where_it_stands_alone(text: str, hits: list[str]) -> None:
    assert found(text) == hits


def test_a_name_that_several_bear_is_a_hit_for_each_and_ambiguous() -> None:
    hits = NAMES.find("ramos")
    assert {hit.slug for hit in hits} == {"sergio", "goncalo"}
    assert all(hit.bond is Bond.LOOSE and hit.named is Named.PLAYER for hit in hits)


@pytest.mark.parametrize(
    "text", ["Ramos, PSG!", "#SergioRamos to Milan", "psg: ramos", "Ramos 他去皇马了"]
)
def test_a_text_that_names_a_player_and_a_club_is_touched(text: str) -> None:
    assert NAMES.touches(fold(text))


@pytest.mark.parametrize(
    "text", ["", "interest", "Marca says", "Ramos", "PSG!", "Ramos in winters"]
)
def test_a_text_that_lacks_one_of_them_is_not(text: str) -> None:
    assert not NAMES.touches(fold(text))


@given(st.text(max_size=40), st.sampled_from(["ramos", "inter", "psg", "real madrid"]), st.text())
def test_what_is_found_is_touched_and_ordered_and_not_nested(
    before: str, name: str, after: str
) -> None:
    folded = fold(f"{before}{name}{after}")
    hits = NAMES.find(folded)
    spans = list(dict.fromkeys((hit.start, hit.end) for hit in hits))
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in zip(spans, spans[1:], strict=False))  # noqa: RUF007
    if {Named.PLAYER, Named.CLUB} <= {hit.named for hit in hits}:
        assert NAMES.touches(folded)


@given(st.text(alphabet="ab ", max_size=20), st.lists(st.text("ab", min_size=2, max_size=4)))
def test_plain_words_are_found_as_a_plain_search_finds_them(text: str, words: list[str]) -> None:
    clubs = {w: Club(slug=w, name=w, country="ES") for w in words}
    hits = {(hit.start, hit.end) for hit in Names(Catalogue(clubs=clubs)).find(text)}
    assert hits == {m.span() for m in re.finditer(r"\w+", text) if m.group() in clubs}


def test_a_short_name_gives_way_to_a_clubs_that_is_certain_and_a_given_name_to_all() -> None:
    def player(name: str, *aliases: Alias) -> Player:
        return Player(slug=fold(name).replace(" ", "-"), name=name, aliases=aliases)

    people = [player("Willian Milan"), player("Paulinho Bale"), player("Rafinha B", Alias("RB"))]
    clubs = [
        Club(slug="milan", name="Milan", country="IT"),
        Club(slug="basel", name="FC Basel", country="CH", aliases=(Alias("Bâle", True),)),
        Club(slug="willian", name="W", country="CH", aliases=(Alias("Willian", True),)),
    ]
    known = Catalogue(
        players={one.slug: one for one in people}, clubs={one.slug: one for one in clubs}
    )
    names = Names(known)
    assert {hit.slug for hit in names.find("milan")} == {"milan"}
    assert {hit.slug for hit in names.find("bale")} == {"basel", "paulinho-bale"}
    assert {hit.slug for hit in names.find("willian")} == {"willian"}
    assert {hit.slug for hit in names.find("paulinho")} == {"paulinho-bale"}
    assert list(names.find("rafinha")) == []


def test_an_empty_catalogue_names_nobody() -> None:
    names = Names(Catalogue())
    assert not names.touches("sergio ramos")
    assert list(names.find("sergio ramos")) == []


def test_every_name_of_the_starter_catalogue_is_found() -> None:
    catalogue = register.load([])
    for kind in (catalogue.players, catalogue.clubs, catalogue.sources):
        for one in kind.values():
            for text in (one.name, *(alias.text for alias in one.aliases)):
                assert one.slug in {hit.slug for hit in STARTER.find(fold(f"x {text} y"))}, text
