"""The unit for systemd: what systemd itself says of it, and what it promises."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.app.edition import DRAIN, LAST_POST, STARTED, WRITTEN
from monitor.app.supervisor import LOOKED

UNIT = Path(__file__).parents[2] / "deploy" / "systemd" / "lastdance.service"
EXPOSURE = 1.5

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd-analyze is not here; on Debian and Ubuntu: apt-get install systemd",
)


def settings() -> dict[str, list[str]]:
    """What the unit says, by name."""
    said: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", UNIT.read_text(), flags=re.MULTILINE):
        said.setdefault(name, []).append(value)
    return said


def span(text: str) -> timedelta:
    """A span as the unit writes it."""
    number, unit = re.fullmatch(r"(\d+)(s|min)", text).groups()  # type: ignore[union-attr]
    return timedelta(**{{"s": "seconds", "min": "minutes"}[unit]: int(number)})


def analyze(*arguments: str) -> tuple[int, str]:
    """Ask systemd-analyze; return its exit code and what it said."""
    done = subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    here = tmp_path / UNIT.name
    program = settings()["ExecStart"][0].split()[0]
    here.write_text(UNIT.read_text().replace(program, sys.executable))  # as if it were installed
    assert analyze("verify", "--man=no", str(here)) == (0, "")


@needs_systemd
def test_the_unit_is_exposed_to_little() -> None:
    _, said = analyze("security", "--offline=true", str(UNIT))
    exposure = re.search(r"Overall exposure level .*: ([0-9.]+) ", said)
    assert exposure is not None, said
    assert float(exposure[1]) <= EXPOSURE


def test_the_unit_waits_long_enough_for_an_end_and_for_a_sign_of_life() -> None:
    said = settings()
    assert span(said["TimeoutStopSec"][0]) >= 2 * (DRAIN + LAST_POST)
    assert span(said["WatchdogSec"][0]) >= 2 * LOOKED
    assert span(said["WatchdogSec"][0]) >= timedelta(seconds=max(STARTED, WRITTEN))


def test_the_unit_holds_no_secret_and_passes_none_by_its_environment() -> None:
    text = UNIT.read_text()
    given = r"(token|secret|password)\s*=\s*[^/\s]*[A-Za-z0-9]{12}"
    assert not re.search(given, text, re.IGNORECASE)
    assert [one for one in settings()["Environment"] if "LOG" not in one] == []
