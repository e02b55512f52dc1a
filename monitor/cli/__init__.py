"""The command line. `lastdance --help` names the commands; each says what it needs."""

from monitor.cli.commands import app, main

__all__ = ["app", "main"]
