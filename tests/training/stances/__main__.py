"""Train, and write the weights."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from monitor.judges.stances import WEIGHTS
from tests.training.stances.fit import fit
from tests.training.stances.tweets import FILE, tweets


def main() -> None:
    """Write the weights where the judge reads them."""
    parser = argparse.ArgumentParser(prog="tests.training.stances", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help=f"folder of {FILE}")
    given = parser.parse_args()
    if not (given.data / FILE).is_file():
        sys.exit(f"{given.data}: there is no {FILE}; give the folder that holds it")
    weights = fit(tweets(given.data))
    with WEIGHTS.open("wb") as file:
        np.lib.format.write_array(file, weights, version=(1, 0))
    sys.stdout.write(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
