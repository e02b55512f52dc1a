"""The learned part of topics, and what it adds to the cues."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.domain.claims import claim
from monitor.domain.mention import Topic
from monitor.domain.text import fold
from monitor.domain.topic import topic
from monitor.judges.ngrams import SIZE, pieces
from monitor.judges.topics import WEIGHTS, Topics
from tests.benchmarks.topics.figures import BARS, measure
from tests.benchmarks.topics.folds import FOLDS, split
from tests.training.topics.fit import fit
from tests.training.topics.lines import Line, held_out, lines, vocabulary

TOPICS = Topics()
LANGUAGES = {"en", "es", "pt", "it", "fr", "de", "ar"}
FAR = (-1.0,) * len(Topic)


def near(**leaning: float) -> tuple[float, ...]:
    """A leaning that is far from every topic but those named."""
    return tuple(leaning.get(about.value, -1.0) for about in Topic)


def test_training_gives_the_weights_that_ship() -> None:
    again = fit([*lines(), *vocabulary()])
    assert np.array_equal(np.load(WEIGHTS), again), "run python -m tests.training.topics"


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size <= 200_000


def test_the_figures_hold() -> None:
    figures, n = measure()
    assert n >= 600
    missed = [
        name for name, value in figures.items() if name in BARS and not BARS[name].holds(value)
    ]
    assert not missed, {name: figures[name] for name in missed}


def test_every_topic_is_written_about_in_every_language() -> None:
    written = {(line.lang, line.topic) for line in lines()}
    assert written == {(lang, about) for lang in LANGUAGES for about in Topic}


def test_no_line_that_is_held_out_is_learned() -> None:
    learned = {fold(line.text) for line in (*lines(), *vocabulary())}
    assert learned.isdisjoint(fold(line.text) for line in held_out())


def test_near_duplicates_stay_on_one_side() -> None:
    twice = [
        Line(f"{line.text}{end}", line.lang, line.topic)
        for line in lines()[:40]
        for end in ("", " !!")
    ]
    sides = split(twice)
    assert sides[::2] == sides[1::2]
    assert set(sides) == set(range(FOLDS))


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("His hamstring again, four weeks in the treatment room", Topic.INJURY),
        ("Quel arrêt du gardien, on tient le nul à la mi-temps", Topic.MATCH),
        ("Beim Doppelpack in der Nachspielzeit bebte das Stadion", Topic.MATCH),
        ("Segunda amarilla y a la calle, nos quedamos con diez", Topic.DISCIPLINE),
        ("Assinem e partilhem, vote até domingo pelo craque do mês", Topic.CAMPAIGN),
        ("اللاعب وقع العقد مع النادي مقابل خمسين مليون يورو", Topic.TRANSFER),
        ("Buongiorno a tutti, che bella la maglia nuova", Topic.OTHER),
    ],
)
def test_talk_without_a_plain_cue_is_told_apart(text: str, about: Topic) -> None:
    folded = fold(text)
    (leaning,) = TOPICS.sort([folded])
    assert topic(folded, claim(folded, None), leaning) is about


def test_where_nothing_is_near_the_topic_is_other() -> None:
    assert topic("lorem ipsum", None, FAR) is Topic.OTHER
    assert topic("lorem ipsum", None, near(match=-0.45)) is Topic.OTHER
    assert topic("lorem ipsum", None, near(match=-0.35)) is Topic.MATCH


def test_a_cue_of_private_life_decides_whatever_was_learned() -> None:
    folded = fold("Rest in peace, old friend")
    assert topic(folded, None, near(match=1.0)) is Topic.PRIVATE


def test_private_life_without_a_cue_takes_more_than_another_topic() -> None:
    assert topic("lorem ipsum", None, near(private=0.0)) is Topic.OTHER
    assert topic("lorem ipsum", None, near(private=0.2)) is Topic.PRIVATE


def test_a_claim_outweighs_a_slight_leaning_towards_a_match() -> None:
    folded = fold("Ramos signs for Real Madrid, done deal")
    said = claim(folded, "en")
    assert topic(folded, said, near(match=-0.2, transfer=-0.5)) is Topic.TRANSFER


def test_a_claim_in_words_of_matches_does_not_hide_a_match() -> None:
    folded = fold("Here we go! 2-1, goal by Kane")
    said = claim(folded, "en")
    assert topic(folded, said, near(match=-0.2, transfer=-0.2)) is Topic.MATCH


def test_no_texts_have_no_leanings() -> None:
    assert TOPICS.sort([]) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
@example(["", "a", " ", "\ud800", "\U0010ffff" * 5, "x" * 2_000, "@a http://b"])
def test_a_text_leans_the_same_alone_and_in_a_batch(texts: list[str]) -> None:
    folded = [fold(text) for text in texts]
    together = TOPICS.sort(folded)
    assert together == [leaning for text in folded for leaning in TOPICS.sort([text])]
    assert all(len(leaning) == len(Topic) for leaning in together)


@given(st.text(max_size=60))
def test_pieces_are_numbered_within_bounds(text: str) -> None:
    numbers, owners = pieces([fold(text)])
    assert len(numbers) == len(owners)
    assert all(0 <= number < SIZE for number in numbers)
    assert not owners.any()


def test_digits_case_and_drawn_out_letters_make_no_difference() -> None:
    first, second = TOPICS.sort([fold("GOOOOOL in the 89th"), fold("gol in the 90th")])
    assert first == second


def test_threads_may_share_the_topics() -> None:
    shared = Topics()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(shared.sort, [["what a goal"]] * 8))
    assert all(one == found[0] for one in found)


def test_the_judge_needs_numpy_alone() -> None:
    code = (
        "import sys; from monitor.judges.topics import Topics; Topics().sort(['x']);"
        "assert not {'scipy', 'sklearn', 'textblob', 'nltk', 'py3langid'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
