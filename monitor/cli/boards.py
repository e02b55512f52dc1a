"""`lastdance dashboards`: what Grafana shows of the daemon."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

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


def _address(given: str | None) -> str:
    """Return the address of lastdance's own pages, or end with what is wrong with it."""
    import dashboards

    address = given or dashboards.ADDRESS
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        cure = "Write it whole, such as https://lastdance.example.org"
        say.fail(f"--address: {address[:80]!r} is no address of a page. {cure}", 2)
    return address


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
        say.print_json(dashboards.load(name, _address(address)))
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
        for path in dashboards.export(folder, _address(address)):
            typer.echo(path)
    except OSError as error:
        say.fail(f"{folder} can't be written to: {error.strerror}", 1)
