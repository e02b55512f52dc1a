"""How surely languages are told: ours apart from each other, and others not taken for ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from monitor.judges.language import Languages
from monitor.judges.sentiment.training.posts import Post

PREFIX: Final = "umsab_"

FOREIGN: Final = Path(__file__).with_name("foreign.txt")
"""Posts in languages that nobody here scores, written for this project."""


def tell_languages(sets: Mapping[str, Sequence[Post]]) -> dict[str, float]:
    """Return the shares of posts told right, in percent; one that isn't told is wrong."""
    linguist = Languages()
    shares: dict[str, float] = {}
    for name, posts in sets.items():
        if name.startswith(PREFIX) and posts:
            told = linguist.identify([post.text for post in posts])
            right = sum(lang == post.lang for lang, post in zip(told, posts, strict=True))
            shares[f"langid.{posts[0].lang}"] = 100 * right / len(posts)
    if shares:
        mean, worst = sum(shares.values()) / len(shares), min(shares.values())
        shares |= {"langid.mean": mean, "langid.worst": worst}
    lines = [line for line in FOREIGN.read_text("utf-8").splitlines() if line[:1] != ";"]
    taken = sum(lang is not None for lang in linguist.identify(lines))
    return shares | {"langid.foreign_taken": 100 * taken / len(lines)}
