"""Train, and write the weights where the scorers read them."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from monitor.judges import mood
from monitor.judges.sentiment.learned import SHIPPED, WORDS
from monitor.judges.sentiment.modelfile import FORMAT, SUFFIX, Card, Model, make, write
from monitor.judges.sentiment.training import Stock, learn_all, open_stock
from monitor.judges.sentiment.training.fit import confusion, figures, fit, measure, tones

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
    stock = open_stock(chosen.data)
    SHIPPED.mkdir(exist_ok=True)
    _put(_words(stock, chosen.made_on), SHIPPED / f"{WORDS}{SUFFIX}")
    for step in learn_all(_cleared(stock), chosen.made_on, LICENCES):
        if step.model is not None:
            _put(step.model, SHIPPED / f"{step.lang}{SUFFIX}")


def _put(model: Model, path: Path) -> None:
    write(model, path)
    sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes, {model.card.scores}\n")


def _cleared(stock: Stock) -> Stock:
    """Return of *stock* the posts of `SOURCES`.

    Raises:
        SystemExit: It holds others of these languages.
    """
    for lang, names in SOURCES.items():
        if not all(name.startswith(names) for name in stock.data[lang]):
            raise SystemExit(f"{lang}: there are posts of other files than {names}")
    return replace(stock, posts={lang: stock.posts[lang] for lang in SOURCES})


def _words(stock: Stock, made_on: str) -> Model:
    """Return the weights of the measures alone: learned from English, used for all languages.

    They are measured on every language: on English posts that were set apart, and on all others.
    """
    posts = stock.posts["en"]
    measured = measure(posts, None)
    apart = np.arange(len(posts)) % 4 == 0
    part = fit(measured.part(~apart), STRENGTH)
    whole = fit(measured, STRENGTH)
    said = {"en": (measured.tones[apart], tones(part, measured.part(apart)))}
    for lang in mood.LANGUAGES[1:]:
        others = measure(stock.posts.get(lang, ()), None)
        said[lang] = (others.tones, tones(whole, others))
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
        scores={lang: figures(*each) for lang, each in said.items()},
        confusion={lang: confusion(*each) for lang, each in said.items()},
    )
    return make(card, whole)


if __name__ == "__main__":
    main()
