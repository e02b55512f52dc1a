"""Train, and write the weights."""

from __future__ import annotations

import sys

import numpy as np

from monitor.judges.topics import WEIGHTS
from tests.training.topics.fit import fit
from tests.training.topics.lines import lines, vocabulary


def main() -> None:
    """Write the weights where the judge reads them."""
    weights = fit([*lines(), *vocabulary()])
    with WEIGHTS.open("wb") as file:
        np.lib.format.write_array(file, weights, version=(1, 0))
    sys.stdout.write(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
