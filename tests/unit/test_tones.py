"""How texts are taken as a whole, and toward each whom they name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.catalogue import Alias, Catalogue, Club, Pairing, Player
from monitor.domain.names.hit import Named
from monitor.domain.text import clean, fold
from monitor.judges.names import Names
from monitor.judging.tones import Spoken, Toned, tell
from monitor.ports import Score

PAIRING = Pairing("sergio-ramos", "real-madrid")
PLAYER, CLUB = (Named.PLAYER, "sergio-ramos"), (Named.CLUB, "real-madrid")
NAMES = Names(
    Catalogue(
        players={
            "sergio-ramos": Player(
                slug="sergio-ramos", name="Sergio Ramos", aliases=(Alias("Ramos"),)
            )
        },
        clubs={
            "real-madrid": Club(
                slug="real-madrid", name="Real Madrid", country="ES", aliases=(Alias("Madrid"),)
            )
        },
    )
)


class Counting:
    """A scorer that adds up good and bad, and notes what it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        assert len(texts) == len(languages)
        self.asked += texts
        return [self._score(text.lower()) for text in texts]

    def _score(self, text: str) -> Score:
        if not text.strip():
            return Score(unscored="empty")
        return Score(max(-1.0, min(1.0, (text.count("good") - text.count("bad")) / 2)))


class Doubting:
    """A skeptic that notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def subjectivity(self, text: str) -> float | None:
        self.asked.append(text)
        return 0.5


def spoken(text: str, **more: Any) -> Spoken:
    """A text that is linked to the pairing."""
    fields = {"lang": "en", "pairings": [PAIRING], **more}
    return Spoken(text=text, folded=fold(text), **fields)


def told(text: str, **more: Any) -> Toned:
    """How one text is taken."""
    [found] = tell([spoken(text, **more)], NAMES, Counting(), Doubting())
    return found


def test_each_gets_the_score_of_the_clauses_that_speak_of_him() -> None:
    found = told("Ramos is good but Madrid are bad, bad")
    assert found.score.polarity == -0.5
    assert found.toward == {PLAYER: 0.5, CLUB: -1.0}


def test_what_is_said_of_both_at_once_is_the_posts_score() -> None:
    assert told("Ramos to Madrid is good").toward == {PLAYER: 0.5, CLUB: 0.5}


def test_who_is_not_named_has_no_score() -> None:
    assert told("Ramos is good").toward == {PLAYER: 0.5}
    assert told("he is good").toward == {}
    assert told("Ramos is good but Madrid are bad", pairings=[]).toward == {}


def test_a_post_that_is_unscored_has_no_score_toward_anybody() -> None:
    class Silent(Counting):
        def _score(self, text: str) -> Score:
            return Score(unscored="language:xx" if text else "empty")

    [found] = tell([spoken("Ramos is good. Madrid bad")], NAMES, Silent(), Doubting())
    assert found.toward == {}
    assert found.score.unscored == "language:xx"


def test_names_are_hidden_and_the_rest_stays_as_it_was_written() -> None:
    scorer = Counting()
    tell([spoken("RAMOS is SO Good 😍 ÉPICO. Madrid are bad")], NAMES, scorer, Doubting())
    assert scorer.asked == [
        "someone is SO Good 😍 ÉPICO. someone are bad",
        "someone is SO Good 😍 ÉPICO.",
        "someone are bad",
    ]


def test_a_batch_is_scored_in_one_go_and_the_same_clause_once() -> None:
    scorer = Counting()
    texts = [
        spoken("Ramos is good. Madrid bad"),
        spoken("good"),
        spoken("Ramos is good. Madrid bad"),
    ]
    found = tell(texts, NAMES, scorer, Doubting())
    assert len(found) == 3
    assert found[0].toward == found[2].toward == {PLAYER: 0.5, CLUB: -0.5}
    assert len(scorer.asked) == 5


def test_only_english_claims_are_doubted() -> None:
    skeptic = Doubting()
    texts = [
        spoken("a claim", claims=True),
        spoken("no claim"),
        spoken("una noticia", claims=True, lang="es"),
    ]
    found = tell(texts, NAMES, Counting(), skeptic)
    assert skeptic.asked == ["a claim"]
    assert [toned.score.subjectivity for toned in found] == [0.5, None, None]


WORDS = st.sampled_from(
    ["Ramos", "Madrid", "good", "bad", "but", "and", ",", ". ", "😍", "İ", "ß", "\ud83d", "ﬁ", "\n"]
)


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=40), max_size=5))
def test_no_text_breaks_it_and_all_stay_within_bounds(texts: list[str]) -> None:
    cleaned = [clean(text) for text in texts]  # as every text is at the door
    found = tell([spoken(text) for text in cleaned], NAMES, Counting(), Doubting())
    assert len(found) == len(texts)
    for toned in found:
        assert set(toned.toward) <= {PLAYER, CLUB}
        assert all(-1 <= polarity <= 1 for polarity in toned.toward.values())
