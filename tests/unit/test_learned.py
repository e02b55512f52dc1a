"""Learned scores: files that can't be used, texts that hold nothing, names, batches, training."""

from __future__ import annotations

import importlib.util
import json
import zipfile
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from monitor.app import learning
from monitor.cli import app
from monitor.domain.names.masking import NOBODY
from monitor.judges import mood
from monitor.judges.sentiment.learned import (
    SHIPPED,
    LearnedScorer,
    shipped_weights,
    shipped_words,
    trained,
)
from monitor.judges.sentiment.linear import Weights
from monitor.judges.sentiment.modelfile import FORMAT, Card, Model, make, read, read_all, write
from monitor.judges.sentiment.training.posts import open_stock, open_tests, same
from monitor.ports import RefusedError
from tests.benchmarks.sentiment.names import names, neutral
from tests.benchmarks.sentiment.systems import gather

WORDS = shipped_words()
WEIGHTS = shipped_weights()
CARD = Card(
    format=FORMAT,
    kind="ngrams",
    languages=("es",),
    traits=mood.NAMES,
    made_on="2026-11-23",
    data={"some": 3},
    dropped={"football": 1},
    licence="none",
    settings={},
    scores={},
    confusion={},
)

needs_training = pytest.mark.skipif(
    importlib.util.find_spec("sklearn") is None, reason="needs the extra `train`"
)


def weights(seed: int = 1) -> Weights:
    dice = np.random.default_rng(seed)
    return Weights(
        pieces=dice.integers(-9, 9, (256, 3), np.int8),
        steps=np.array([0.1, 0.1, 0.1], np.float32),
        traits=dice.normal(size=(len(mood.NAMES), 3)).astype(np.float32),
        base=np.zeros(3, np.float32),
    )


def model(card: Card = CARD) -> Model:
    return make(card, weights())


# --- files ------------------------------------------------------------------------------------


def test_a_model_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write(model(), tmp_path / "es.npz")
    back = read(tmp_path / "es.npz")
    assert back.card == CARD
    assert back.version == model().version
    assert back.scorer("es") == f"ngrams/es/{back.version}"


