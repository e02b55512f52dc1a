"""`lastdance webhook`: the signed receivers; `lastdance notify` knows all of them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from monitor.cli import notifying, say
from monitor.cli.options import Config

app = typer.Typer(
    help="Test signed webhooks alone; `notify` knows all who are told.", no_args_is_help=True
)


@app.command("test")
def ping(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A receiver; none: all of them.")
    ] = None,
    config: Config = None,
) -> None:
    """Send a signed `test.ping` now, once, and say how it went.

    A receiver that takes it and was disabled is sent to again. Exit code 0: every receiver
    took it; 1: one did not.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        notifying.try_out(settings, [webhook.name for webhook in settings.webhooks], name)
