"""Draws a backtest: how loud it was, what was labelled, what was told, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from xml.sax.saxutils import escape

from monitor.app.backtest import Backtest
from monitor.domain.catalogue import Pairing
from monitor.domain.scorecard import Label, Push
from monitor.domain.timing import BUCKET

WIDTH: Final = 960
PANELS: Final = 8
"""The pairings that are drawn: those that most was told of, then the loudest."""

_LEFT: Final = 130
_RIGHT: Final = 16
_CURVE: Final = 70
_ROW: Final = 13
_GAP: Final = 30
_POINTS: Final = 1_200

_STYLE: Final = """
text{font:11px system-ui,sans-serif;fill:#333}.title{font-size:13px;font-weight:600}
.small{fill:#777}.curve{fill:#9db7d5;stroke:none}.label{fill:#f2c14e;opacity:.45}
.push{fill:#c0392b}.held{fill:#fff;stroke:#c0392b}.rule{stroke:#5b6770}.axis{stroke:#ccc}
"""


def draw(found: Backtest, labels: Sequence[Label], receiver: str) -> str:
    """Return an SVG of what *receiver* would have been told, beside rules of others."""
    rules = found.rules()
    pushes = found.pushes(receiver)
    held = [word.push for word, _ in found.held(receiver)]
    shown = _loudest(found, [*pushes, *held])
    height = _CURVE + _ROW * (len(rules) + 1) + _GAP
    parts = [
        _text(8, 18, f"{found.begin:%Y-%m-%d} to {found.end:%Y-%m-%d}", "title"),
        _text(8, 36, "accounts in half an hour; red: pushed to "
              f"{receiver}; hollow: held back; yellow: labelled; below: rules of others", "small"),
    ]  # fmt: skip
    for number, pairing in enumerate(shown):
        top = 50 + number * height
        parts += _panel(found, pairing, top, [one for one in labels if _about(one, pairing)])
        base = top + _CURVE + _ROW
        for kind, some in (("push", pushes), ("held", held)):
            parts += _dots(found, _of(some, pairing), base - _ROW / 2 + 2, kind)
        parts.append(_text(8, base - 2, "lastdance"))
        for row, (name, some) in enumerate(rules.items(), 1):
            parts.append(_text(8, base + row * _ROW - 2, name, "small"))
            parts += _ticks(found, _of(some, pairing), base + row * _ROW - 5)
    whole = 60 + len(shown) * height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole}" '
        f'width="{WIDTH}" height="{whole}"><style>{_STYLE}</style>'
        f'<rect width="{WIDTH}" height="{whole}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _loudest(found: Backtest, pushes: Iterable[Push]) -> list[Pairing]:
    told: dict[Pairing, int] = {}
    for push in pushes:
        told[push.pairing] = told.get(push.pairing, 0) + 1
    ranked = sorted(found.counts, key=lambda p: (-told.get(p, 0), -max(found.counts[p]), p))
    return ranked[:PANELS]


def _panel(found: Backtest, pairing: Pairing, top: float, labels: Sequence[Label]) -> Iterator[str]:
    curve = _half_hours(found.counts[pairing])
    most = max(*curve, 1)
    for one in labels:
        left, right = _x(found, one.begin), _x(found, one.end)
        yield (
            f'<rect class="label" x="{left:.1f}" y="{top}" width="{max(right - left, 2):.1f}" '
            f'height="{_CURVE}"/>'
        )
    step = (WIDTH - _LEFT - _RIGHT) / max(len(curve), 1)
    base = top + _CURVE
    points = " ".join(
        f"{_LEFT + n * step:.1f},{base - (_CURVE - 16) * value / most:.1f}"
        for n, value in enumerate(curve)
    )
    yield (
        f'<polygon class="curve" points="{_LEFT},{base} {points} {WIDTH - _RIGHT},{base}"/>'
        f'<line class="axis" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{base}" y2="{base}"/>'
    )
    yield _text(_LEFT, top + 10, found.names[pairing], "title")
    yield _text(8, top + 28, f"{most:,} at most", "small")


def _half_hours(counts: Sequence[int]) -> list[int]:
    """Return the fullest half hour of each point of the curve."""
    sums = [sum(counts[max(0, n - 5) : n + 1]) for n in range(len(counts))]
    each = max(1, -(-len(sums) // _POINTS))
    return [max(sums[n : n + each]) for n in range(0, len(sums), each)] or [0]


def _dots(found: Backtest, pushes: Iterable[Push], y: float, kind: str) -> Iterator[str]:
    for push in pushes:
        yield f'<circle class="{kind}" cx="{_x(found, push.at):.1f}" cy="{y:.1f}" r="3.5"/>'


def _ticks(found: Backtest, pushes: Iterable[Push], y: float) -> Iterator[str]:
    places = sorted({round(_x(found, push.at), 1) for push in pushes})
    for x in places:
        yield f'<line class="rule" x1="{x}" x2="{x}" y1="{y - 4:.1f}" y2="{y + 4:.1f}"/>'


def _x(found: Backtest, at: datetime) -> float:
    share = (at - found.begin) / max(found.span, BUCKET, timedelta(minutes=1))
    return _LEFT + min(max(share, 0.0), 1.0) * (WIDTH - _LEFT - _RIGHT)


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}">{escape(text)}</text>'


def _about(label: Label, pairing: Pairing) -> bool:
    return label.pairing in {None, pairing}


def _of(pushes: Iterable[Push], pairing: Pairing) -> list[Push]:
    return [push for push in pushes if push.pairing == pairing]
