"""`lastdance dashboards`: what Grafana shows of the daemon."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import say
from monitor.cli.options import AsJson

app = typer.Typer(help="What Grafana shows of the daemon.", no_args_is_help=True)

Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        help="Where browsers reach lastdance's own pages (default: http://127.0.0.1:8642).",
    ),
]


@app.command("list")
def list_boards(json: AsJson = False) -> None:
    """List the boards, with what each answers."""
    import dashboards

    boards = [(name, dashboards.load(name)) for name in dashboards.names()]
    if json:
        for name, board in boards:
            say.print_json({"name": name, "uid": board["uid"], "summary": board["description"]})
    else:
        rows = [(name, board["description"]) for name, board in boards]
        say.table("Dashboards", ("name", "what it answers"), rows)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As `dashboards list` names it.")],
    address: Address = None,
) -> None:
    """Print a board as the JSON that Grafana imports."""
    import dashboards

    try:
        say.print_json(dashboards.load(name, address or dashboards.ADDRESS))
    except LookupError as error:
        say.fail(str(error.args[0]), 2)


@app.command("export")
def export(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where Grafana is provisioned from.")
    ],
    address: Address = None,
) -> None:
    """Write every board into a folder, from which Grafana provisions them."""
    import dashboards

    try:
        for path in dashboards.export(folder, address or dashboards.ADDRESS):
            typer.echo(path)
    except OSError as error:
        say.fail(f"{folder} can't be written to: {error.strerror}", 1)
