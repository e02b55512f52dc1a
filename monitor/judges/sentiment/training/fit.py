"""Learns the weights of a language: logistic regression of each tone against the other two."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from monitor.domain.mood import TONES, Shares
from monitor.judges import mood
from monitor.judges.ngrams import Shape
from monitor.judges.sentiment.linear import FEWEST, RUNS, WORDS, Weights, weighed
from monitor.judges.sentiment.modelfile import FORMAT, Card, Model, make
from monitor.judges.sentiment.training.posts import Post, Stock
from monitor.ports import RefusedError

BITS: Final = 16
"""Two to this power is how many pieces are told apart."""

STRENGTH: Final = 1.0
"""How little the weights are held down (C), with each tone weighing as much as the others."""

LIFT: Final = 0.3
"""What a measure of the word lists counts, in standard deviations, beside the pieces."""

ENOUGH: Final = 0.02
"""Where the descent ends, as a share of the first slope: going on costs time and told no better."""

FOLDS: Final = 3
FEWEST_POSTS: Final = 60
"""Posts of each tone; fewer teach nothing that could be measured."""

LICENCE: Final = "that of the posts: see the terms of each data set before passing this file on"

_SEED: Final = 1
_AT_ONCE: Final = 1_000
_MISSING: Final = "training needs scikit-learn: pip install 'lastdance[train]'"

Floats = NDArray[np.float64]
Tones = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """How far training has come.

    Attributes:
        lang: What is learned.
        done, whole: Fits so far, and of all.
        model: What came of it, once it is done.
    """

    lang: str
    done: int
    whole: int
    model: Model | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Posts as numbers: pieces (sparse; None = none are looked at), measures, tones."""

    pieces: Any
    traits: Floats
    tones: Tones

    def part(self, places: Any) -> Measured:
        """Return some of them."""
        pieces = None if self.pieces is None else self.pieces[places]
        return Measured(pieces, self.traits[places], self.tones[places])


def learn_all(stock: Stock, made_on: str, licences: dict[str, str] | None = None) -> Iterator[Step]:
    """Learn a model for each language in *stock* that has a word list, and tell each step.

    Raises:
        RefusedError: scikit-learn is missing, or there are too few posts of a language.
    """
    _library("sklearn")  # told before anything is read
    langs = [lang for lang in mood.LANGUAGES if stock.posts.get(lang)]
    whole = len(langs) * (FOLDS + 1)
    for at, lang in enumerate(langs):
        before = at * (FOLDS + 1)
        posts = stock.posts[lang]
        measured = measure(posts, Shape(BITS, RUNS, WORDS))
        _enough(lang, measured.tones)
        said = np.zeros(len(posts), np.int64)
        for fold, (rest, apart) in enumerate(_folds(measured.tones), 1):
            weights = fit(measured.part(rest), STRENGTH)
            said[apart] = tones(weights, measured.part(apart))
            yield Step(lang, before + fold, whole)
        card = Card(
            format=FORMAT,
            kind="ngrams",
            languages=(lang,),
            traits=mood.NAMES,
            made_on=made_on,
            data=dict(stock.data[lang]),
            dropped=dict(stock.dropped.get(lang, {})),
            licence=(licences or {}).get(lang, LICENCE),
            settings={"bits": BITS, "strength": STRENGTH, "lift": LIFT, "folds": FOLDS},
            scores={lang: figures(measured.tones, said)},
            confusion={lang: confusion(measured.tones, said)},
        )
        model = make(card, fit(measured, STRENGTH))
        yield Step(lang, before + FOLDS + 1, whole, model)


def measure(posts: Sequence[Post], shape: Shape | None) -> Measured:
    """Return *posts* as numbers; *shape* None: no pieces."""
    texts = [mood.unname(post.text) for post in posts]
    traits = [mood.features(text, post.lang) for text, post in zip(texts, posts, strict=True)]
    tones = np.array([TONES.index(post.label) for post in posts], np.int64)
    return Measured(shape and _pieces(texts, shape), np.array(traits), tones)


def _pieces(texts: Sequence[str], shape: Shape) -> Any:
    """Return a row a text, scaled as `linear.lean` scales."""
    sparse = _library("scipy.sparse")
    blocks = []
    for first in range(0, len(texts), _AT_ONCE):
        some = texts[first : first + _AT_ONCE]
        found = list(weighed(some, shape))
        gains = np.concatenate([np.full(len(owners), gain) for gain, _, owners in found])
        numbers = np.concatenate([numbers for _, numbers, _ in found])
        owners = np.concatenate([owners for _, _, owners in found])
        amounts = np.bincount(owners, gains * gains, len(some))
        values = gains / np.sqrt(np.maximum(amounts, FEWEST))[owners]
        block = sparse.csr_matrix((values, (owners, numbers)), (len(some), 1 << shape.bits))
        block.sum_duplicates()
        blocks.append(block)
    return sparse.vstack(blocks).tocsr()


