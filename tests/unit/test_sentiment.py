"""Every backend: what it scores, what it leaves unscored and why, and what can't break it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.app.parts import open_bench
from monitor.domain.mood import Confusion
from monitor.judges.sentiment import Backend, Best, TextBlobScorer, VaderScorer
from monitor.judges.sentiment.onnx import FILES, OnnxScorer
from monitor.ports import RefusedError, Score
from monitor.settings import load, problems
from tests import tiny_onnx

LANGUAGES = ("en", "es", "pt", "it", "fr", "de", "ar")
BACKENDS = ("auto", "textblob", "vader", "onnx")
HOSTILE = (
    "", " ", "\x00", "😍😍😍", "❤️", "a" * 10_000, "😡" * 10_000, "great " * 2_000, "\ud83d",
    "\udc00great\ud800", "هذا لاعب رائع", "عظيم great عظيم", "g\u0435at Пушкин", "\u202egreat",
    "https://example.org @user #", "someone", "!!!???", "\ufffd", "1-0", "\u0301" * 500, "()[]{}\\",
)  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_onnx.write(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def backend(folder: Path) -> Callable[[str], Backend]:
    made: dict[str, Backend] = {}

    def make(name: str) -> Backend:
        if name not in made:
            more = {"onnx": str(folder), "onnx_languages": ["en"]} if name == "onnx" else {}
            chosen = load(None, {}, {"sentiment": {"backend": name, **more}}).sentiment
            made[name] = open_bench(chosen).scorer
        return made[name]

    return make


def hold(scores: Sequence[Score], texts: Sequence[str]) -> None:
    """Assert that every text has a score that is whole, or a reason."""
    assert len(scores) == len(texts)
    for score in scores:
        if score.polarity is None:
            assert score.unscored
            assert (score.positive, score.negative, score.scorer) == (None, None, "")
            assert score.confidence is None
            continue
        assert score.unscored is None
        assert score.scorer.count("/") == 2, "backend, what, version"
        assert score.positive is not None
        assert score.negative is not None
        assert score.confidence is not None
        assert -1 <= score.polarity <= 1
        assert 0 <= score.positive <= 1
        assert 0 <= score.negative <= 1
        assert score.positive + score.negative <= 1 + 1e-6
        assert 1 / 3 - 1e-6 <= score.confidence <= 1


@pytest.mark.parametrize("name", BACKENDS)
def test_every_backend_tells_delight_from_hostility(
    name: str, backend: Callable[[str], Backend]
) -> None:
    texts = ["what a great, great player", "an awful, awful deal"]
    good, bad = backend(name).score(texts, ["en", "en"])
    hold([good, bad], texts)
    assert (good.polarity or 0) > 0.2
    assert (bad.polarity or 0) < -0.2
    assert (good.positive or 0) > (good.negative or 0)
    assert (bad.positive or 0) < (bad.negative or 0)


@pytest.mark.parametrize("name", BACKENDS)
@pytest.mark.parametrize("lang", [*LANGUAGES, "nl", "xx", None])
def test_hostile_texts_get_a_score_or_a_reason(
    name: str, lang: str | None, backend: Callable[[str], Backend]
) -> None:
    hold(backend(name).score(HOSTILE, [lang] * len(HOSTILE)), HOSTILE)


@pytest.mark.parametrize("name", BACKENDS)
def test_no_text_breaks_a_backend(name: str, backend: Callable[[str], Backend]) -> None:
    scorer = backend(name)
    texts = st.lists(
        st.tuples(st.text(st.characters()), st.sampled_from([*LANGUAGES, "nl", None])), max_size=6
    )

    @settings(deadline=None, max_examples=60)
    @given(texts)
    def holds(asked: list[tuple[str, str | None]]) -> None:
        words = [text for text, _ in asked]
        hold(scorer.score(words, [lang for _, lang in asked]), words)

    holds()


@pytest.mark.parametrize("name", BACKENDS)
def test_a_text_is_scored_alike_whatever_stands_beside_it(
    name: str, backend: Callable[[str], Backend]
) -> None:
    texts = ["what a great player", "x", "an awful deal " * 30, "so good that I could cry"]
    together = backend(name).score(texts, ["en"] * 4)
    apart = [backend(name).score([text], ["en"])[0] for text in texts]
    for one, other in zip(together, apart, strict=True):
        assert one.polarity == pytest.approx(other.polarity, abs=1e-5)


@pytest.mark.parametrize("name", ["textblob", "vader", "onnx"])
def test_an_english_backend_is_never_asked_of_other_languages(
    name: str, backend: Callable[[str], Backend]
) -> None:
    others = [lang for lang in LANGUAGES if lang != "en"]
    scores = backend(name).score(["great great great"] * len(others), others)
    assert [score.unscored for score in scores] == [f"language:{lang}" for lang in others]


def test_a_language_that_nobody_knows_is_told(backend: Callable[[str], Backend]) -> None:
    scores = backend("auto").score(["wat een speler", "hm"], ["nl", None])
    assert [score.unscored for score in scores] == ["language:nl", "language:und"]


class Fixed:
    """A backend that always says the same."""

    def __init__(self, name: str, polarity: float, *languages: str) -> None:
        self.name = name
        self.languages = frozenset(languages)
        self.confusions: Mapping[str, Confusion] = {}
        self._polarity = polarity
        self.asked: list[str] = []

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        assert self.languages.issuperset(languages)
        self.asked += texts
        return [
            Score(polarity=self._polarity, scorer=f"{self.name}/{lang}/1") for lang in languages
        ]


def test_the_first_backend_that_knows_a_language_is_asked_in_one_batch() -> None:
    own, lists = Fixed("own", 0.9, "es"), Fixed("lists", 0.1, "en", "es", "de")
    scores = Best([own, lists]).score(["a", "b", "c", "d", "e"], ["es", "en", "xx", "es", "de"])
    assert [score.scorer for score in scores] == [
        "own/es/1",
        "lists/en/1",
        "",
        "own/es/1",
        "lists/de/1",
    ]
    assert own.asked == ["a", "d"]
    assert lists.asked == ["b", "e"]


def test_signs_alone_are_read_whatever_the_language() -> None:
    lists = Fixed("lists", 0.1, "en", "es")
    scores = Best([lists], signs=lists).score(["😍😍", "someone ❤️", "hm 😍"], [None] * 3)
    assert [score.unscored for score in scores] == [None, None, "language:und"]


@pytest.mark.parametrize("labels", [tiny_onnx.LABELS, ("Positive", "NEUTRAL", "negative")])
def test_the_order_of_labels_is_read_from_the_config(tmp_path: Path, labels: Sequence[str]) -> None:
    scorer = OnnxScorer(tiny_onnx.write(tmp_path / "mine", labels), ["en"])
    good, bad = scorer.score(["great great", "awful awful awful"], ["en", "en"])
    assert good.positive is not None
    assert good.positive > 0.9
    assert bad.negative is not None
    assert bad.negative > 0.9
    assert good.scorer.startswith("onnx/mine/")


def test_a_transformer_is_tried_in_the_languages_it_was_trained_on(folder: Path) -> None:
    scores = OnnxScorer(folder, ["es", "ar"]).score(["great"] * 3, ["es", "en", "ar"])
    assert [score.unscored for score in scores] == [None, "language:en", None]


def test_a_transformer_opens_no_socket(folder: Path) -> None:
    code = f"""
