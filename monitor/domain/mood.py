"""How a pairing is taken: tones by author, set right by what the scorer is known to miss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Final

Shares = tuple[float, float, float]
"""Shares of negative, neutral and positive, in this order; they sum to 1."""

FEWEST: Final = 5
"""Fewer authors say nothing about a mood."""

SURE: Final = 1.96
"""Standard errors on each side of an interval of 95 %."""

_BLUNT: Final = 0.1
_EVEN: Final[Shares] = (1 / 3, 1 / 3, 1 / 3)
_NET: Final = (-1.0, 0.0, 1.0)


class Tone(StrEnum):
    """How one post is taken."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


TONES: Final = tuple(Tone)


class Strand(StrEnum):
    """What a mood is about: a defeat is no verdict on a transfer, so match talk goes apart."""

    MOVE = "move"
    MATCH = "match"


def tone(positive: float, negative: float) -> Tone:
    """Return the likeliest tone; neutral where another is no likelier.

    Args:
        positive, negative: Probabilities; the rest to 1 is neutral.
    """
    neutral = 1.0 - positive - negative
    if positive > max(neutral, negative):
        return Tone.POSITIVE
    return Tone.NEGATIVE if negative > max(neutral, positive) else Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Confusion:
    """What a scorer says of posts whose tone people told, measured once.

    Attributes:
        rows: One for each tone that people told (negative, neutral, positive): the shares of what
            the scorer said of those posts.

    Raises:
        ValueError: A row isn't made of shares.
    """

    rows: tuple[Shares, Shares, Shares]

    def __post_init__(self) -> None:
        for row in self.rows:
            if min(row) < 0 or abs(sum(row) - 1) > 0.01:
                raise ValueError(f"{row} are no shares of three tones")

    def likely(self, said: Tone) -> Shares:
        """Return how likely each tone is where the scorer *said* one, all being as frequent."""
        at = TONES.index(said)
        column = [row[at] for row in self.rows]
        whole = sum(column)
        if whole <= 0:
            return _EVEN
        return column[0] / whole, column[1] / whole, column[2] / whole

    def weights(self) -> tuple[Shares, Shares, Shares] | None:
        """Return its inverse: said shares times this are true ones (adjusted count, Forman 2008).

        None where the scorer tells tones apart too badly for that.
        """
        (a, b, c), (d, e, f), (g, h, i) = self.rows
        size = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
        if abs(size) < _BLUNT**2:
            return None
        return (
            ((e * i - f * h) / size, (c * h - b * i) / size, (b * f - c * e) / size),
            ((f * g - d * i) / size, (a * i - c * g) / size, (c * d - a * f) / size),
            ((d * h - e * g) / size, (b * g - a * h) / size, (a * e - b * d) / size),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one author said about a pairing, as one scorer read it.

    Attributes:
        author: Whoever it is; the same for all that the author said.
        scorer: What read it, with its version.
        counts: Posts by tone: negative, neutral, positive.
    """

    author: bytes
    scorer: str
    counts: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """How a pairing is taken by those who talk of it.

    Attributes:
        net: Share of the positive less that of the negative, -1 to 1.
        low, high: What it lies between, in 19 of 20 such samples.
        shares: Of authors, by tone.
        authors: Distinct ones, each counted once however often they wrote.
        posts: What they wrote.
        corrected: Share of authors whose scorer's mistakes are known and were set right, 0 to 1.
    """

    net: float
    low: float
    high: float
    shares: Shares
    authors: int
    posts: int
    corrected: float

    @property
    def margin(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


def mood(voices: Iterable[Voice], known: Mapping[str, Confusion]) -> Mood | None:
    """Return how a pairing is taken; None where fewer than `FEWEST` authors were scored.

    Each author counts once. The shares that each scorer found are multiplied by the inverse of its
    confusion, clipped to 0 and above, and made to sum to 1. The interval is the normal one over
    authors, in whose variance one author more of each tone is taken in, so that five who agree
    are not certain.

    Args:
        voices: Those who talked.
        known: What is known of scorers' mistakes, by `Voice.scorer`; of others nothing is set
            right.
    """
    said = list(voices)
    authors: dict[bytes, int] = {}
    for voice in said:
        authors[voice.author] = authors.get(voice.author, 0) + sum(voice.counts)
    authors = {author: posts for author, posts in authors.items() if posts > 0}
    n = len(authors)
    if n < FEWEST:
        return None
    inverses = {scorer: confusion.weights() for scorer, confusion in known.items()}
    true = [0.0, 0.0, 0.0]
    leans = dict.fromkeys(authors, 0.0)
    spread = 0.0
    set_right = 0.0
    for voice in said:
        posts = authors.get(voice.author, 0)
        if not posts:
            continue
        inverse = inverses.get(voice.scorer)
        part = [count / posts for count in voice.counts]
        right = part if inverse is None else _times(part, inverse)
        for at, share in enumerate(right):
            true[at] += share / n
        leans[voice.author] += sum(a * b for a, b in zip(right, _NET, strict=True))
        set_right += 0.0 if inverse is None else sum(part) / n
        spread += sum(part) / n * _spread(inverse)
    shares = _clipped(true)
    net = shares[2] - shares[0]
    middle = sum(leans.values()) / n
    squares = sum((lean - middle) ** 2 for lean in leans.values())
    error = sqrt((squares + 3 * spread) / (n + 3) / n)
    return Mood(
        net=net,
        low=max(-1.0, net - SURE * error),
        high=min(1.0, net + SURE * error),
        shares=shares,
        authors=n,
        posts=sum(authors.values()),
        corrected=min(1.0, set_right),
    )


def _times(said: Sequence[float], inverse: Sequence[Shares]) -> list[float]:
    return [sum(said[at] * inverse[at][to] for at in range(3)) for to in range(3)]


def _spread(inverse: Sequence[Shares] | None) -> float:
    """How far the leans of three authors lie apart, one of each tone, on average squared."""
    if inverse is None:
        return 2 / 3
    leans = [row[2] - row[0] for row in inverse]
    middle = sum(leans) / 3
    return sum((lean - middle) ** 2 for lean in leans) / 3


def _clipped(shares: Sequence[float]) -> Shares:
    kept = [max(0.0, share) for share in shares]
    whole = sum(kept)
    if whole <= 0:
        return _EVEN
    return kept[0] / whole, kept[1] / whole, kept[2] / whole


def describe(mood: Mood) -> str:
    """Return a mood in one line, for a person."""
    how = "" if mood.corrected > 0.5 else ", uncorrected"
    return (
        f"{mood.net:+.2f} ± {mood.margin:.2f} of {mood.posts} posts by {mood.authors} accounts"
        f" ({mood.shares[2]:.0%} positive, {mood.shares[0]:.0%} negative{how})"
    )
