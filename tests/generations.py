"""Prometheus and Alertmanager as the machine has them, and a newer pair beside it where one is."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

_PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "prometheus": ("prometheus",),
    "promtool": ("promtool",),
    "alertmanager": ("prometheus-alertmanager", "alertmanager"),
    "amtool": ("amtool",),
}


@dataclass(frozen=True, slots=True)
class Generation:
    """One pair and its tools.

    Attributes:
        name: `installed` or `newer`.
        programs: Paths by name: `prometheus`, `promtool`, `alertmanager`, `amtool`.
    """

    name: str
    programs: Mapping[str, str]

    def complaints(self, program: str, *arguments: str, page: str = "") -> str:
        """Return what a tool finds wrong, nothing where all is well."""
        done = subprocess.run(
            [self.programs[program], *arguments],
            input=page,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr if done.returncode else ""

    def answer(self, program: str, *arguments: str) -> str:
        """Return what a tool says."""
        done = subprocess.run(
            [self.programs[program], *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()


def _found() -> Iterator[Generation]:
    peers = os.environ.get("LASTDANCE_TEST_PEERS")
    places = {
        "installed": None,
        "newer": str(Path(peers) / "prometheus" / "usr" / "bin") if peers else "",
    }
    for name, place in places.items():
        programs = {
            program: path
            for program, names in _PROGRAMS.items()
            if (path := next(filter(None, (shutil.which(n, path=place) for n in names)), None))
        }
        if programs.keys() == _PROGRAMS.keys():
            yield Generation(name, programs)


GENERATIONS = tuple(_found())

every = pytest.mark.parametrize(
    "generation",
    [pytest.param(one, id=one.name) for one in GENERATIONS]
    or [
        pytest.param(
            None,
            marks=pytest.mark.skip(
                reason="Prometheus and Alertmanager are not here; on Debian and Ubuntu: "
                "apt-get install prometheus prometheus-alertmanager"
            ),
        )
    ],
)
