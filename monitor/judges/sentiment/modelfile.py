"""Models of sentiment as files: the weights, and where they are from. Nothing in them is run."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from monitor.domain.mood import Confusion, Shares
from monitor.judges import mood
from monitor.judges.sentiment.linear import Weights
from monitor.ports import UnfitError

FORMAT: Final = 1
"""Rises when a file of before can't be used."""

SUFFIX: Final = ".npz"

LARGEST: Final = 1 << 26
"""Bytes that a file may hold, unpacked."""

_CARD: Final = "card"
_ARRAYS: Final = ("pieces", "steps", "traits", "base")
_CURE: Final = "train it again: lastdance sentiment train --data DIR --out DIR"


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a model is from.

    Attributes:
        format: See `FORMAT`.
        kind: `ngrams`, or `words` without pieces.
        languages: Primary subtags of those that it scores.
        traits: The names of what word lists measure, in the order of its weights.
        made_on: The day, as 2026-11-23.
        data: Files that it was learned from, with how many posts of each.
        dropped: Posts that it was not learned from, by reason.
        licence: What the posts' licences say.
        settings: How it was learned.
        scores: By language and figure, in percent, on posts that it was not learned from.
        confusion: By language, what it said of those: rows are the tones that people told.
    """

    format: int
    kind: str
    languages: tuple[str, ...]
    traits: tuple[str, ...]
    made_on: str
    data: dict[str, int]
    dropped: dict[str, int]
    licence: str
    settings: dict[str, float]
    scores: dict[str, dict[str, float]]
    confusion: dict[str, tuple[Shares, Shares, Shares]]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Weights with their card.

    Attributes:
        version: Eight digits of the digest of the weights.
    """

    card: Card
    weights: Weights
    version: str

    def scorer(self, lang: str) -> str:
        """Return what its scores are signed with."""
        return f"{self.card.kind}/{lang}/{self.version}"

    def confusions(self) -> Mapping[str, Confusion]:
        """Return how often it errs, by what its scores are signed with."""
        rows = self.card.confusion.items()
        return {self.scorer(lang): Confusion(each) for lang, each in rows}


def make(card: Card, weights: Weights) -> Model:
    """Return the model of *weights*."""
    digest = hashlib.sha256()
    for array in _arrays(weights).values():
        digest.update(array.tobytes())
    return Model(card, weights, digest.hexdigest()[:8])


def write(model: Model, path: Path) -> None:
    """Write *model* to *path*, whole or not at all; the same bytes each time."""
    card = np.frombuffer(msgspec.json.encode(model.card), np.uint8)
    aside = path.with_name(path.name + ".part")
    with aside.open("wb") as file:
        np.savez_compressed(file, **{_CARD: card}, **_arrays(model.weights))  # type: ignore[arg-type]
    aside.replace(path)


def read(path: Path) -> Model:
    """Return the model in *path*.

    Raises:
        UnfitError: It can't be used; the message names the file and the cure.
    """
    try:
        card, arrays = _unpack(path)
    except FileNotFoundError as error:
        raise UnfitError(f"{path}: there is no such file; {_CURE}") from error
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, SyntaxError) as error:
        raise UnfitError(
            f"{path}: is no model of sentiment, or is cut off or changed ({_short(error)}); {_CURE}"
        ) from error
    if card.format != FORMAT:
        raise UnfitError(
            f"{path}: is a model of format {card.format}, and this version reads {FORMAT}; {_CURE}"
        )
    if card.traits != mood.NAMES:
        raise UnfitError(f"{path}: was learned from other measures of texts than these; {_CURE}")
    return make(card, Weights(**arrays))


def read_all(folder: Path) -> Sequence[Model]:
    """Return the models in *folder*, by name.

    Raises:
        UnfitError: One can't be used, or there is none.
    """
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    if not paths:
        raise UnfitError(f"{folder}: holds no model of sentiment (*{SUFFIX}); {_CURE}")
    return [read(path) for path in paths]


def _unpack(path: Path) -> tuple[Card, dict[str, Any]]:
    with zipfile.ZipFile(path) as packed:
        if sum(each.file_size for each in packed.infolist()) > LARGEST:
            raise ValueError("it is too large")
    with np.load(path, allow_pickle=False) as found:
        told = found[_CARD].tobytes()
        if msgspec.json.decode(told, type=_Format).format != FORMAT:
            return _foreign(told), {}
        card = msgspec.json.decode(told, type=Card)
        arrays = {name: found[name] for name in _ARRAYS}
    _check(card, arrays)
    return card, arrays


class _Format(msgspec.Struct):
    format: int


def _foreign(told: bytes) -> Card:
    """Return a card that says nothing but its format."""
    return Card(
        format=msgspec.json.decode(told, type=_Format).format,
        kind="",
        languages=(),
        traits=(),
        made_on="",
        data={},
        dropped={},
        licence="",
        settings={},
        scores={},
        confusion={},
    )


def _check(card: Card, arrays: Mapping[str, Any]) -> None:
    """Raise ValueError where the arrays are not those of the card."""
    for shares in card.confusion.values():
        Confusion(shares)
    rows = len(arrays["pieces"])
    wanted = {
        "pieces": ((rows, 3), np.int8),
        "steps": ((3,), np.float32),
        "traits": ((len(card.traits), 3), np.float32),
        "base": ((3,), np.float32),
    }
    for name, (shape, kind) in wanted.items():
        if arrays[name].shape != shape or arrays[name].dtype != kind:
            raise ValueError(f"its {name} have another form")
        if not np.isfinite(arrays[name]).all():
            raise ValueError(f"its {name} are not all numbers")
    if rows & (rows - 1):
        raise ValueError("its pieces are no power of two")


def _arrays(weights: Weights) -> dict[str, Any]:
    return {name: getattr(weights, name) for name in _ARRAYS}


def _short(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:80]
