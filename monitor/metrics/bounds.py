"""Keeps label values few, whatever the wire says."""

from __future__ import annotations

import re

MOST = 50
"""Values at most of one label of one metric, before `other`."""

LANGUAGES = frozenset({
    "ar", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi",
    "fr", "ga", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko",
    "lt", "lv", "mk", "ms", "mt", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq",
    "sr", "sv", "sw", "th", "tr", "uk", "ur", "uz", "vi", "zh", "und",
})  # fmt: skip
"""Languages that are told apart: what a post says of its own could be any word."""

_STRANGE = re.compile(r"[^A-Za-z0-9_.:-]")
_LONGEST = 64


class Bounded:
    """Admits reasons: our own slugs, and details after a colon that the wire may choose.

    Details have a budget of their own, so that strangers cannot crowd out our own slugs: what
    comes after the first 50 of `unhandled:...` becomes `unhandled:other`.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._plain: set[str] = set()
        self._detailed: set[str] = set()

    def __call__(self, reason: str) -> str:
        """Return *reason*, or what stands for it once there are too many."""
        reason = _STRANGE.sub("_", reason[:_LONGEST]) or "unknown"
        plain, colon, _ = reason.partition(":")
        if not self._admits(self._plain, plain):
            return "other"
        if not colon:
            return plain
        return reason if self._admits(self._detailed, reason) else f"{plain}:other"

    def _admits(self, known: set[str], value: str) -> bool:
        if value in known:
            return True
        if len(known) >= self._most:
            return False
        known.add(value)
        return True
