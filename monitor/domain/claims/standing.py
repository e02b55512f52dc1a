"""How a text stands to what is claimed: it backs it, denies it, asks, or only comments.

Good for counting how many ask and how many deny; too weak to judge a single reply by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from monitor.domain.cues import stances
from monitor.domain.stance import Stance

STANCES: Final = tuple(Stance)
"""What the learned part tells apart, in its order."""

_ADDRESSED = re.compile(r"^(?:[.\s]*@\w+\s*)+")
_ADDRESS = re.compile(r"https?://\S+")
_MOST: Final = 600
_STEP: Final = 5
_LONGEST: Final = 5


def _bind(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{''.join(line.strip() for line in words.splitlines())})\b")


_QUERY, _DENY = _bind(stances.QUERY), _bind(stances.DENY)
_SUPPORT, _NEGATION = _bind(stances.SUPPORT), _bind(stances.NEGATION)
_CONFIRMED, _RESERVE = _bind(stances.CONFIRMED), _bind(stances.RESERVE)
_ASKS = re.compile(
    r"(?:who|what|where|when|why|how|is|are|do|does|did|any|can|was|so|has|have|wait|"
    r"quien|que|donde|cuando|como|por que|de verdad|quem|onde|quando|chi|che|dove|perche|ma|"
    r"qui|quoi|ou|quand|comment|est ce|c'est|wer|was|wo|wann|wie|warum|ist|stimmt)\b"
)

_SAID: Final = (
    ("zqcue", _QUERY),
    ("zdcue", _DENY),
    ("zscue", _SUPPORT),
    ("zneg", _NEGATION),
)


RARE: Final = (0.0, -0.2)
"""What is added to the leanings towards denying and asking, whose rarity learning makes up for."""


def stand(
    folded: str,
    lang: str | None = None,
    leaning: Sequence[float] | None = None,
    *,
    starts: bool = False,
    rare: tuple[float, float] = RARE,
) -> Stance:
    """Return how a folded text stands to what it speaks of.

    Args:
        folded: The text.
        lang: Its language; what was learned holds for English alone.
        leaning: How near it is to each of `STANCES`, by what was learned; None = by cues alone.
        starts: It began a conversation: what begins one asserts, unless it doubts or denies.
        rare: What is added for denying and for asking.
    """
    if leaning is not None and lang == "en":
        near = dict(zip(STANCES, leaning, strict=True))
        near[Stance.DENY] += rare[0]
        near[Stance.QUERY] += rare[1]
        nearest = max(near, key=near.__getitem__)
        return Stance.SUPPORT if nearest is Stance.DENY and _confirms(folded) else nearest
    words = _body(folded)
    if words.endswith("?") or ("?" in words and _QUERY.search(words)):
        return Stance.QUERY
    if _DENY.search(words):
        return Stance.DENY
    if _QUERY.match(words):
        return Stance.QUERY
    return Stance.SUPPORT if starts or _SUPPORT.search(words) else Stance.COMMENT


def _confirms(folded: str) -> bool:
    """Whether a text says that something was confirmed, and nothing against that."""
    words = _body(folded)
    if "?" in words or not _CONFIRMED.search(words):
        return False
    return not any(found.search(words) for found in (_NEGATION, _DENY, _QUERY, _RESERVE))


def posture(folded: str, *, starts: bool = False) -> str:
    """Return a folded text as the learned part is told it: what strikes one about it in front.

    Args:
        folded: The text.
        starts: It is known to begin a conversation, not to answer in one.
    """
    marks = " ".join(_marks(folded[:_MOST], starts=starts))
    return f"{marks} . {folded[:_MOST]}"


def _marks(folded: str, *, starts: bool) -> Iterator[str]:
    words = _body(folded)
    if starts:
        yield "zsrc zsrcc"
    yield from (mark for found, mark in _shapes(folded, words) if found)
    for mark, pattern in _SAID:
        said = len(pattern.findall(words))
        if said:
            yield mark
        if said > 1:
            yield f"{mark}ss"
    yield "zlen" + "abcdef"[min(_LONGEST, len(words.split()) // _STEP)]
    first = re.match(r"\w+", words)
    if first is not None:
        yield f"zfw{first.group()}"


def _shapes(folded: str, words: str) -> Sequence[tuple[bool, str]]:
    """Return what marks the shape of a text, each with whether it has it."""
    return (
        (folded.startswith("@"), "zreply"),
        ("http" in folded, "zurl"),
        ("?" in folded, "zqm zqmm"),
        (words.endswith("?"), "zqend"),
        (_ASKS.match(words) is not None, "zqst"),
        ('"' in words, "zquote"),
        ("!" in words, "zexcl"),
        ("..." in words, "zdots"),
        ("#" in words, "zhash"),
    )


def _body(folded: str) -> str:
    """Return what is said, without whom it is said to and without addresses."""
    return _ADDRESS.sub("", _ADDRESSED.sub("", folded)).strip()
