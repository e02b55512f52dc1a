"""Run the benchmark."""

from __future__ import annotations

from tests.benchmarks.report import arguments, tell
from tests.benchmarks.topics import __doc__ as about
from tests.benchmarks.topics.figures import BARS, measure

CONFIGURATIONS = 40
"""How many mixtures of ridge, least length, floor and sureness were looked at."""


def main() -> None:
    """Run the benchmark; it needs no data but tells more with them."""
    chosen = arguments("topics", (about or "").split("\n", maxsplit=1)[0], needed=False)
    figures, n = measure(chosen.data)
    tell("topics", figures, n, chosen.json, CONFIGURATIONS, BARS)


if __name__ == "__main__":
    main()
