"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", help="Configuration file (default: ./lastdance.toml if it is there)."
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        help="Another database than is configured: sqlite:///FILE or postgresql://...",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines for a machine.")]
By = Annotated[str | None, typer.Option("--by", help="Who does it; default: who you are here.")]
Networks = Annotated[
    list[str] | None,
    typer.Option("--allow", help="A network of your own that may be asked, such as 10.0.0.0/8."),
]
Plain = Annotated[
    bool,
    typer.Option("--allow-http", help="Take an address without TLS, on a network of your own."),
]
