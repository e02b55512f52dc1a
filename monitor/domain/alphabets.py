"""Cyrillic and Greek names in Latin letters: as they sound, and as they look."""

# ruff: noqa: RUF001 - letters that look Latin are what it is about

from __future__ import annotations

from typing import Final

from monitor.domain.text import fold

_SOUNDS: Final = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True))
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
       "ь": "", "ю": "yu", "я": "ya", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u", "ј": "j",
       "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "ѕ": "dz", "ѓ": "gj", "ќ": "kj"}
    | dict(zip("αβγδεζηικλμνορσςτυφω", "abgdeziiklmnorsstyfo", strict=True))
    | {"θ": "th", "ξ": "x", "π": "p", "χ": "ch", "ψ": "ps"}
)  # fmt: skip

_LOOKS: Final = str.maketrans(
    "аеорсухіјѕкмтвнοαυικνρτχεβηԁԛԝһլո", "aeopcyxijskmtbhoauikvptxebndqwhln"
)


def sounding(text: str) -> str:
    """Return *text* folded, Cyrillic and Greek letters by their sound."""
    return fold(text).translate(_SOUNDS)


def looking(text: str) -> str:
    """Return *text* folded, Cyrillic and Greek letters by the Latin ones that they look like."""
    return fold(text).translate(_LOOKS)
