"""A story as its page shows it: how it began, what was told since, and how it stands or ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.alert import Alert, Kind, Notice, Part
from monitor.domain.stories.figures import span
from monitor.domain.stories.story import QUIET, goes_on
from monitor.ports.evidence import Chronicle

_KINDS: Final = {"act": "An act", "claim": "A claim", "talk": "Talk"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saga:
    """A story as its page shows it.

    Attributes:
        newest: How its alert stands.
        parts: What it rests on, the first first.
        corrected: Notices that took something back.
        state: In a word: open, over, confirmed.
        ending: What became of it, in sentences.
    """

    chronicle: Chronicle
    newest: Alert
    parts: tuple[Part, ...]
    corrected: tuple[Notice, ...]
    state: str
    ending: tuple[str, ...]

    @property
    def clubs(self) -> tuple[tuple[str, str], ...]:
        """Slugs and names of the clubs that are named in it, who leads it first."""
        alert = self.newest
        named = {alert.pairing.club: alert.club_name}
        named |= {each.slug: each.name for each in alert.rivals}
        return tuple(named.items())


def tell(chronicle: Chronicle, now: datetime) -> Saga:
    """Return the story of *chronicle* as it stands at *now*."""
    newest = chronicle.notices[-1]
    state = "open" if goes_on(chronicle.story, now) else "over"
    if chronicle.story.closed_at is not None:
        state = "confirmed"
    return Saga(
        chronicle=chronicle,
        newest=newest.alert,
        parts=tuple(sorted(newest.parts, key=lambda part: (part.at, part.key))),
        corrected=tuple(n for n in chronicle.notices if n.kind is Kind.ALERT_CORRECTED),
        state=state,
        ending=tuple(_ending(chronicle, state, now)),
    )


def kind(part: Part) -> str:
    """Return what kind of thing a part of a story is."""
    return _KINDS.get(part.key.partition(":")[0], "What was told")


def _ending(chronicle: Chronicle, state: str, now: datetime) -> Iterator[str]:
    story = chronicle.story
    if state == "confirmed":
        yield "The move was confirmed, and the story is closed; a reversal would open it again."
    elif state == "over":
        yield f"Nothing happened in it for {span(QUIET)}: it is over."
    else:
        ended = chronicle.notices[-1].kind is Kind.STORY_ENDED
        yield (
            f"{'The talk is over; the story stays open' if ended else 'It is open'}: "
            f"{_since(now - story.last_at)}; it is over after {span(QUIET)} without news."
        )
    for one in chronicle.outcomes:
        name = _named(chronicle, one.pairing.club)
        what = f"Moved to {name}" if one.happened else f"Did not move to {name}"
        yield f"{what}: {one.at.day} {one.at:%B %Y}, says {one.by}."


def _since(length: timedelta) -> str:
    return f"told last {span(length)} ago" if length >= timedelta(minutes=1) else "told just now"


def _named(chronicle: Chronicle, club: str) -> str:
    for notice in reversed(chronicle.notices):
        alert = notice.alert
        if alert.pairing.club == club:
            return alert.club_name
        for each in alert.rivals:
            if each.slug == club:
                return each.name
    return club
