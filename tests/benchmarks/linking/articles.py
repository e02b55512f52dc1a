"""Headlines of articles, each linked alone, beside the player and the club that they are about."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from monitor.domain.catalogue import (
    Catalogue,
    Club,
    Pairing,
    Player,
    Relation,
    Stint,
    Watch,
)
from monitor.domain.mention import Part
from monitor.domain.names.linking import Linked, link
from monitor.domain.names.naming import Named
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.names import Names

ITEMS: Final = "ftr18_items.csv"
PAIRINGS: Final = "ftr18_pairings.csv"

ADULT: Final = date(1990, 1, 1)
"""The day of birth that all players get: the data knows none, and none was under age."""

DEVELOPED: Final = 70
"""Of a hundred players, those whose errors were looked at; the others are held out."""

_SURNAME: Final = 4
"""Shortest last word by which a headline is taken to name a player."""


@dataclass(frozen=True, slots=True)
class Article:
    """A headline with its label.

    Attributes:
        text: Words of the address: no capitals, accents or punctuation.
        names: It names the player.
        on: The day on which it appeared.
    """

    id: str
    text: str
    label: Pairing
    names: bool
    on: date

    @property
    def developed(self) -> bool:
        """Whether its player is one of those looked at during development."""
        return int(sha256(self.label.player.encode()).hexdigest(), 16) % 100 < DEVELOPED


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles, the catalogue that they are linked with, and the clubs each player was tied to."""

    articles: Sequence[Article]
    catalogue: Catalogue
    matcher: Names
    tied: Mapping[str, frozenset[str]]
    club: Callable[[str], str]

    def link(self, article: Article) -> Linked:
        """Link one headline by its words alone."""
        folded = fold(article.text)
        return link(
            self.matcher.find(folded),
            catalogue=self.catalogue,
            text=article.text,
            folded=folded,
            account=None,
            inherited=(),
            subject_clubs=(),
            on=article.on,
        )


def read(folder: Path) -> Shelf:
    """Read the articles that have words, and import their players.

    A player is imported with his name and his present club; clubs are those of the starter
    catalogue, others are added by their name alone.
    """
    rows = list(_rows(folder / PAIRINGS))
    starter = register.load([])
    clubs = _Clubs(starter)
    players: dict[str, Player] = {}
    labels: dict[str, Pairing] = {}
    tied: dict[str, set[str]] = {}
    for row in rows:
        name = row["player"].strip()
        slug = _slug(name)
        stint = Stint(club=clubs.slug(row["from_club"]), relation=Relation.CURRENT)
        players.setdefault(slug, Player(slug=slug, name=name, born=ADULT, stints=(stint,)))
        labels[row["pairing_id"]] = Pairing(slug, clubs.slug(row["to_club"]))
        tied.setdefault(slug, set()).add(labels[row["pairing_id"]].club)
    catalogue = Catalogue(
        players=players,
        clubs=clubs.all,
        sources=starter.sources,
        watchlist=frozenset(Watch(player) for player in players),
    )
    articles = [
        Article(
            id=row["item_id"],
            text=row["slug_text"],
            label=label,
            names=_names(players[label.player].name, row["slug_text"]),
            on=date.fromisoformat(row["published_on"]),
        )
        for row in _rows(folder / ITEMS)
        if row["slug_text"] and (label := labels.get(row["pairing_id"])) is not None
    ]
    sets = {slug: frozenset(named) for slug, named in tied.items()}
    return Shelf(articles, catalogue, Names(catalogue), sets, clubs.slug)


def measure(shelf: Shelf) -> dict[str, float]:
    """Return recall and precision over the articles that name their player, all and by part."""
    named = [(article, shelf.link(article)) for article in shelf.articles if article.names]
    figures = {"link.articles": float(len(named))}
    parts = {
        "": named,
        ".dev": [pair for pair in named if pair[0].developed],
        ".heldout": [pair for pair in named if not pair[0].developed],
    }
    for part, pairs in parts.items():
        figures |= {f"{name}{part}": value for name, value in _score(shelf, pairs).items()}
    return figures


def _score(shelf: Shelf, pairs: Sequence[tuple[Article, Linked]]) -> dict[str, float]:
    met = sum(article.label in {one.pairing for one in linked.links} for article, linked in pairs)
    going = [pairing for _, linked in pairs for pairing in destinations(linked)]
    right = sum(one.club in shelf.tied[one.player] for one in going)
    return {
        "link.recall": met / len(pairs) if pairs else 0.0,
        "link.ceiling": _ceiling(shelf, pairs),
        "link.precision": right / len(going) if going else 0.0,
    }


def _ceiling(shelf: Shelf, pairs: Sequence[tuple[Article, Linked]]) -> float:
    """The share in which the labelled club is named at all, by any name that it goes by."""
    held = sum(
        any(
            hit.named is Named.CLUB and hit.slug == article.label.club
            for hit in shelf.matcher.find(fold(article.text))
        )
        for article, _ in pairs
    )
    return held / len(pairs) if pairs else 0.0


def destinations(linked: Linked) -> list[Pairing]:
    """Return the pairings whose club is where the player may go."""
    return [one.pairing for one in linked.links if one.part is Part.DESTINATION]


class _Clubs:
    """Clubs by what the data calls them."""

    def __init__(self, starter: Catalogue) -> None:
        self.all: dict[str, Club] = dict(starter.clubs)
        self._called: dict[str, str] = {}
        for club in starter.clubs.values():
            for alias in club.aliases:
                if alias.ambiguous:
                    self._called.setdefault(fold(alias.text), club.slug)
        for club in starter.clubs.values():
            sure = [club.name, *(alias.text for alias in club.aliases if not alias.ambiguous)]
            self._called |= {fold(name): club.slug for name in sure}

    def slug(self, name: str) -> str:
        """Return the slug of a club, adding it where nobody goes by that name."""
        called = fold(name).strip()
        if called not in self._called:
            slug = _slug(name)
            self._called[called] = slug
            self.all.setdefault(slug, Club(slug=slug, name=name.title(), country="XX"))
        return self._called[called]


def _names(player: str, text: str) -> bool:
    """Whether *text* holds the name of *player*, or his surname."""
    name, words = _words(player), _words(text)
    tail = name[1:] or name
    spelled = {tuple(name), tuple(tail)}
    spelled |= {("".join(part),) for part in (name, tail)}
    if len(name[-1]) >= _SURNAME:
        spelled.add((name[-1],))
    runs = {tuple(words[i : i + n]) for n in {len(s) for s in spelled} for i in range(len(words))}
    return not spelled.isdisjoint(runs)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def _slug(name: str) -> str:
    plain = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(name))
    return "-".join(plain.split())


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
