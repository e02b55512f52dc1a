"""What is said of the player, and what of the club."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.names.clauses import clauses, portions
from monitor.domain.names.hit import Hit, Named
from monitor.domain.text import fold

PLAYER = (Named.PLAYER, "sergio-ramos")
CLUB = (Named.CLUB, "real-madrid")
NAMES = {"ramos": PLAYER, "madrid": CLUB, "messi": (Named.PLAYER, "lionel-messi")}


def hits(folded: str) -> list[Hit]:
    found = []
    for name, (named, slug) in NAMES.items():
        start = folded.find(name)
        while start >= 0:
            found.append(Hit(named, slug, start, start + len(name)))
            start = folded.find(name, start + 1)
    return sorted(found, key=lambda hit: hit.start)


def said(text: str, lang: str | None) -> tuple[str, str] | None:
    """What *text* says of the player and of the club; None = the same of both."""
    folded = fold(text)
    found = portions(folded, lang, hits(folded))
    if not found:
        return None
    own = [" ".join(folded[p.start : p.stop].strip() for p in found[t]) for t in (PLAYER, CLUB)]
    return own[0], own[1]


@pytest.mark.parametrize(
    ("lang", "text", "player", "club"),
    [
        ("en", "I love Ramos but Madrid are a joke", "i love ramos", "but madrid are a joke"),
        ("en", "I love Ramos and I really hate Madrid", "i love ramos and", "i really hate madrid"),
        ("en", "Ramos is a legend. Madrid don't deserve him!", "ramos is a legend.",
         "madrid don't deserve him!"),
        ("en", "Ramos! What a man. Madrid are done.", "ramos! what a man.", "madrid are done."),
        ("en", "Honestly. Madrid are done. Ramos saw it", "ramos saw it",
         "honestly. madrid are done."),
        ("en", "Messi is awful. Ramos to Madrid is great", "ramos to madrid is great",
         "ramos to madrid is great"),
        ("es", "Ramos es el más grande, pero el Madrid da asco", "ramos es el mas grande,",
         "pero el madrid da asco"),
        ("pt", "Adoro o Ramos mas o Madrid é uma vergonha", "adoro o ramos",
         "mas o madrid e uma vergonha"),
        ("it", "Ramos è un grande mentre il Madrid fa schifo", "ramos e un grande",
         "mentre il madrid fa schifo"),
        ("fr", "Ramos est énorme alors que le Madrid est nul", "ramos est enorme",
         "alors que le madrid est nul"),
        ("de", "Ramos ist klasse, aber Madrid ist peinlich", "ramos ist klasse,",
         "aber madrid ist peinlich"),
        (None, "Ramos goed! Madrid slecht!", "ramos goed!", "madrid slecht!"),
    ],
)  # fmt: skip
def test_each_has_its_own_clauses(lang: str | None, text: str, player: str, club: str) -> None:
    assert said(text, lang) == (player, club)


def test_arabic_clauses_are_parted_too() -> None:
    folded = fold("راموس اسطورة لكن مدريد سيئ")
    assert [folded[p.start : p.stop].strip() for p in clauses(folded, "ar")] == [
        fold("راموس اسطورة"),
        fold("لكن مدريد سيئ"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ramos to Madrid, here we go!",
        "Ramos and Madrid",
        "Ramos, Madrid, Messi",
        "Ramos to Madrid. What a disaster.",
        "Ramos joins Madrid for 2.5m at www.example.org",
        "",
    ],
)
def test_what_is_said_of_both_at_once_is_not_parted(text: str) -> None:
    assert said(text, "en") is None


def test_spanish_more_is_no_but() -> None:
    assert len(clauses("nadie es mas grande que ramos", "es")) == 1


@given(st.text(), st.sampled_from(["en", "es", "pt", "it", "fr", "de", "ar", "nl", None]))
def test_clauses_are_the_whole_text_in_its_order(text: str, lang: str | None) -> None:
    folded = fold(text)
    places = clauses(folded, lang)
    assert [at for place in places for at in place] == list(range(len(folded)))


@given(st.lists(st.sampled_from(["ramos", "madrid", "good", "but", "and", ",", ". ", "!"])))
def test_everybody_named_has_a_say_or_nobody_has_one_apart(words: list[str]) -> None:
    folded = " ".join(words)
    found = portions(folded, "en", hits(folded))
    if found:
        assert found.keys() == {(hit.named, hit.slug) for hit in hits(folded)}
        assert all(places and all(places) for places in found.values())


def test_a_text_without_end_is_parted_in_no_time() -> None:
    assert len(clauses("but " * 100_000, "en")) < 1_000
    clauses("a, b, c and " * 20_000, "en")
    clauses("." * 100_000, None)
