"""Numbers of bytes as people read them."""

from __future__ import annotations

_UNITS = (("GB", 1e9), ("MB", 1e6))
_ROUNDED_UP = 0.95


def format_bytes(count: float) -> str:
    """Return *count* in decimal units: "3.4 GB", "1.7 MB", "51.4 kB"."""
    for unit, size in _UNITS:
        if count >= _ROUNDED_UP * size:
            return f"{count / size:.1f} {unit}"
    return f"{count / 1e3:.1f} kB"
