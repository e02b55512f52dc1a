"""Train, and write the weights where the scorers read them."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from monitor.judges import mood
from monitor.judges.sentiment.learned import SHIPPED, WORDS
from monitor.judges.sentiment.modelfile import FORMAT, SUFFIX, Card, Model, make, write
from monitor.judges.sentiment.training import Stock, learn_all, open_stock
from monitor.judges.sentiment.training.fit import confusion, figures, fit, measure

SOURCES: Final = {"en": ("semeval_en", "umsab_en"), "de": ("umsab_de",)}
"""Data sets, by the beginning of their file, whose licence lets weights be passed on."""

LICENCES: Final = {
    "en": "SemEval 2013-2017 task 4: its texts may not be passed on; these weights hold none",
    "de": "SB10k (Cieliebak et al. 2017), CC BY 4.0",
}
STRENGTH: Final = 20.0
"""As `fit.STRENGTH`, for some thirty numbers."""


def main() -> None:
    """Write the files that ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--made-on", required=True, help="the day, as 2026-11-23")
    chosen = parser.parse_args()
    stock = _cleared(open_stock(chosen.data))
    SHIPPED.mkdir(exist_ok=True)
    _put(_words(stock, chosen.made_on), SHIPPED / f"{WORDS}{SUFFIX}")
    for step in learn_all(stock, chosen.made_on, LICENCES):
        if step.model is not None:
            _put(step.model, SHIPPED / f"{step.lang}{SUFFIX}")


def _put(model: Model, path: Path) -> None:
    write(model, path)
    sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes, {model.card.scores}\n")


def _cleared(stock: Stock) -> Stock:
    """Return of *stock* what is of `SOURCES`."""
    kept = replace(
        stock,
        posts={lang: [] for lang in SOURCES},
        data={
            lang: {n: c for n, c in stock.data[lang].items() if n.startswith(names)}
            for lang, names in SOURCES.items()
        },
    )
    for lang, names in SOURCES.items():
        if any(not name.startswith(names) for name in stock.data[lang]):
            raise SystemExit(f"{lang}: other files than {names} were read; move them out of train/")
        kept = replace(kept, posts={**kept.posts, lang: stock.posts[lang]})
    return kept


def _words(stock: Stock, made_on: str) -> Model:
    """Return the weights of the measures alone: learned from English, used for all languages."""
    posts = stock.posts["en"]
    measured = measure(posts, None)
    apart = np.arange(len(posts)) % 4 == 0
    weights = fit(measured.part(~apart), STRENGTH)
    texts = [post.text for post, held in zip(posts, apart, strict=True) if held]
    said = weights.shares(texts, measured.traits[apart]).argmax(axis=1)
    card = Card(
        format=FORMAT,
        kind=WORDS,
        languages=mood.LANGUAGES,
        traits=mood.NAMES,
        made_on=made_on,
        data=dict(stock.data["en"]),
        dropped=dict(stock.dropped["en"]),
        licence=LICENCES["en"],
        settings={"strength": STRENGTH},
        scores=figures(measured.tones[apart], said),
        confusion=confusion(measured.tones[apart], said),
    )
    return make(msgspec.structs.replace(card), fit(measured, STRENGTH))


if __name__ == "__main__":
    main()
