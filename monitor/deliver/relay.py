"""E-mail and all that only Apprise speaks: each message by a process of its own, held on a lead.

Apprise decides by itself what it connects to, and waits for as long as it likes. So it never runs
among us: the process that it gets makes no socket but to public addresses, follows no redirect,
has little memory, and is killed when its time is over.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from monitor.deliver.forms import FOREIGN, NoBulletinError, read
from monitor.deliver.guard import Network
from monitor.deliver.line import Answer, Line
from monitor.domain.addresses import REFUSAL
from monitor.ports import Clock, Delivery, Outcome

STARTING: Final = timedelta(seconds=15)
"""What starting Apprise may take on a slow machine, beside the timeout of the channel."""

SAID: Final = 2000
"""Most that is read of what it says, in bytes."""

_ENVIRONMENT: Final = {"PATH": os.defpath, "HOME": os.devnull, "LANG": "C.UTF-8"}
"""All that the process sees of ours."""

_COMMAND: Final = (sys.executable, "-I", "-m", "monitor.deliver.errand")

_WORDS: Final = {
    "taken": "taken by Apprise",
    "refused": "the service did not take it; Apprise doesn't say why",
    "address": "Apprise cannot read its url: see its documentation for the form",
    "scheme": "Apprise cannot read its url: it knows no service that begins so",
    "guarded": f"it leads to what is {REFUSAL}; if that is meant, add its network to `allow`",
    "missing": "Apprise is not installed: pip install 'lastdance[chat]'",
}
"""What may be said of how it went: whatever else the process says is not passed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What Apprise is sent out with.

    Attributes:
        url: A secret, of any kind that Apprise knows.
        timeout, allow: As for webhooks.
        command: What is run; it reads one JSON object, and answers with one word.
    """

    name: str
    url: str = field(repr=False)
    timeout: timedelta = timedelta(seconds=20)
    allow: tuple[Network, ...] = ()
    command: Sequence[str] = _COMMAND


def unreadable(url: str) -> str | None:
    """Return why Apprise can't read *url*, in words that show nothing of it; None = it can.

    Nothing is sent. What can't be found out, such as where no process starts, is None too.
    """
    errand = {"url": url, "allow": [], "seconds": STARTING.total_seconds(), "looks": True}
    try:
        done = subprocess.run(  # noqa: S603 - our own command; the address goes by its input
            _COMMAND,
            input=json.dumps(errand).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            timeout=STARTING.total_seconds(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    word = done.stdout[:SAID].decode("ascii", "replace").strip()
    return _WORDS[word] if word in {"address", "scheme"} else None


class Relay:
    """Sends to one channel through Apprise."""

    def __init__(self, errand: Errand, clock: Clock, chance: Callable[[], float]) -> None:
        """Send *errand*; *clock* and *chance* are for the ladder."""
        self._errand = errand
        self._line = Line(clock, chance, errand.timeout)

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does."""
        try:
            told = read(delivery.message.body)
        except NoBulletinError:
            return self._line.outcome(delivery, Answer(status=None, detail=FOREIGN))
        errand = {
            "url": self._errand.url,
            "title": told.title,
            "text": told.text,
            "allow": [str(network) for network in self._errand.allow],
            "seconds": self._errand.timeout.total_seconds(),
        }
        try:
            async with asyncio.timeout((self._errand.timeout + STARTING).total_seconds()):
                word = await self._run(json.dumps(errand).encode())
        except TimeoutError:
            detail = f"no answer within {self._errand.timeout.total_seconds():g} s"
            return self._line.outcome(delivery, Answer(status=None, detail=detail))
        except OSError:
            detail = "no process could be started for Apprise"
            return self._line.outcome(delivery, Answer(status=None, detail=detail))
        detail = _WORDS.get(word, "failed within Apprise")
        # Apprise tells no status; what was taken stands for any that is good.
        answer = Answer(status=200 if word == "taken" else None, detail=detail)
        return self._line.outcome(delivery, answer)

    async def _run(self, errand: bytes) -> str:
        process = await asyncio.create_subprocess_exec(
            *self._errand.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_ENVIRONMENT,
            start_new_session=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                process.stdin.write(errand)
                process.stdin.close()
                await process.stdin.wait_closed()
            said = await process.stdout.read(SAID)
            await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return said.decode("ascii", "replace").strip()