def fit(measured: Measured, strength: float) -> Weights:
    """Return the weights that tell the tones of posts."""
    middle = measured.traits.mean(axis=0)
    spread = measured.traits.std(axis=0)
    lift = np.where(spread > 0, LIFT / np.maximum(spread, 1e-6), 0.0)
    scaled = (measured.traits - middle) * lift
    rows = scaled
    if measured.pieces is not None:
        sparse = _library("scipy.sparse")
        rows = sparse.hstack([measured.pieces, sparse.csr_matrix(scaled)]).tocsr()
    found = [_against(rows, measured.tones, tone, strength) for tone in range(len(TONES))]
    each = np.stack([weights for weights, _ in found], axis=1)
    base = np.array([bias for _, bias in found])
    cut = len(each) - measured.traits.shape[1]
    traits = each[cut:] * lift[:, None]
    steps = np.maximum(np.abs(each[:cut]).max(axis=0, initial=0.0), 1e-9) / 127
    return Weights(
        pieces=np.rint(each[:cut] / steps).astype(np.int8),
        steps=steps.astype(np.float32),
        traits=traits.astype(np.float32),
        base=(base - middle @ traits).astype(np.float32),
    )


def _against(rows: Any, tones: Tones, tone: int, strength: float) -> tuple[Floats, float]:
    """Return weights and bias of one tone against the other two; all three tones weigh alike."""
    linear = _library("sklearn.linear_model")
    counts = np.bincount(tones, minlength=len(TONES))
    weight = len(tones) / len(TONES) / counts[tones]
    model = linear.LogisticRegression(
        C=strength, solver="liblinear", tol=ENOUGH, max_iter=300, random_state=_SEED
    )
    model.fit(rows, tones == tone, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def tones(weights: Weights, measured: Measured) -> Tones:
    """Return the likeliest tone of each post."""
    leaning = measured.traits @ weights.traits + weights.base
    if measured.pieces is not None:
        leaning = leaning + measured.pieces @ (weights.pieces * weights.steps)
    said: Tones = leaning.argmax(axis=1)
    return said


def figures(tones: Tones, said: Tones) -> dict[str, float]:
    """Return macro-recall and macro-F1 over the three tones, and accuracy; in percent."""
    recalls, f1s = [], []
    for tone in range(len(TONES)):
        hits = float(((tones == tone) & (said == tone)).sum())
        both = float((tones == tone).sum() + (said == tone).sum())
        recalls.append(hits / max(1.0, float((tones == tone).sum())))
        f1s.append(2 * hits / max(1.0, both))
    return {
        "recall": round(100 * float(np.mean(recalls)), 1),
        "f1": round(100 * float(np.mean(f1s)), 1),
        "accuracy": round(100 * float((tones == said).mean()), 1),
        "posts": len(tones),
    }


def confusion(tones: Tones, said: Tones) -> tuple[Shares, Shares, Shares]:
    """Return the shares of what was said of the posts of each tone."""
    rows = []
    for tone in range(len(TONES)):
        counts = np.bincount(said[tones == tone], minlength=len(TONES))
        row = np.round(counts / max(1, counts.sum()), 3).tolist()
        rows.append((row[0], row[1], row[2]))
    return rows[0], rows[1], rows[2]


def _folds(tones: Tones) -> Iterator[tuple[Tones, Tones]]:
    """Give the places of the rest and of the part that is set apart, spread by tone."""
    order = np.random.default_rng(_SEED).permutation(len(tones))
    order = order[np.argsort(tones[order], kind="stable")]
    sides = np.empty(len(tones), np.int64)
    sides[order] = np.arange(len(tones)) % FOLDS
    for side in range(FOLDS):
        yield np.flatnonzero(sides != side), np.flatnonzero(sides == side)


def _enough(lang: str, tones: Tones) -> None:
    for tone, count in zip(TONES, np.bincount(tones, minlength=len(TONES)).tolist(), strict=True):
        if count < FEWEST_POSTS:
            raise RefusedError(
                f"{lang}: {count} {tone} posts are too few to learn from; it needs {FEWEST_POSTS}"
            )


def _library(name: str) -> Any:
    """Return a module that comes with the extra."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise RefusedError(_MISSING) from error
