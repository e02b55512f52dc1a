"""What a page about a pairing says that is not known: who is blind, since when, what is learnt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.learning import learning
from monitor.domain.stories import figures
from monitor.ports.evidence import Portrait
from monitor.web.curve import Point, lost
from monitor.web.desk import SourceState

BEHIND: Final = timedelta(minutes=45)
"""Numbers that are older are said to be."""


def blindness(
    portrait: Portrait, curve: Sequence[Point], sources: Sequence[SourceState], now: datetime
) -> Iterator[str]:
    """Yield which sources are blind now, or were within the curve."""
    for one in sources:
        if not one.ok:
            state = (one.state or "down").replace("_", " ")
            yield f"What comes by \u201c{one.name}\u201d now: {state}."
    for name, halves in sorted(lost(curve).items()):
        yield (
            f"What came by \u201c{name}\u201d: not seen in {figures.count(halves, 'half hour')} of "
            "the curve."
        )
    if portrait.watched is not None and now - portrait.at > BEHIND:
        ago = figures.span(now - portrait.at)
        yield f"What was said lately: numbers are scored up to {ago} ago."
    if portrait.watched is not None and learning(portrait.watched.since, portrait.at):
        yield "What is usual: that takes a day. Acts and claims are told meanwhile."