def test_the_same_weights_are_the_same_bytes(tmp_path: Path) -> None:
    write(model(), tmp_path / "one.npz")
    write(model(), tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize("keep", [0, 1, 100, 1000, -1])
def test_a_model_that_is_cut_off_names_its_file_and_the_cure(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "es.npz"
    write(model(), path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(RefusedError, match=r"es\.npz: .*lastdance sentiment train"):
        read(path)


def test_a_model_of_another_format_says_which(tmp_path: Path) -> None:
    path = tmp_path / "es.npz"
    write(model(msgspec.structs.replace(CARD, format=99)), path)
    with pytest.raises(RefusedError, match=r"es\.npz: is a model of format 99.*train it again"):
        read(path)


def test_a_model_of_other_measures_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "es.npz"
    card = msgspec.structs.replace(CARD, traits=tuple(reversed(mood.NAMES)))
    write(model(card), path)
    with pytest.raises(RefusedError, match=r"es\.npz: was learned from other measures"):
        read(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x80\x04K\x01.", b"{}", b"\0" * 500])
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "es.npz"
    path.write_bytes(content)
    with pytest.raises(RefusedError, match=r"es\.npz: is no model of sentiment"):
        read(path)


def test_a_file_with_objects_inside_is_never_unpickled(tmp_path: Path) -> None:
    path = tmp_path / "es.npz"
    np.savez(path, card=np.array([{"an": "object"}], dtype=object))
    with pytest.raises(RefusedError, match=r"es\.npz: is no model of sentiment"):
        read(path)


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "es.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("card.npy", bytes(1 << 27))
    with pytest.raises(RefusedError, match="too large"):
        read(path)


def test_weights_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    broken = weights()
    broken.traits[0, 0] = np.nan
    write(make(CARD, broken), tmp_path / "es.npz")
    with pytest.raises(RefusedError, match="not all numbers"):
        read(tmp_path / "es.npz")


def test_a_folder_without_models_says_how_to_get_some(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="lastdance sentiment train"):
        read_all(tmp_path)
    with pytest.raises(RefusedError, match=r"es\.npz: there is no such file"):
        read(tmp_path / "es.npz")


def test_what_ships_is_small_and_names_its_terms() -> None:
    files = sorted(SHIPPED.glob("*.npz"))
    notice = (SHIPPED / "NOTICE.md").read_text("utf-8")
    assert [file.name for file in files] == ["de.npz", "en.npz", "words.npz"]
    assert sum(file.stat().st_size for file in files) < 1_000_000
    for file in files:
        assert f"`{file.name}`" in notice
        assert read(file).card.licence
    assert not any(name.startswith("mozetic") for name in read(SHIPPED / "de.npz").card.data)


# --- scores -----------------------------------------------------------------------------------


def test_word_lists_know_seven_languages() -> None:
    assert frozenset(mood.LANGUAGES) == WORDS.languages
    posts = {
        "en": ("what a wonderful player", "an awful, shameful performance"),
        "es": ("qué jugador tan maravilloso", "un partido horrible, qué vergüenza"),
        "pt": ("que jogador maravilhoso", "um jogo horrível, que vergonha"),
        "it": ("un giocatore meraviglioso", "una partita orribile, che vergogna"),
        "fr": ("un joueur merveilleux", "un match horrible, quelle honte"),
        "de": ("ein wunderbarer Spieler", "ein schreckliches Spiel, eine Schande"),
        "ar": ("لاعب رائع وجميل", "مباراة سيئة وعار"),
    }
    for lang, (glad, cross) in posts.items():
        good, bad = WORDS.score([glad, cross], [lang, lang])
        assert (good.polarity or 0) > 0.2 > -0.2 > (bad.polarity or 0), lang


def test_probabilities_make_the_polarity() -> None:
    for scorer in (WORDS, WEIGHTS):
        (score,) = scorer.score(["I love this club"], ["en"])
        assert score.positive is not None
        assert score.negative is not None
        assert score.polarity == pytest.approx(score.positive - score.negative)
        assert score.positive + score.negative <= 1
        assert score.scorer in scorer.confusions


def test_a_language_without_a_model_stays_unscored() -> None:
    (score,) = WEIGHTS.score(["bonjour le monde"], ["fr"])
    assert score.unscored == "language:fr"
    (score,) = WORDS.score(["hallo wereld"], [None])
    assert score.unscored == "language:und"


def test_names_alone_are_exactly_neutral() -> None:
    assert len(names()) > 100
    assert neutral(gather(None)) == 100


@pytest.mark.parametrize("scorer", [WORDS, WEIGHTS], ids=lambda each: each.name)
@pytest.mark.parametrize("text", [NOBODY, f"{NOBODY}, {NOBODY}!", "@someone_else", "#UCL", "123"])
def test_what_holds_names_and_signs_alone_is_exactly_neutral(
    scorer: LearnedScorer, text: str
) -> None:
    (score,) = scorer.score([text], ["en"])
    assert score.polarity == 0


def test_a_hidden_name_is_no_piece() -> None:
    one, other = WEIGHTS.score([f"{NOBODY} plays today", " plays today"], ["en", "en"])
    assert one.polarity == pytest.approx(other.polarity, abs=0.05)


HOSTILE = [
    "",
    "   \n",
    "😂😂😂",
    "a" * 10_000,
    "!" * 10_000,
    "great " * 2_000,
    "🔥" * 5_000,
    "مبروك great ありがとう спасибо",
    "\u202egnorw\u202c",
    "\ud800 broken \udfff",
    "\x00\x01",
    "\u0301" * 500,
    "https://example.org/a @b",
]


@pytest.mark.parametrize("scorer", [WORDS, WEIGHTS], ids=lambda each: each.name)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_get_a_defined_score(scorer: LearnedScorer, text: str) -> None:
    (score,) = scorer.score([text], ["en"])
    if score.polarity is None:
        assert score.unscored == "empty"
    else:
        assert -1 <= score.polarity <= 1


@given(st.lists(st.text(max_size=60), max_size=6), st.sampled_from(["en", "de"]))
def test_a_text_scores_the_same_in_any_batch(texts: list[str], lang: str) -> None:
    together = WEIGHTS.score(texts, [lang] * len(texts))
    alone = [WEIGHTS.score([text], [lang])[0] for text in texts]
    for one, other in zip(together, alone, strict=True):
        assert one.unscored == other.unscored
        assert one.polarity == pytest.approx(other.polarity, abs=1e-9)


# --- learning ---------------------------------------------------------------------------------


def line(text: str, label: str, lang: str = "es") -> str:
    return json.dumps({"lang": lang, "label": label, "text": text}) + "\n"


def lay(folder: Path, count: int = 70) -> None:
    (folder / "train").mkdir()
    (folder / "football_words.txt").write_text(r"real madrid|\bmessi\b")
    (folder / "test_es.jsonl").write_text(line("Un día, MÁS!", "neutral"))
    kinds = {"positive": "qué alegría", "neutral": "el informe", "negative": "qué asco"}
    rows = [
        line(f"{kinds[k]} {'abcdefghij'[n % 10]}{n} día", k) for k in kinds for n in range(count)
    ]
    rows += [line("Vamos Messi", "positive"), line("un dia mas https://a.b", "neutral"), rows[0]]
    (folder / "train" / "some_es.jsonl").write_text("".join(rows))
    (folder / "train" / "polar_es.jsonl").write_text(line("bueno", "positive"))


def test_football_tests_twins_and_polar_files_are_left_out_and_counted(tmp_path: Path) -> None:
    lay(tmp_path)
    stock = open_stock(tmp_path)
    assert stock.dropped["es"] == {"football": 1, "test": 1, "twice": 1, "two_tones": 1}
    assert not any("Messi" in post.text for post in stock.posts["es"])
    assert stock.data["es"] == {"some_es": len(stock.posts["es"])}


def test_posts_are_the_same_but_for_case_accents_signs_and_addresses() -> None:
    assert same("Un día,  MÁS! _url") == same("un dia mas")
    assert same("un dia mas") != same("un dia menos")


def test_letters_that_stand_as_numbers_are_read(tmp_path: Path) -> None:
    (tmp_path / "some_en.jsonl").write_text(line(r"I can\u2019t wait \u002c really", "positive"))
    ((_, (post,)),) = open_tests(tmp_path)
    assert post.text == "I can\u2019t wait , really"


@pytest.mark.parametrize(
    "row", ["{", "[]", '{"lang": "es"}', '{"lang": "es", "label": "glad", "text": "a"}', "\xff"]
)
def test_a_line_that_is_no_post_names_its_place(tmp_path: Path, row: str) -> None:
    (tmp_path / "train").mkdir()
    file = tmp_path / "train" / "some_es.jsonl"
    file.write_bytes(line("a", "neutral").encode() + row.encode("latin-1"))
    with pytest.raises(RefusedError, match=r"some_es\.jsonl:2: is no post"):
        open_stock(tmp_path)


def test_no_posts_to_learn_from_are_told(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="holds no posts"):
        open_stock(tmp_path)


@needs_training
def test_what_was_learned_is_told_on_its_card_and_scores(tmp_path: Path) -> None:
    lay(tmp_path)
    steps = list(learning.train(tmp_path, tmp_path / "out"))
    assert [step.done for step in steps] == list(range(1, steps[-1].whole + 1))
    scorer = trained(tmp_path / "out")
    card = read(tmp_path / "out" / "es.npz").card
    assert card.dropped["football"] == 1
    assert card.data == {"some_es": len(open_stock(tmp_path).posts["es"])}
    assert card.scores["es"]["recall"] > 90
    glad, cross = scorer.score(["qué alegría hoy", "qué asco hoy"], ["es", "es"])
    assert (glad.polarity or 0) > 0 > (cross.polarity or 0)


@needs_training
def test_too_few_posts_are_told(tmp_path: Path) -> None:
    lay(tmp_path, 20)
    with pytest.raises(RefusedError, match="too few to learn from"):
        list(learning.train(tmp_path, tmp_path / "out"))


# --- the commands -----------------------------------------------------------------------------


def test_evaluate_tells_every_scorer_that_knows_the_language(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_text(line("qué maravilla", "positive"))
    run = CliRunner().invoke(app, ["sentiment", "evaluate", "--data", str(tmp_path), "--json"])
    told = [json.loads(row) for row in run.stdout.splitlines()]
    assert [(one["scorer"], one["posts"]) for one in told] == [("words", 1), ("shipped", 1)]


def test_a_card_that_cannot_be_read_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "es.npz").write_bytes(b"no")
    run = CliRunner().invoke(app, ["sentiment", "card", str(tmp_path / "es.npz")])
    assert run.exit_code == 2
    assert "lastdance sentiment train" in run.stderr


def test_a_card_tells_what_a_model_was_learned_from() -> None:
    run = CliRunner().invoke(app, ["sentiment", "card", str(SHIPPED / "de.npz")])
    assert "CC BY 4.0" in json.loads(run.stdout)["licence"]
