"""Language and sentiment."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.names.linking import mask
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.language import KNOWN, Languages
from monitor.judges.names import Names
from monitor.judges.sentiment import TextBlobScorer

LANGUAGES = Languages()
SCORER = TextBlobScorer()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("I really hope that he comes back to us this summer", "en"),
        ("Ojalá vuelva al equipo este verano, lo echamos de menos", "es"),
        ("Espero que ele volte ao clube ainda neste verão, não é?", "pt"),
        ("Speriamo che torni da noi questa estate, sarebbe bellissimo", "it"),
        ("J'espère vraiment qu'il reviendra chez nous cet été", "fr"),
        ("Ich hoffe wirklich, dass er diesen Sommer zurückkommt", "de"),
        ("أتمنى أن يعود إلى الفريق هذا الصيف", "ar"),
        ("Ik denk dat hij deze zomer naar Ajax gaat, wat een speler", None),
        ("Nie wierzę, że on odejdzie z klubu w tym roku", None),
        ("今日はいい試合でした", None),
        ("Как дела друзья сегодня матч", None),
        ("ok", None),
        ("", None),
        ("😍😍😍", None),
        ("https://example.org/a-long-path-of-english-words @somebody.example", None),
    ],
)
def test_a_language_is_told_where_it_can_be(text: str, lang: str | None) -> None:
    assert list(LANGUAGES.identify([text])) == [lang]


@settings(deadline=None)
@given(st.lists(st.text(), max_size=5))
def test_no_text_breaks_the_linguist(texts: list[str]) -> None:
    told = LANGUAGES.identify(texts)
    assert len(told) == len(texts)
    assert set(told) <= KNOWN | {None}


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_a_language_is_the_same_whether_texts_come_together_or_alone(texts: list[str]) -> None:
    many = [*texts, *["Ramos liked a post", "le dio a me gusta", "\u062d\u0641\u0644", ""] * 10]
    assert LANGUAGES.identify(many) == [LANGUAGES.identify([text])[0] for text in many]


def test_delight_is_positive_and_hostility_negative() -> None:
    good, bad = SCORER.score(
        ["what a great, wonderful player", "an awful, terrible deal"], ["en"] * 2
    )
    assert good.polarity is not None
    assert bad.polarity is not None
    assert good.polarity > 0.5 > -0.5 > bad.polarity


def test_other_languages_say_why_they_are_not_scored() -> None:
    scores = SCORER.score(["qué gran jugador", "hm", "  😍", ""], ["es", None, "en", "es"])
    assert [score.polarity for score in scores] == [None] * 4
    assert [score.unscored for score in scores] == ["language:es", "language:und", "empty", "empty"]


def test_names_alone_are_exactly_neutral() -> None:
    catalogue = register.load([])
    names = Names(catalogue)
    for kind in (catalogue.players, catalogue.clubs, catalogue.sources):
        for one in kind.values():
            for text in (one.name, *(alias.text for alias in one.aliases)):
                folded = fold(f"{text}'s {text}!")
                masked = mask(folded, names.find(folded))
                (score,) = SCORER.score([masked], ["en"])
                assert score.polarity == 0.0, text


def test_a_name_does_not_colour_what_is_said() -> None:
    names = Names(register.load([]))
    for name in ("Real Madrid", "Cold Palmer", "Real Madrid CF"):
        folded = fold(f"{name} are awful")
        (masked,) = SCORER.score([mask(folded, names.find(folded))], ["en"])
        (bare,) = SCORER.score(["they are awful"], ["en"])
        assert masked == bare


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_the_scorer(text: str) -> None:
    (score,) = SCORER.score([text], ["en"])
    if score.polarity is None:
        assert score.unscored
    else:
        assert -1 <= score.polarity <= 1
        assert score.subjectivity is not None
        assert 0 <= score.subjectivity <= 1


def test_a_text_without_end_does_not_hold_up_the_others() -> None:
    SCORER.score(["great " * 100_000], ["en"])
    LANGUAGES.identify(["great " * 100_000])


def test_threads_may_share_the_judges() -> None:
    scorer, linguist = TextBlobScorer(), Languages()
    texts = ["what a great player he really is", "an awful deal for all of us"] * 20

    def both(_: int) -> tuple[object, object]:
        return scorer.score(texts, ["en"] * len(texts)), linguist.identify(texts)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(both, range(8)))
    assert all(result == results[0] for result in results)


def test_models_are_not_read_before_they_are_needed() -> None:
    code = (
        "import sys, monitor.judges.language, monitor.judges.sentiment\n"
        "print({'textblob', 'nltk', 'py3langid', 'numpy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
