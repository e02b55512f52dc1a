"""`lastdance webhook`: who is told."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import Config
from monitor.settings import Settings
from monitor.settings import Webhook as Configured

app = typer.Typer(help="Who is told.", no_args_is_help=True)


@app.command("test")
def ping(
    name: Annotated[str | None, typer.Argument(help="A receiver; none: all of them.")] = None,
    config: Config = None,
) -> None:
    """Send a signed `test.ping` now, once, and say how it went.

    A receiver that takes it and was disabled is sent to again. Exit code 0: every receiver
    took it; 1: one did not.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
    chosen = [w for w in settings.webhooks if name in {None, w.name}]
    if not chosen:
        known = ", ".join(w.name for w in settings.webhooks) or "none is configured"
        say.fail(f"no such receiver; known: {known}. [[webhooks]] in lastdance.toml names them.", 2)
    results = asyncio.run(_ping(settings, chosen))
    for receiver, delivered, detail in results:
        mark = "[bold green]delivered[/]" if delivered else "[bold red]failed[/]"
        say.out.print(f"{escape(receiver)}: {mark} ({escape(detail)})")
    if not all(delivered for _, delivered, _ in results):
        raise typer.Exit(1)


async def _ping(settings: Settings, chosen: list[Configured]) -> list[tuple[str, bool, str]]:
    from monitor.app.clock import SystemClock
    from monitor.app.parts import open_senders
    from monitor.deliver import body
    from monitor.ports import Delivery

    clock = SystemClock()
    results = []
    async with open_senders(settings, clock) as senders:
        for webhook in chosen:
            now = clock.now()
            delivery = Delivery(message=body.ping(webhook.name, now), attempts=0, first_due=now)
            outcome = await senders[webhook.name].send(delivery)
            if outcome.delivered:
                await _enable(settings, webhook.name)
            results.append((webhook.name, outcome.delivered, outcome.detail))
    return results


async def _enable(settings: Settings, receiver: str) -> None:
    from storage import migrate, open_store

    url = settings.storage.url.get_secret_value()
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    try:
        await store.enable(receiver)
    finally:
        await store.close()
