"""The command line. `lastdance --help` names the commands; each says what it needs."""

import sys

try:
    from monitor.cli.commands import app, main
except KeyboardInterrupt:  # somebody thought better of it before it had begun
    sys.exit(130)

__all__ = ["app", "main"]
