"""What the unit allows, applied without systemd: by bubblewrap, and a filter of system calls.

The calls are those that systemd-analyze names for the unit's own `SystemCallFilter=`; what other
settings of the unit forbid by such filters (families of addresses, namespaces, memory that is
written and run) is added by hand, as systemd does it.
"""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from ctypes.util import find_library
from pathlib import Path
from typing import Any, Final

import pytest

UNIT: Final = Path(__file__).parents[1] / "deploy" / "systemd" / "lastdance.service"
ROOT: Final = Path(__file__).parents[1]

ALLOW: Final = 0x7FFF0000
_FAILS: Final = 0x00050000
EPERM, ENOSYS = 1, 38

_EQUAL, _MASKED = 4, 7
_WRITE, _EXECUTE = 2, 4
_NAMESPACES: Final = 0x7E020080
"""CLONE_NEW* of all kinds."""

_FAMILIES: Final = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}

_BWRAP = shutil.which("bwrap")
_works = _BWRAP is not None and not subprocess.run(
    [_BWRAP, "--unshare-user", "--ro-bind", "/", "/", "true"], capture_output=True, check=False
).returncode  # fmt: skip

needed = pytest.mark.skipif(
    not (_works and find_library("seccomp") and shutil.which("systemd-analyze")),
    reason="nothing is confined without bwrap that may make namespaces, libseccomp and "
    "systemd-analyze; on Debian and Ubuntu: apt-get install bubblewrap systemd",
)


class _Compared(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("how", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    )


class _Filter:
    """A filter of system calls, all of which fail but for those that are let through."""

    def __init__(self) -> None:
        self._library: Any = ctypes.CDLL(find_library("seccomp"))
        self._library.seccomp_init.restype = ctypes.c_void_p
        self._filter = ctypes.c_void_p(self._library.seccomp_init(_FAILS | EPERM))

    def rule(self, action: int, call: str, *compared: tuple[int, int, int, int]) -> None:
        """Let *call* through, or have it fail, where its arguments compare so."""
        number = self._library.seccomp_syscall_resolve_name(call.encode())
        if number < 0:
            return  # of another architecture
        rules = (_Compared * max(len(compared), 1))(*(_Compared(*one) for one in compared))
        made = self._library.seccomp_rule_add_array(
            self._filter, ctypes.c_uint32(action), number, len(compared), rules
        )
        assert made == 0, (call, made)

    def write(self, path: Path) -> None:
        """Write it to *path*, as the kernel takes it."""
        with path.open("wb") as file:
            assert self._library.seccomp_export_bpf(self._filter, file.fileno()) == 0


def _calls(group: str) -> Iterator[str]:
    """Yield the system calls of a group that systemd knows, and of the groups in it."""
    said = subprocess.run(
        ["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, check=True
    ).stdout
    for name in re.findall(r"^    (@?[a-z0-9_-]+)$", said, flags=re.MULTILINE):
        yield from _calls(name) if name.startswith("@") else (name,)


def _allowed() -> set[str]:
    """Return the system calls that the unit lets through."""
    allowed: set[str] = set()
    for line in re.findall(r"^SystemCallFilter=(.+)$", UNIT.read_text(), flags=re.MULTILINE):
        groups = line.removeprefix("~").split()
        named = {call for group in groups for call in _calls(group)}
        allowed = allowed - named if line.startswith("~") else allowed | named
    return allowed


def write_filter(path: Path) -> None:
    """Write the unit's filter of system calls to *path*."""
    text = UNIT.read_text()
    families = re.search(r"^RestrictAddressFamilies=(.+)$", text, flags=re.MULTILINE)
    assert families is not None
    assert "MemoryDenyWriteExecute=yes" in text
    assert "RestrictNamespaces=yes" in text
    made = _Filter()
    narrowed = {"socket", "mmap", "mprotect", "pkey_mprotect", "clone", "clone3", "unshare"}
    for call in sorted(_allowed() - narrowed - {"setns", "personality"}):
        made.rule(ALLOW, call)
    for family in families[1].split():
        made.rule(ALLOW, "socket", (0, _EQUAL, _FAMILIES[family], 0))
    for protection in (0, _WRITE, _EXECUTE):
        made.rule(ALLOW, "mmap", (2, _MASKED, _WRITE | _EXECUTE, protection))
    for call in ("mprotect", "pkey_mprotect"):
        made.rule(ALLOW, call, (2, _MASKED, _EXECUTE, 0))
    made.rule(ALLOW, "clone", (0, _MASKED, _NAMESPACES, 0))
    made.rule(_FAILS | ENOSYS, "clone3")  # its flags can't be seen; libraries then use clone
    made.write(path)


def confined(state: Path, command: Sequence[str], filtered: Path) -> list[str]:
    """Return a command line that runs *command* as the unit would, *state* its only folder.

    All else is read only and has no capability, no new privilege, and its own processes, IPC,
    devices and temporary files; the network is that of the machine.
    """
    seen = dict.fromkeys((str(ROOT), sys.prefix, sys.base_prefix))
    reads = [word for place in seen for word in ("--ro-bind", place, place)]
    place = str(state)
    arguments = [
        *("--unshare-user", "--uid", "61234", "--gid", "61234", "--unshare-pid", "--unshare-ipc"),
        *("--unshare-uts", "--cap-drop", "ALL", "--new-session", "--die-with-parent"),
        *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"),
        *(*reads, "--bind", place, place, "--chdir", place),
    ]
    opened = f'exec 9<"$0"; exec {_BWRAP} --seccomp 9 "$@"'
    return ["bash", "-c", opened, str(filtered), *arguments, "--", *command]
