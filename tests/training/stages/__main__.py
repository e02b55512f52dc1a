"""Train, and write the weights."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from monitor.judges.stages import WEIGHTS
from tests.training.stages.fit import fit
from tests.training.stages.headlines import headlines, ours
from tests.training.stages.lines import lines


def main() -> None:
    """Write the weights where the judge reads them."""
    parser = argparse.ArgumentParser(prog="tests.training.stages", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of stage_labels.csv")
    given = parser.parse_args()
    if not (given.data / "stage_labels.csv").is_file():
        sys.exit(f"{given.data}: there is no stage_labels.csv; give the folder that holds it")
    weights = fit(lines(), [*headlines(given.data), *ours(given.data)])
    with WEIGHTS.open("wb") as file:
        np.lib.format.write_array(file, weights, version=(1, 0))
    sys.stdout.write(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
