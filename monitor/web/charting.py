"""Charts as values: what `chart.js` draws, and what a reader without scripts gets instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Tone(StrEnum):
    """A colour of the page, by its task."""

    ACCENT = "accent"
    SOFT = "soft"
    AMBER = "amber"
    GREEN = "green"


class Form(StrEnum):
    """How a series is drawn."""

    LINE = "line"
    BARS = "bars"
    STEPS = "steps"
    DASHES = "dashes"
    POINTS = "points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One thing that is counted; None = not known then, and nothing is drawn.

    Attributes:
        label: In a few words, as the key shows it.
        values: One for each moment of the chart.
        low, high: Between them it may lie; drawn as an area.
    """

    label: str
    values: Sequence[float | None]
    form: Form = Form.LINE
    tone: Tone = Tone.ACCENT
    low: Sequence[float | None] | None = None
    high: Sequence[float | None] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment at which something happened."""

    at: datetime
    label: str
    tone: Tone = Tone.AMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What is drawn in one figure.

    Attributes:
        at: Moments, rising.
        unit: Of all values, such as "accounts"; may be empty.
        span: What the upright axis shows; None = from 0 to the largest.
        zone: In which moments are told, by its IANA name.
    """

    at: Sequence[datetime]
    series: Sequence[Series]
    marks: Sequence[Mark] = ()
    unit: str = ""
    span: tuple[float, float] | None = None
    zone: str = "UTC"

    def wire(self) -> dict[str, Any]:
        """Return it as `chart.js` reads it."""
        return {
            "at": [each.timestamp() for each in self.at],
            "series": [
                {
                    "label": each.label,
                    "values": list(each.values),
                    "kind": str(each.form),
                    "tone": str(each.tone),
                    "low": list(each.low) if each.low is not None else None,
                    "high": list(each.high) if each.high is not None else None,
                }
                for each in self.series
            ],
            "marks": [
                {"at": each.at.timestamp(), "label": each.label, "tone": str(each.tone)}
                for each in self.marks
            ],
            "unit": self.unit,
            "range": list(self.span) if self.span is not None else None,
            "zone": self.zone,
        }


def outline(
    values: Sequence[float | None], width: float, height: float, *, ceiling: float | None = None
) -> str:
    """Return the path of a sparkline in SVG: from 0 at the bottom to the largest at the top.

    What is not known leaves a gap; a lone value is a dot.

    Args:
        ceiling: The largest value of the drawing; None = the largest of *values*.
    """
    known = [each for each in values if each is not None]
    top = ceiling if ceiling is not None else max(known, default=0.0)
    stride = width / max(1, len(values) - 1)
    path: list[str] = []
    last: float | None = None
    for index, each in enumerate(values):
        if each is not None:
            y = height - height * min(1.0, each / top) if top > 0 else height
            path.append(f"{'L' if last is not None else 'M'}{index * stride:.1f} {y:.1f}")
            follows = values[index + 1] if index + 1 < len(values) else None
            if last is None and follows is None:
                path.append("h.1")
        last = each
    return "".join(path)
