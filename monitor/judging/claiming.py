"""What texts claim about each of their pairings; in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Claim, Heard, cast, decide, hear
from monitor.ports import Matcher
from monitor.ports.gauge import Gauge


@dataclass(frozen=True, slots=True)
class Said:
    """A folded text, its language, and the pairings that it is about."""

    folded: str
    lang: str | None
    pairings: Sequence[Pairing]


def read(
    texts: Sequence[Said], matcher: Matcher, gauge: Gauge | None
) -> Sequence[Mapping[Pairing, Claim | None]]:
    """Return what each of *texts* claims about each of its pairings; None = nothing.

    Without a *gauge* by cues alone.
    """
    heard = [_heard(text, matcher) for text in texts]
    told = list(dict.fromkeys(one.told for each in heard for one in each.values()))
    leanings = dict(zip(told, gauge.gauge(told), strict=True)) if gauge else {}
    return [
        {pairing: decide(one, leanings.get(one.told)) for pairing, one in each.items()}
        for each in heard
    ]


def _heard(text: Said, matcher: Matcher) -> Mapping[Pairing, Heard]:
    hits = matcher.find(text.folded)
    return {pairing: hear(text.folded, text.lang, cast(hits, pairing)) for pairing in text.pairings}