import socket, sys
def closed(*_, **__):
    raise AssertionError("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = closed
from pathlib import Path
from monitor.judges.sentiment.onnx import OnnxScorer
scores = OnnxScorer(Path({str(folder)!r}), ["en"]).score(["great great"], ["en"])
print(round(scores[0].positive, 1), "huggingface_hub" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["1.0", "False"]


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("model.onnx", None, "no such file"),
        ("tokenizer.json", None, "no such file"),
        ("config.json", None, "no such file"),
        ("model.onnx", b"", "is no model that can be run"),
        ("model.onnx", b"\x08\x08not a model", "is no model that can be run"),
        ("model.onnx", "half", "is no model that can be run"),
        ("tokenizer.json", b"{}", "is no tokenizer"),
        ("tokenizer.json", b"\xff\xfe", "is no tokenizer"),
        ("config.json", b"{}", "says no labels"),
        ("config.json", b"[", "says no labels"),
        ("config.json", b'{"id2label": {"0": "LABEL_0", "1": "LABEL_1"}}', "has the labels"),
        ("config.json", b'{"id2label": {"0":"neg","1":"neg","2":"pos"}}', "has the labels"),
        ("config.json", b'{"id2label": {"5":"neg","1":"neu","2":"pos"}}', "has the labels"),
    ],
)
def test_a_transformer_that_cannot_be_used_is_refused_by_the_name_of_the_file(
    tmp_path: Path, file: str, content: bytes | str | None, words: str
) -> None:
    folder = tiny_onnx.write(tmp_path / "mine")
    path = folder / file
    if content is None:
        path.unlink()
    else:
        whole = path.read_bytes()
        path.write_bytes(content if isinstance(content, bytes) else whole[: len(whole) // 2])
    with pytest.raises(RefusedError, match=words) as refused:
        OnnxScorer(folder, ["en"])
    assert str(path) in str(refused.value)


def test_a_model_that_wants_something_else_than_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="wants pixel_values"):
        OnnxScorer(tiny_onnx.write(tmp_path / "mine", inputs=3), ["en"])


def test_a_model_with_other_columns_than_its_config_says_is_refused(tmp_path: Path) -> None:
    folder = tiny_onnx.write(tmp_path / "mine", ("negative", "neutral", "positive", "mixed"))
    labels = dict(enumerate(tiny_onnx.LABELS))
    (folder / "config.json").write_text(json.dumps({"id2label": labels}))
    with pytest.raises(RefusedError, match="cannot score a post"):
        OnnxScorer(folder, ["en"])


def test_what_a_transformer_needs_is_there(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == set(FILES)


WITHOUT = """
import sys
from importlib.machinery import PathFinder
class Without(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        hidden = {"vaderSentiment", "onnxruntime", "tokenizers", "sklearn"}
        return None if name.split(".")[0] in hidden else PathFinder.find_spec(name, path, target)
sys.meta_path[:] = [Without if finder is PathFinder else finder for finder in sys.meta_path]
from monitor.settings import problems
from monitor.judges.sentiment import VaderScorer
from monitor.judges.sentiment.onnx import OnnxScorer
from monitor.ports import RefusedError
from pathlib import Path
folder = Path(sys.argv[1])
onnx = {"onnx": str(folder)}
for given in ({"backend": "vader"}, {"backend": "onnx", **onnx}, onnx):
    for problem in problems(None, {}, overrides={"sentiment": given}):
        print(problem)
for use in (lambda: VaderScorer().score(["good"], ["en"]), lambda: OnnxScorer(folder, ["en"])):
    try:
        use()
    except RefusedError as error:
        print(error)
"""


def test_a_missing_extra_is_named_with_the_command_that_brings_it(folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(folder)], capture_output=True, text=True, check=True
    )
    said = run.stdout.splitlines()
    assert len(said) == 5, said
    assert all("pip install 'lastdance[" in line for line in said)
    assert "sentiment.backend" in said[0]
    assert "sentiment.onnx" in said[2]


def test_a_backend_that_is_there_is_no_problem(folder: Path) -> None:
    for given_ in ({"backend": "vader"}, {"backend": "onnx", "onnx": str(folder)}):
        assert problems(None, {}, overrides={"sentiment": given_}) == []


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    folder = tiny_onnx.write(tmp_path / "mine")
    given_ = {"backend": "onnx", "onnx": str(folder)}
    chosen = load(None, {}, {"sentiment": given_}).sentiment
    first = open_bench(chosen)
    assert open_bench(chosen) is first
    tiny_onnx.write(folder, ("positive", "neutral", "negative"))
    assert open_bench(chosen) is not first


@pytest.mark.parametrize("scorer", [TextBlobScorer(), VaderScorer()], ids=lambda s: s.name)
def test_the_tone_of_a_word_list_is_the_likeliest_of_its_probabilities(scorer: Backend) -> None:
    texts = ["what a great player", "an awful deal", "he arrived on Monday"]
    good, bad, plain = scorer.score(texts, ["en"] * 3)
    for score, tone in ((good, "positive"), (bad, "negative"), (plain, "neutral")):
        assert score.positive is not None
        assert score.negative is not None
        shares = {
            "positive": score.positive,
            "negative": score.negative,
            "neutral": 1 - score.positive - score.negative,
        }
        assert max(shares, key=lambda each: shares[each]) == tone


def test_only_textblob_tells_how_subjective_a_text_is() -> None:
    scorer = TextBlobScorer()
    opinion = scorer.subjectivity("what a wonderful, great, awful thing")
    report = scorer.subjectivity("the club arrived in London on Monday")
    assert opinion is not None
    assert report is not None
    assert opinion > 0.5 > report
    assert scorer.subjectivity("😍 https://example.org") is None
