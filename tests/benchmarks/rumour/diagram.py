"""A reliability diagram as a PNG, drawn by hand: what was told, and how often it came true."""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.judges.hindsight.measures import BINS, Numbers

Picture: TypeAlias = NDArray[np.uint8]

SIDE: Final = 480
EDGE: Final = 56
LEAST: Final = 10
"""Days that a bin must hold to be on the line."""

_PAPER: Final = (255, 255, 255)
_GRID: Final = (228, 231, 236)
_INK: Final = (52, 58, 70)
_LINE: Final = (160, 168, 180)
_DOT: Final = (24, 110, 182)
_BAR: Final = (186, 212, 236)
_DIGITS: Final = {
    "0": "755557", "1": "262227", "2": "717747", "3": "717117", "4": "557711", "5": "747117",
    "6": "747757", "7": "711222", "8": "757757", "9": "757117", "%": "512450", "n": "006555",
    "W": "555577", "I": "722227", "N": "577755", "D": "655556", "O": "755557", "E": "746447",
    "K": "556555", "=": "070700", " ": "000000", "T": "722222", "L": "444447", "C": "744447",
    "A": "257555", "M": "577555", "R": "656655", "U": "555557",
}  # fmt: skip
"""Letters of three by six dots, a row a digit."""


def draw(path: Path, panels: list[tuple[str, Numbers, Numbers]]) -> None:
    """Write a panel for each title, truth and told probability, side by side."""
    whole = SIDE + 2 * EDGE
    picture = np.full((whole, whole * len(panels), 3), 255, dtype=np.uint8)
    for place, (title, true, told) in enumerate(panels):
        _panel(picture[:, place * whole : (place + 1) * whole], title, true, told)
    path.write_bytes(_png(picture))


def _panel(area: Picture, title: str, true: Numbers, told: Numbers) -> None:
    for tenth in range(0, 11, 2):
        at = round(tenth * SIDE / 10)
        area[EDGE + SIDE - at, EDGE : EDGE + SIDE] = _GRID
        area[EDGE : EDGE + SIDE, EDGE + at] = _GRID
        _write(area, f"{tenth * 10}%", EDGE + at - 10, EDGE + SIDE + 12)
        _write(area, f"{tenth * 10}%", 10, EDGE + SIDE - at - 6)
    for step in range(SIDE):
        area[EDGE + SIDE - step - 1, EDGE + step] = _LINE
    bins = np.minimum((told * BINS).astype(int), BINS - 1)
    centres: list[tuple[int, int, int]] = []
    for place in np.unique(bins):
        inside = bins == place
        right, up = EDGE + round(told[inside].mean() * SIDE), round(true[inside].mean() * SIDE)
        share = float(np.sum(inside)) / len(true)
        left = EDGE + int(place) * SIDE // BINS
        high = max(2, round(share * SIDE / 4))
        area[EDGE + SIDE - high : EDGE + SIDE, left + 2 : left + SIDE // BINS - 2] = _BAR
        centres.append((right, EDGE + SIDE - up, int(np.sum(inside))))
    for one, other in pairwise([each for each in centres if each[2] >= LEAST]):
        _join(area, one, other)
    for right, down, number in centres:
        _dot(area, right, down)
        _write(area, f"n={number}", min(right + 9, EDGE + SIDE - 46), max(down - 18, EDGE))
    _write(area, title, EDGE, EDGE - 34, 3)


def _join(area: Picture, one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    steps = max(abs(one[0] - other[0]), abs(one[1] - other[1]), 1)
    for step in range(steps + 1):
        right = round(one[0] + (other[0] - one[0]) * step / steps)
        down = round(one[1] + (other[1] - one[1]) * step / steps)
        area[down - 1 : down + 1, right - 1 : right + 1] = _DOT


def _dot(area: Picture, right: int, down: int) -> None:
    rows, columns = np.ogrid[: area.shape[0], : area.shape[1]]
    area[(rows - down) ** 2 + (columns - right) ** 2 <= 36] = _DOT
    area[(rows - down) ** 2 + (columns - right) ** 2 <= 9] = _PAPER


def _write(area: Picture, text: str, right: int, down: int, size: int = 2) -> None:
    for letter in text:
        for row, bits in enumerate(_DIGITS.get(letter, "000000")):
            for column in range(3):
                if int(bits) & (4 >> column):
                    top, left = down + row * size, right + column * size
                    area[top : top + size, left : left + size] = _INK
        right += 4 * size


def _png(picture: Picture) -> bytes:
    """Return *picture* as a PNG (ISO/IEC 15948), one filter byte a row."""
    high, wide, _ = picture.shape
    rows = b"".join(b"\0" + picture[row].tobytes() for row in range(high))
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
