"""What a service manager is told, where one listens: systemd's notifications, in its own words.

The protocol is that of `sd_notify(3)`: datagrams of `NAME=value` lines to the socket that
`NOTIFY_SOCKET` names. Without one nothing is sent.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

log = logging.getLogger(__name__)

LOOKED: Final = timedelta(seconds=10)
"""How often it is looked how we are; twice in the time we may be silent, where that is shorter."""

_LONGEST: Final = 200
"""Characters of a status that are sent."""


@dataclass(slots=True)
class Supervisor:
    """Who started us and waits for word.

    Attributes:
        address: A path, or a name in the abstract namespace after a NUL; empty = nobody listens.
        patience: How long it waits for a sign of life before it starts us anew; None = for ever.
    """

    address: str = ""
    patience: timedelta | None = None
    _said: str = field(default="", init=False)

    @classmethod
    def of(cls, environment: Mapping[str, str], pid: int) -> Supervisor:
        """Return the one that the environment of process *pid* names."""
        address = environment.get("NOTIFY_SOCKET", "")
        if not address.startswith(("/", "@")):
            return cls()
        micros = environment.get("WATCHDOG_USEC", "")
        ours = environment.get("WATCHDOG_PID", str(pid)) == str(pid)
        waits = ours and micros.isdecimal() and 0 < len(micros) < 16 and int(micros) > 0
        patience = timedelta(microseconds=int(micros)) if waits else None
        return cls(address.replace("@", "\0", 1) if address[0] == "@" else address, patience)

    def ready(self) -> None:
        """Everything runs, at the start or after a reload."""
        self._send("READY=1")

    def reloading(self) -> None:
        """The configuration is read again; `ready` says that it is over."""
        self._send(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """The end has begun."""
        self._send("STOPPING=1\nSTATUS=stopping")

    def say(self, status: str) -> None:
        """Say how it is, in one line, if that is new."""
        line = " ".join(status.split())[:_LONGEST]
        if line != self._said:
            self._said = line
            self._send(f"STATUS={line}")

    async def keep(self, wrong: Callable[[], Mapping[str, str]], status: Callable[[], str]) -> None:
        """Say how it is, and that we live while nothing is *wrong*, until cancelled.

        Args:
            wrong: What has stopped for good, by part; then no sign of life is given.
            status: How it is, in one line.
        """
        if not self.address:
            return
        often = LOOKED if self.patience is None else min(LOOKED, self.patience / 3)
        while True:
            stuck = wrong()
            self.say("; ".join(f"{part} {what}" for part, what in stuck.items()) or status())
            if stuck:
                log.error("no sign of life is given: %s", self._said)
            elif self.patience is not None:
                self._send("WATCHDOG=1")
            await asyncio.sleep(often.total_seconds())

    def _send(self, words: str) -> None:
        if not self.address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.setblocking(False)  # a manager that doesn't read must not stop us
                line.sendto(words.encode(), self.address)
        except OSError as error:
            log.debug("the service manager could not be told: %s", error)
