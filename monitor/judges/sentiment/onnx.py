"""A transformer from a folder of yours: read from there and from nowhere else.

Comes with the extra `onnx`. Nothing is ever asked of the network: neither of the two libraries is
given anything but the three files.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from monitor.domain.mood import Confusion
from monitor.judges.sentiment.speech import EMPTY, ENOUGH, foreign
from monitor.ports import RefusedError, Score, UnfitError

log = logging.getLogger(__name__)

FILES: Final = ("model.onnx", "tokenizer.json", "config.json")
"""What the folder holds."""

LONGEST: Final = 192
"""Tokens that are read of a post; it rarely has more than a hundred."""

AT_ONCE: Final = 16
"""Posts in one run: more need more memory, and are no faster on a processor."""

_TONES: Final = {
    "negative": 0, "neg": 0, "neutral": 1, "neu": 1, "positive": 2, "pos": 2,
}  # fmt: skip
_USERS = re.compile(r"@[\w.]+")
_LINKS = re.compile(r"https?://\S+")
_UNSAFE = re.compile("[\x00\ud800-\udfff]")
_MISSING = "a transformer needs onnxruntime and tokenizers: pip install 'lastdance[onnx]'"


class _Config(msgspec.Struct):
    """What is read of a model's `config.json`."""

    id2label: dict[str, str]


class OnnxScorer:
    """A classifier of three tones in ONNX's form; implements `ports.Scorer`.

    Args:
        folder: Holds `FILES`.
        languages: Those that the model was trained on; others stay unscored.

    Raises:
        RefusedError: It can't be used; the message names the file and the cure.
    """

    name = "onnx"

    def __init__(self, folder: Path, languages: Collection[str]) -> None:
        self.languages = frozenset(languages)
        for file in FILES:
            if not (folder / file).is_file():
                raise UnfitError(f"{folder / file}: there is no such file; see docs/sentiment.md")
        self._order = _order(folder / "config.json")
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._session = _session(folder / "model.onnx")
        self._inputs = [put.name for put in self._session.get_inputs()]
        self.scorer = f"onnx/{folder.resolve().name[:40]}/{_digest(folder / 'model.onnx')}"
        self._try(folder)

    @property
    def confusions(self) -> Mapping[str, Confusion]:
        """None: nobody has measured it."""
        return {}

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        """Return one score a text; a run that fails leaves its texts unscored and says so."""
        words = [_prepared(text) for text in texts]
        scores = [
            Score(unscored=EMPTY if not said.strip() else foreign(lang))
            for said, lang in zip(words, languages, strict=True)
        ]
        wanted = [
            at
            for at, (said, lang) in enumerate(zip(words, languages, strict=True))
            if said.strip() and lang in self.languages
        ]
        wanted.sort(key=lambda at: len(words[at]))
        for places in _portions(wanted, AT_ONCE):
            for at, score in zip(places, self._portion([words[at] for at in places]), strict=True):
                scores[at] = score
        return scores

    def _portion(self, words: Sequence[str]) -> Sequence[Score]:
        try:
            shares = self._run(words)
        except Exception:  # whatever a stranger's model does, the others' posts go on
            log.exception("the transformer failed on %d posts: they stay unscored", len(words))
            return [Score(unscored="onnx:failed")] * len(words)
        return [
            Score(polarity=float(p - n), positive=float(p), negative=float(n), scorer=self.scorer)
            if np.isfinite(n + p)
            else Score(unscored="onnx:failed")
            for n, _, p in shares
        ]

    def _run(self, words: Sequence[str]) -> NDArray[np.float64]:
        """Return a row a text: negative, neutral, positive, summing to 1."""
        read = self._tokenizer.encode_batch(list(words))
        known = {
            "input_ids": [each.ids for each in read],
            "attention_mask": [each.attention_mask for each in read],
            "token_type_ids": [each.type_ids for each in read],
        }
        given = {name: np.asarray(known[name], dtype=np.int64) for name in self._inputs}
        (first, *_) = self._session.run(None, given)
        logits = np.asarray(first, dtype=np.float64)
        if logits.shape != (len(words), len(self._order)):
            raise ValueError(f"it answers {logits.shape} to {len(words)} posts")
        logits = logits[:, self._order]
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
        return shares

    def _try(self, folder: Path) -> None:
        strange = set(self._inputs) - {"input_ids", "attention_mask", "token_type_ids"}
        if strange:
            what = f"wants {', '.join(sorted(strange))}, which no text classifier does"
            raise UnfitError(f"{folder / 'model.onnx'}: {what}; export one for classification")
        try:
            self._run(["a first word", "and a second, longer one"])
        except Exception as error:
            what = f"cannot score a post ({error}); export it for text classification"
            raise UnfitError(f"{folder / 'model.onnx'}: {what}") from error


def _prepared(text: str) -> str:
    """As the models for tweets were taught: accounts and links stand for themselves."""
    cut = _UNSAFE.sub("\ufffd", text[:ENOUGH])
    return _LINKS.sub("http", _USERS.sub("@user", cut))


def _portions(places: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (places[start : start + size] for start in range(0, len(places), size))


def _order(file: Path) -> list[int]:
    """Return in which columns a model answers negative, neutral and positive."""
    try:
        labels = msgspec.json.decode(file.read_bytes(), type=_Config).id2label
    except (OSError, msgspec.MsgspecError) as error:
        what = f"says no labels ({error}); it is the `config.json` that came with the model"
        raise UnfitError(f"{file}: {what}") from error
    found = {_TONES.get(label.casefold()): at for at, label in labels.items()}
    if len(labels) != 3 or set(found) != {0, 1, 2} or set(found.values()) != {"0", "1", "2"}:
        what = f"has the labels {', '.join(labels.values())[:100]!r}"
        cure = (
            "`id2label` must call 0, 1 and 2 negative, neutral and positive, in the model's order"
        )
        raise UnfitError(f"{file}: {what}; {cure}")
    return [int(found[tone]) for tone in range(3)]


def _tokenizer(file: Path) -> Any:
    try:
        from tokenizers import Tokenizer  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise RefusedError(_MISSING) from error
    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception as error:
        what = f"is no tokenizer ({error}); it is the `tokenizer.json` that came with the model"
        raise UnfitError(f"{file}: {what}") from error
    tokenizer.enable_truncation(LONGEST)
    pad = (tokenizer.padding or {}).get("pad_token", "<pad>")
    pads = [each for each in (pad, "<pad>", "[PAD]") if tokenizer.token_to_id(each) is not None]
    token = pads[0] if pads else pad
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(token) or 0, pad_token=token)
    return tokenizer


def _session(file: Path) -> Any:
    try:
        import onnxruntime  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise RefusedError(_MISSING) from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(
            str(file), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        short = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise UnfitError(
            f"{file}: is no model that can be run ({short}); export it anew"
        ) from error


def _digest(file: Path) -> str:
    with file.open("rb") as model:
        return hashlib.file_digest(model, "sha256").hexdigest()[:8]
