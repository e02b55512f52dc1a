"""How many posts a CPU second links, with ten thousand names."""

from __future__ import annotations

import json
import random
import statistics
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from monitor.domain.catalogue import Alias, Catalogue, Player, Watch
from monitor.domain.names.linking import link
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.names import Names

ALIASES: Final = 10_000
PASSES: Final = 5
SEED: Final = 20261122


def measure(file: Path) -> dict[str, float]:
    """Fold, find, settle and link the posts of *file*; the median of some passes is told.

    The names are those of the starter catalogue, and as many of made-up players as are wanting.
    """
    starter = register.load([])
    catalogue = replace(
        starter,
        players={**starter.players, **_invented(ALIASES - _count(starter))},
        watchlist=frozenset(Watch(player) for player in starter.players),
    )
    matcher = Names(catalogue)
    with file.open(encoding="utf-8") as lines:
        posts = [json.loads(line) for line in filter(str.strip, lines)]
    texts = [post["text"] for post in posts]
    on = datetime.fromisoformat(posts[0]["created_at"]).date()
    rates = []
    linked = 0
    for _ in range(PASSES):
        linked = 0
        before = time.process_time()
        for text in texts:
            folded = fold(text)
            hits = matcher.find(folded)
            if hits:
                found = link(
                    hits,
                    catalogue=catalogue,
                    text=text,
                    folded=folded,
                    account=None,
                    inherited=(),
                    subject_clubs=(),
                    on=on,
                )
                linked += bool(found.links)
        rates.append(len(texts) / (time.process_time() - before))
    return {
        "alias.posts_per_second": statistics.median(rates),
        "alias.posts": float(len(texts)),
        "alias.posts_linked": float(linked),
    }


def _count(catalogue: Catalogue) -> int:
    """Return how many names a catalogue has."""
    kinds = (catalogue.players, catalogue.clubs, catalogue.sources)
    return sum(1 + len(one.aliases) for kind in kinds for one in kind.values())


def _invented(names: int) -> dict[str, Player]:
    """Return made-up players that nobody writes about, with *names* names in all."""
    draw = random.Random(SEED)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    players: dict[str, Player] = {}
    while 2 * len(players) < names:
        first, last = ("".join(draw.choices(syllables, k=k)) for k in (3, 5))
        name = f"{first} {last}".title()
        slug = f"{first}-{last}"
        players[slug] = Player(slug=slug, name=name, aliases=(Alias(last.title(), ambiguous=True),))
    return players
