"""Handles that look like a proven one's: by letters, digits or marks, or one letter off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from monitor.domain.catalogue import Account
from monitor.domain.text import fold

SHORTEST: Final = 5
"""Names shorter than this are one letter from many others by chance."""

_ALIKE: Final = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "3": "e", "4": "a", "5": "s", "8": "b",
     "-": "", "_": "", ".": ""}
)  # fmt: skip
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An account that could be taken for a proven one.

    Attributes:
        how: In a few words.
    """

    account: Account
    proven: Account
    how: str


def lookalikes(accounts: Iterable[Account]) -> Iterator[Lookalike]:
    """Yield accounts without proof whose handle could be taken for that of a proven one."""
    accounts = list(accounts)
    near: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for account in accounts:
        if account.proof is not None:
            for key in _keys(account):
                near[account.platform, key].append(account)
    for account in accounts:
        if account.proof is None:
            found = (p for key in _keys(account) for p in near.get((account.platform, key), ()))
            told = ((proven, alike(account.handle, proven.handle)) for proven in found)
            proven, how = next(((p, how) for p, how in told if how), (None, None))
            if proven is not None and how is not None:
                yield Lookalike(account, proven, how)


def alike(one: str, other: str) -> str | None:
    """Return how two handles of different accounts look alike; None if they don't."""
    one, other = one.casefold(), other.casefold()
    if one == other:
        return None
    left, right = skeleton(one), skeleton(other)
    if left == right:
        return "the same to the eye"
    if min(len(left), len(right)) >= SHORTEST and _one_edit(left, right):
        return "one letter off"
    left, right = _label(one), _label(other)
    if left == right and len(left) >= SHORTEST:
        return "the same name elsewhere"
    return None


def skeleton(handle: str) -> str:
    """Return *handle* with one letter for all that look like it, and without marks."""
    bare = fold(handle).translate(_ALIKE)
    for pair, letter in _PAIRS:
        bare = bare.replace(pair, letter)
    return bare


def _label(handle: str) -> str:
    return skeleton(handle.partition("@")[0].partition(".")[0])


def _keys(account: Account) -> set[str]:
    """Return what look-alikes share one of: a skeleton less one letter, or a label."""
    bare = skeleton(account.handle)[:256]
    return {
        bare,
        f"{_label(account.handle)}.",
        *(bare[:n] + bare[n + 1 :] for n in range(len(bare))),
    }


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter more, less, changed, or two swapped lead from *one* to *other*."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]
