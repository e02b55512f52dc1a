"""Reads single texts for the acts that they tell of, outside of any stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.domain.catalogue import Catalogue
from monitor.domain.reported import Told, read
from monitor.domain.text import clean, fold
from monitor.judges.spotting import Spotting
from monitor.ports import Linguist


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A text, and about whom it is asked.

    Attributes:
        published: Nothing that it tells is later.
        lang: As it is declared; None = to be told.
        player, club: Slugs or names, in the catalogue or not; None = whoever is named.
    """

    text: str
    published: datetime
    lang: str | None = None
    player: str | None = None
    club: str | None = None


def read_told(
    questions: Sequence[Question], catalogue: Catalogue, spotting: Spotting, linguist: Linguist
) -> Iterator[tuple[str | None, tuple[Told, ...]]]:
    """Yield, for each text, its language and the acts that it tells of."""
    cleaned = [clean(asked.text) for asked in questions]
    found = linguist.identify(cleaned)
    for asked, text, guessed in zip(questions, cleaned, found, strict=True):
        folded = fold(text)
        hits, player = spotting.spot(folded, asked.player, asked.club)
        lang = asked.lang or guessed
        told = read(
            text,
            hits,
            folded=folded,
            catalogue=catalogue,
            lang=lang,
            published=asked.published,
            player=player,
        )
        yield lang, told


def plain(told: Told) -> dict[str, object]:
    """Return an act as plain values: times as ISO 8601, who as `role`, `player` and `club`."""
    return {
        "doing": told.doing.value,
        "role": told.doer.role.value if told.doer.role else None,
        "player": told.doer.player,
        "club": told.doer.club,
        "count": told.doer.count,
        "object": told.object,
        "author": told.author,
        "words": told.words,
        "platform": told.platform,
        "since": told.since.isoformat() if told.since else None,
        "until": told.until.isoformat(),
        "clubs": list(told.clubs),
        "hedged": told.hedged,
        "denied": told.denied,
        "cue": told.cue,
    }
