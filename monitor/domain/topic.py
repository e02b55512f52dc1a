"""What the talk is about, by its cues and by what was learned."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final, TypeAlias

from monitor.domain import cues, phrases
from monitor.domain.claims import Claim
from monitor.domain.cues import subjects
from monitor.domain.mention import Topic
from monitor.domain.phrases import Phrasebook

_SCORE = re.compile(r"(?<![\d-])\d{1,2} ?[-:\u2013] ?\d{1,2}(?![\d:-])")
_MINUTE = re.compile(r"\b\d{1,3}(?:\+\d)?'(?!\w)")
_LOOSE: Final = frozenset({"here we go", "herewego", "wants", "back to", "eyes", "target", "race"})
"""Cues that are said of matches too."""

Leaning: TypeAlias = Sequence[float]
"""How near a text is to each topic, in the order of `Topic`: 1 = a case of it, -1 = none."""

CUE: Final = 0.3
"""What a cue, a score or a minute adds to the leaning towards its topic."""

CLAIM: Final = 0.5
"""What a claim adds to the leaning towards the transfer."""

FLOOR: Final = -0.4
"""A topic that is no nearer than this isn't said."""

SURE: Final = 0.1
"""Without a cue nothing is called private that is no nearer than this."""

_ORDER: Final = tuple(Topic)


def topic(folded: str, claim: Claim | None, leaning: Leaning | None = None) -> Topic:
    """Return what a text is about.

    A cue of private life decides. Then the nearest topic: its leaning, with what cues and a claim
    add; `OTHER` if none is near. Without a leaning the graver of the cues: transfer, injury,
    discipline, campaign, match.

    Args:
        folded: The text, folded.
        claim: What it claims (see `claims.claim`): a claim makes it talk about a transfer, unless
            its words are said of matches too and the text speaks of one.
        leaning: What the learned part makes of it (see `ports.Sorter`).
    """
    said = {found.value for found in _book().find(phrases.split(folded))}
    if Topic.PRIVATE in said:
        return Topic.PRIVATE
    if _SCORE.search(folded) or _MINUTE.search(folded):
        said.add(Topic.MATCH)
    claims = claim is not None and not (Topic.MATCH in said and claim.cue in _LOOSE)
    if leaning is not None:
        return _nearest(said, leaning, claims=claims)
    if claims or (Topic.TRANSFER in said and Topic.MATCH not in said):
        return Topic.TRANSFER
    for subject in (Topic.INJURY, Topic.DISCIPLINE, Topic.CAMPAIGN, Topic.MATCH):
        if subject in said:
            return subject
    return Topic.OTHER


def _nearest(said: Collection[Topic], leaning: Leaning, *, claims: bool) -> Topic:
    """Return the topic that cues, claim and leaning together are nearest to."""
    near = dict(zip(_ORDER, leaning, strict=True))
    for about in said:
        near[about] += CUE
    if claims:
        near[Topic.TRANSFER] += CLAIM
    nearest = max(near, key=near.__getitem__)
    least = SURE if nearest is Topic.PRIVATE else FLOOR
    return nearest if near[nearest] > least else Topic.OTHER


@cache
def _book() -> Phrasebook[Topic]:
    """Bind the cues of all topics; of the same words the later shelf holds."""
    shelves = (
        (Topic.OTHER, subjects.INNOCENT),
        (Topic.MATCH, subjects.MATCH),
        (Topic.CAMPAIGN, subjects.CAMPAIGN),
        (Topic.DISCIPLINE, subjects.DISCIPLINE),
        (Topic.INJURY, subjects.INJURY),
        (Topic.TRANSFER, cues.LEAVING + cues.MARKET),
        (Topic.PRIVATE, subjects.PRIVATE),
    )
    return Phrasebook((phrase, about) for about, block in shelves for phrase in cues.phrases(block))
