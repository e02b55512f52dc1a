"""What is measured of a text for its mood: a row of numbers, the same for every language."""

from __future__ import annotations

from math import log1p, sqrt
from typing import Final

from monitor.judges.mood.reading import Reading, read
from monitor.judges.mood.tokens import ASK, CRY, LINK, MENTION, NUMBER, PAUSE, WORD

NAMES: Final = (
    "positive",
    "negative",
    "positive_hits",
    "negative_hits",
    "net",
    "density",
    "best",
    "worst",
    "last",
    "signs_positive",
    "signs_negative",
    "signs_net",
    "laughs",
    "cries",
    "asks",
    "pauses",
    "tags",
    "mentions",
    "links",
    "numbers",
    "shouted",
    "titled",
    "drawn",
    "length",
    "negated",
    "turned",
    "selves",
    "silent",
)
"""What each number of `features` is.

`positive`, `negative`: sums of the worth of words, each 0 and above, divided by 4 and at most 4;
`*_hits`: how many, at most 6; `net`: x / sqrt(x² + 15) of their difference with the emoji, -1 to
1 (Hutto and Gilbert 2014); `density`: difference through the root of the number of words; `best`,
`worst`, `last`: single worths, divided by 4; `signs_*`: the same of emoji and emoticons; `laughs`
to `numbers`, `drawn`, `negated`, `selves`: counts, at most 3 to 5; `shouted`, `titled`: share of
words in capitals, with a capital; `length`: logarithm of the number of words; `turned`: 1 with a
"but"; `silent`: 1 where nothing polar stands.
"""

_MOST: Final = 4.0
_STEADY: Final = 15.0


def features(text: str, lang: str) -> tuple[float, ...]:
    """Return what is measured of *text*, a number for each of `NAMES`, all finite.

    Args:
        text: As it was written, names hidden (see `masking.hide`).
        lang: One of `lists.LANGUAGES`.

    Raises:
        KeyError: There is no list for *lang*.
    """
    return measure(read(text, lang))


def measure(reading: Reading) -> tuple[float, ...]:
    """Return the numbers of one reading."""
    kinds = [0] * 11
    laughs = shouted = titled = drawn = selves = tags = 0
    for token in reading.tokens:
        kinds[token.kind] += 1
        if not token.marked:
            continue
        laughs += token.laughs
        shouted += token.shouted
        titled += token.titled
        drawn += token.drawn
        selves += token.self
        tags += token.tag
    positive = negative = best = worst = last = 0.0
    praised = blamed = 0
    for worth in reading.worths:
        if worth > 0:
            positive += worth
            praised += 1
            best = max(best, worth)
        else:
            negative -= worth
            blamed += 1
            worst = max(worst, -worth)
        last = worth
    glad = sum(worth for worth in reading.signs if worth > 0)
    sad = -sum(worth for worth in reading.signs if worth < 0)
    words = kinds[WORD]
    whole = positive - negative + glad - sad
    share = 1 / max(words, 1)
    return (
        min(_MOST, positive / 4),
        min(_MOST, negative / 4),
        min(6.0, praised),
        min(6.0, blamed),
        whole / sqrt(whole * whole + _STEADY),
        max(-_MOST, min(_MOST, (positive - negative) / sqrt(max(words, 4)) / 2)),
        best / 4,
        worst / 4,
        last / 4,
        min(_MOST, glad / 4),
        min(_MOST, sad / 4),
        (reading.signs[-1] / 4) if reading.signs else 0.0,
        min(3.0, laughs),
        min(4.0, kinds[CRY]),
        min(3.0, kinds[ASK]),
        min(3.0, kinds[PAUSE]),
        min(5.0, tags),
        min(5.0, kinds[MENTION]),
        min(3.0, kinds[LINK]),
        min(4.0, kinds[NUMBER]),
        shouted * share,
        titled * share,
        min(3.0, drawn),
        log1p(words) / 4,
        min(3.0, reading.negated),
        float(reading.turned),
        min(4.0, selves),
        float(not reading.worths and not reading.signs),
    )
