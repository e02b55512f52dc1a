"""Commands that ask a daemon that runs: they speak to its pages."""

from __future__ import annotations

import json as decoding
import os
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config

if TYPE_CHECKING:
    from monitor.settings import Settings

PATIENCE = 60.0
"""How long the daemon may take to answer, in seconds: a reload lets deliveries end first."""

LARGEST = 4 << 20
"""Most bytes that are read of an answer."""


def reload(config: Config = None) -> None:
    """Have the daemon that runs here read its configuration again.

    Exit code 0: the new configuration is in force; 1: what ran before runs on.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        status, answer = _ask(settings, "POST", "/-/reload")
    if status != 200:
        say.fail(_reason(answer))
    say.out.print(escape(answer.strip()))


def status(config: Config = None, json: AsJson = False) -> None:
    """Say how each source of the daemon that runs here is."""
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        status, answer = _ask(settings, "GET", "/sources.json")
        if status != 200:
            say.fail(f"the daemon answered {status}: {_reason(answer)}")
        try:
            sources: list[dict[str, Any]] = decoding.loads(answer)
        except ValueError:
            say.fail(f"what answers at {settings.web.listen} is no lastdance")
    if json:
        for each in sources:
            say.print_json(each)
        return
    columns = ("source", "type", "state", "behind", "bytes a day", "last gap")
    say.table("Sources", columns, [_row(each) for each in sources])
    told = [each for each in sources if each["says"]]
    if told:
        say.out.print()
    for each in told:
        say.hang(f"{each['name']}: ", str(each["says"]))


def last(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="As it is called in the configuration.")
    ],
    config: Config = None,
) -> None:
    """Show what a source of the daemon that runs here last asked and was answered.

    Persons, ids and credentials are replaced. Exit code 1: nothing was asked yet.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        known = [str(entry.get("name")) for entry in settings.connectors]
        if name not in known:
            say.fail(f"no connector is called {name!r}; known: {', '.join(known)}", 2)
        status, answer = _ask(settings, "GET", f"/sources/{name}/last.json")
        if status != 200:
            say.fail(f"the daemon answered {status}: {_reason(answer)}")
        said = decoding.loads(answer)
        if said is None:
            say.fail(
                f"{name} was answered nothing since the daemon began. A stream never is: "
                "`lastdance connectors status` says how it is"
            )
    say.print_json(said)


def _reason(answer: str) -> str:
    """Return what an answer that is a refusal says."""
    try:
        return str(decoding.loads(answer)["text"])
    except (ValueError, TypeError, KeyError):
        return answer[:2000].strip()


def _row(each: dict[str, Any]) -> tuple[object, ...]:
    lag, daily, gap = each["lag_seconds"], each["bytes_per_day"], each["last_gap"]
    return (
        each["name"],
        each["type"],
        each["state"],
        "" if lag is None else f"{lag:.0f} s",
        "" if daily is None else f"{daily:,}",
        "" if gap is None else f"{gap['since']} to {gap['until']}",
    )


def _ask(settings: Settings, method: str, path: str) -> tuple[int, str]:
    """Return status and text of the daemon's answer."""
    import urllib.error
    import urllib.parse
    import urllib.request

    web = settings.web
    if web.port == 0:
        say.fail("web.listen has port 0, which is another at each start: give it a number", 2)
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(web.host, web.host)  # noqa: S104 - where to ask
    at = f"[{host}]:{web.port}" if ":" in host else f"{host}:{web.port}"
    request = urllib.request.Request(f"http://{at}{path}", method=method)
    request.add_header("Accept", "application/json")
    request.add_header("Lastdance-User", urllib.parse.quote(say.myself()))
    if web.shown is not None:
        request.add_header("Authorization", f"Bearer {web.shown}")
    asker = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with asker.open(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read(LARGEST).decode("utf-8", "replace")
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read(LARGEST).decode("utf-8", "replace")
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        say.fail(f"no daemon answers at {at} ({reason}); is it running, and with this file?")
