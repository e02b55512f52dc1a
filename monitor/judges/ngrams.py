"""Pieces of texts as numbers: hashed words, pairs of words, runs of letters; a batch at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

BITS: Final = 14
SIZE: Final = 1 << BITS
"""How many different pieces are told apart; others share a number."""

ENOUGH: Final = 600
"""Characters that are looked at: what a text is about stands at its head."""

_BOUND: Final = 0x3000
_KEPT: Final = frozenset({"So", "Sc"})
_MARKS: Final = frozenset("?!#%")
_BLANK: Final = 32
_ADDRESSES = re.compile(r"https?://\S+|@[\w.]+")

_BASE: Final = 0x9E3779B97F4A7C15
_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_SCATTER: Final = np.uint64(0xFF51AFD7ED558CCD)
_MIX: Final = np.uint64(0xC4CEB9FE1A85EC53)

Hashes: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shape:
    """Which pieces are looked at.

    Attributes:
        bits: Two to this power is how many are told apart.
        runs: Lengths of the runs of letters, blanks included.
        words: Lengths of the runs of words.
    """

    bits: int
    runs: tuple[int, ...]
    words: tuple[int, ...]


TOPICS: Final = Shape(BITS, runs=(4, 5), words=(1, 2))
"""What tells topics."""


def pieces(folded: Sequence[str], shape: Shape = TOPICS) -> tuple[Numbers, Numbers]:
    """Return the pieces of texts: their numbers below 2**bits, and the text each stands in.

    All pieces of a kind stand in the order of the texts.
    """
    found = list(kinds(folded, shape))
    return (
        np.concatenate([numbers for _, numbers, _ in found]),
        np.concatenate([owners for _, _, owners in found]),
    )


def kinds(folded: Sequence[str], shape: Shape) -> Iterator[tuple[int, Numbers, Numbers]]:
    """Give each kind of pieces: its length, below 0 for words; numbers; the text of each.

    Digits are all one digit, punctuation and addresses are blanks, "goooal" is "goal". The hash of
    a run is a polynomial modulo 2**64, read off running sums.
    """
    codes, text = _letters([_plain(each) for each in folded])
    sums, powers = _sums(codes)
    for length in (run for run in shape.runs if run <= len(codes)):
        whole = text[: 1 - length] == text[length - 1 :]
        run = sums[length:] - sums[:-length]
        numbers = _numbers(run, powers[: len(codes) + 1 - length], length, shape.bits)
        yield length, numbers[whole], text[: 1 - length][whole]
    blanks = np.flatnonzero(codes == _BLANK)
    for count in shape.words:
        start, end = blanks[:-count], blanks[count:]
        whole = text.take(start) == text.take(end)
        start, end = start[whole] + 1, end[whole]
        run = sums.take(end) - sums.take(start)
        yield -count, _numbers(run, powers.take(start), -count, shape.bits), text.take(start)


def _plain(folded: str) -> str:
    head = folded[:ENOUGH]
    if "@" in head or "://" in head:
        head = _ADDRESSES.sub(" ", head)
    return f" {head} "


def _letters(texts: Sequence[str]) -> tuple[NDArray[np.uint32], Numbers]:
    """Return the characters that count, single blanks between them, and whose they are."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), np.uint32)
    text = np.repeat(np.arange(len(texts)), [len(each) for each in texts])
    same = np.zeros(len(codes) + 1, np.bool_)
    same[1:-1] = (codes[1:] == codes[:-1]) & (text[1:] == text[:-1])
    drawn = same[:-1].copy()
    drawn[1:] &= same[:-2] | same[2:]
    codes = np.where(codes < _BOUND, _table().take(np.minimum(codes, _BOUND - 1)), codes)
    blank = codes == _BLANK
    drawn[1:] |= blank[1:] & blank[:-1] & (text[1:] == text[:-1])
    kept = ~drawn
    return codes[kept], text[kept]


def _sums(codes: NDArray[np.uint32]) -> tuple[Hashes, Hashes]:
    """Return running sums of the characters, each times a falling power, and the powers."""
    scattered = (codes.astype(np.uint64) + np.uint64(1)) * _SCATTER
    scattered ^= scattered >> np.uint64(29)
    powers, falling = _powers(1 << max(10, len(codes).bit_length()))
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(scattered * falling[: len(codes)], out=sums[1:])
    return sums, powers


def _numbers(differences: Hashes, powers: Hashes, kind: int, bits: int) -> Numbers:
    run = differences * powers + np.uint64(kind % (1 << 64))
    run ^= run >> np.uint64(31)
    return (run * _MIX >> np.uint64(64 - bits)).view(np.int64)


@cache
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """Powers of the base and of its inverse; *count* is a power of two, so there are few."""
    each = np.ones((2, count), np.uint64)
    each[0, 1:] = _BASE
    each[1, 1:] = _INVERSE
    rising, falling = np.cumprod(each, axis=1, dtype=np.uint64)
    return rising, falling


@cache
def _table() -> NDArray[np.uint32]:
    """What each common character counts as."""
    table = np.full(_BOUND, _BLANK, np.uint32)
    for code in range(_BOUND):
        category = unicodedata.category(chr(code))
        if category[0] == "N":
            table[code] = ord("0")
        elif category[0] == "L" or category in _KEPT or chr(code) in _MARKS:
            table[code] = code
    return table
