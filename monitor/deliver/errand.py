"""The process that Apprise gets: `python -m monitor.deliver.errand`, one message, one word back.

An errand that only `looks` sends nothing: its word is whether the address can be read.

Nothing of lastdance is loaded here but its list of addresses; no state and no secret but the one
of this message is within reach.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from ipaddress import ip_network
from typing import Any, Final

from monitor.domain.addresses import Network, refusal

MEMORY: Final = 1 << 30
"""Bytes of address space: an answer without an end ends here."""

_FORBIDDEN: Final = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty",
     "socket.bind", "socket.sendto", "socket.sendmsg"}
)  # fmt: skip
"""What an errand has no business with: programs, servers, datagrams."""


class Watch:
    """Sees every socket of this process before it is connected, whatever library makes it.

    Attributes:
        refused: Whether one was refused.
    """

    def __init__(self, allow: tuple[Network, ...]) -> None:
        self._allow = allow
        self.refused = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Judge one event; hooks can't be taken off again.

        Raises:
            OSError: It is not done.
        """
        if event in _FORBIDDEN:
            raise OSError(errno.EACCES, event)
        if event != "socket.connect":
            return
        place = arguments[1]
        host = str(place[0]) if isinstance(place, tuple) else ""
        if refusal(host, self._allow) is not None:
            self.refused = True
            raise OSError(errno.EACCES, "not a public address")


def limit(seconds: float) -> None:
    """Keep memory and processor time small, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        most = int(seconds) + 30
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(errand: dict[str, Any]) -> str:
    """Do one errand; return the word for how it went."""
    limit(errand["seconds"])
    watch = Watch(tuple(ip_network(each) for each in errand["allow"]))
    sys.addaudithook(watch)
    try:
        import apprise  # noqa: PLC0415 - an extra, and only now on the lead
        import requests  # noqa: PLC0415
    except ImportError:
        return "missing"
    requests.Session.get_redirect_target = lambda *_: None  # type: ignore[method-assign]
    asset = apprise.AppriseAsset(async_mode=False, secure_logging=True, storage_mode="memory")
    service = apprise.Apprise.instantiate(_in_text(errand), asset=asset, suppress_exceptions=True)
    if service is None:
        return "address" if _spoken(errand["url"], apprise.Apprise().details()) else "scheme"
    if errand.get("looks"):
        return "readable"
    try:
        taken = service.notify(title=errand["title"], body=errand["text"], body_format="text")
    except Exception:  # noqa: BLE001 - of 170 services; none of them may take us along
        taken = False
    if taken:
        return "taken"
    return "guarded" if watch.refused else "refused"


def _spoken(url: str, details: dict[str, Any]) -> bool:
    """Whether Apprise knows services of the scheme of *url*."""
    kinds = ("protocols", "secure_protocols")
    known = {each for one in details["schemas"] for kind in kinds for each in one[kind] or ()}
    return url.partition("://")[0].lower() in known


def _in_text(errand: dict[str, Any]) -> str:
    """Return the address with plain text and a time limit asked for, unless it says otherwise."""
    url = str(errand["url"])
    seconds = errand["seconds"]
    for name, value in (("format", "text"), ("cto", seconds), ("rto", seconds)):
        if f"{name}=" not in url:
            url += f"{'&' if '?' in url else '?'}{name}={value}"
    return url


if __name__ == "__main__":
    said = run(json.load(sys.stdin))
    sys.stdout.write(said)
    sys.stdout.flush()
    os._exit(0)  # threads of a service don't keep us
