"""A bare Debian in a folder: what a newcomer's machine has on its first day, and no more."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

PACKAGES: Final = ("python3", "python3-venv", "git", "make", "ca-certificates")
"""All that is in it beside the least that Debian is."""

NEEDED: Final = ("debootstrap", "unshare", "chroot", "git")
RELEASE: Final = "bookworm"
HOME: Final = "/srv"
"""Where whoever enters is at home."""

CARRIED: Final = ("PIP_", "SSL_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
"""How variables begin by which this machine reaches its package index."""

_FILES: Final = (
    Path("/etc/resolv.conf"),
    Path("/etc/hosts"),
    Path("/etc/pip.conf"),
    Path("/etc/ssl/certs/ca-certificates.crt"),
)
_FOLDER = re.compile(r"(?:file://)?(/[\w.+/-]+)")


def missing() -> str:
    """Return what is missing to build one; empty = nothing."""
    if os.geteuid() != 0:
        return "it takes root"
    gone = [name for name in NEEDED if shutil.which(name) is None]
    return f"it takes {', '.join(gone)}" if gone else ""


class Room:
    """A bare Debian in *folder*; what runs in it has its own mounts, which end with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shelves = _shelves()

    def build(self) -> None:
        """Set it up, unless it stands; some minutes."""
        done = self.folder / ".complete"
        if not done.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            packages = f"--include={','.join(PACKAGES)}"
            subprocess.run(
                ["debootstrap", "--variant=minbase", packages, RELEASE, self.folder],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            done.touch()
        for file in filter(Path.exists, _FILES):
            self._carry(file, file)
        mine = Path.home() / ".config/pip/pip.conf"
        if mine.exists():
            self._carry(mine, Path(HOME, ".config/pip/pip.conf"))

    def start(
        self, command: str, out: Path, within: str = HOME, more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start a line of a shell in folder *within*; what it says goes to *out*."""
        bind = [f"mount -t proc proc {self._of('/proc')}"]
        for shelf in self._shelves:
            self.folder.joinpath(*shelf.parts[1:]).mkdir(parents=True, exist_ok=True)
            bind.append(f"mount --bind {shlex.quote(str(shelf))} {self._of(str(shelf))}")
        here = f"cd {shlex.quote(within)} && {command}"
        enter = f"exec chroot {self._of('')} /bin/sh -c {shlex.quote(here)}"
        with out.open("w") as log:
            return subprocess.Popen(
                ["unshare", "--mount", "/bin/sh", "-c", " && ".join([*bind, enter])],
                env={**_environment(), **(more or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )

    def _carry(self, file: Path, to: Path) -> None:
        place = self.folder.joinpath(*to.parts[1:])
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)

    def _of(self, path: str) -> str:
        return shlex.quote(f"{self.folder}{path}")


def stop(processes: Iterable[subprocess.Popen[str]]) -> None:
    """Press Ctrl-C in each, and wait until they have ended."""
    living = [one for one in processes if one.poll() is None]
    for one in living:
        os.killpg(one.pid, signal.SIGINT)
    until = time.monotonic() + 30
    for one in living:
        try:
            one.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def _environment() -> dict[str, str]:
    carried = {k: v for k, v in os.environ.items() if k.upper().startswith(CARRIED)}
    return {**carried, "HOME": HOME, "LANG": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


def _shelves() -> list[Path]:
    """Return the folders of this machine in which its pip looks for packages."""
    asked = [sys.executable, "-m", "pip", "config", "list"]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    named = [Path(one) for one in _FOLDER.findall(said)]
    parents = {one.parent if one.name == "simple" else one for one in named if one.is_dir()}
    return sorted(parents)
