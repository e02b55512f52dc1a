"""What surrounds an installation, so that a look at it can be told of another one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from monitor.app.clock import SystemClock
from monitor.ports import Clock

_UNITS = (
    Path("/etc/systemd/system"),
    Path("/lib/systemd/system"),
    Path("/usr/lib/systemd/system"),
    Path.home() / ".config/systemd/user",
)


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def short(file: Path) -> str:
    """Return *file* as one would type it here."""
    return str(file.relative_to(Path.cwd())) if file.is_relative_to(Path.cwd()) else str(file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is looked at besides the configuration.

    Attributes:
        config: The configuration file, if there is one.
        free: Free bytes on the disk of a folder.
        patience: How long anybody may take to answer.
        thorough: Whether a large database is looked through.
        units: Where systemd keeps its units; none where there is no systemd.
    """

    config: Path | None = None
    clock: Clock = field(default_factory=SystemClock)
    free: Callable[[Path], int] = _free
    patience: timedelta = timedelta(seconds=10)
    thorough: bool = False
    units: Sequence[Path] = _UNITS if Path("/run/systemd/system").is_dir() else ()
