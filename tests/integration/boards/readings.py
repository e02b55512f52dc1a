"""Keeps what Prometheus would have read of a daemon, minute by minute, and writes it for promtool.

`promtool tsdb create-blocks-from openmetrics` makes a database of the text: so hours of history
are there in seconds, and always the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

GIVEN = 'instance="newsroom:8642",job="lastdance"'
"""What Prometheus puts on every series itself."""

OURS = "lastdance_"


@dataclass(slots=True)
class Readings:
    """Samples by family and series."""

    kinds: dict[str, str] = field(default_factory=dict)
    samples: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def read(self, page: str, at: datetime) -> None:
        """Keep what *page* says; what is not our own, such as `process_*`, is left out."""
        family = ""
        stamp = f" {at.timestamp():.0f}"
        for line in page.splitlines():
            if line.startswith("# TYPE "):
                _, _, family, kind = line.split(" ")
                self.kinds[family] = kind
            elif line.startswith(OURS):
                series, value = line.rsplit(" ", 1)
                self._keep(family, _placed(series), value + stamp)

    def note(self, series: str, value: float, at: datetime, kind: str = "gauge") -> None:
        """Keep one sample of a *series* that no page of ours tells, labels and all."""
        family = series.partition("{")[0]
        self.kinds[family] = kind
        self._keep(family, _placed(series), f"{value!r} {at.timestamp():.0f}")

    def text(self) -> Iterator[str]:
        """Yield the lines of all samples, each family and each series in one piece."""
        for family, series in self.samples.items():
            kind = self.kinds[family]
            yield f"# TYPE {family.removesuffix('_total') if kind == 'counter' else family} {kind}"
            for name, samples in series.items():
                yield from (f"{name} {sample}" for sample in samples)
        yield "# EOF"

    def _keep(self, family: str, series: str, sample: str) -> None:
        self.samples.setdefault(family, {}).setdefault(series, []).append(sample)


def _placed(series: str) -> str:
    name, _, labels = series.partition("{")
    return f"{name}{{{GIVEN},{labels}" if labels else f"{name}{{{GIVEN}}}"
