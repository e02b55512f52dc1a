"""`lastdance dashboards`: what Grafana shows of the daemon."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli import say
from monitor.cli.options import AsJson

app = typer.Typer(help="What Grafana shows of the daemon.", no_args_is_help=True)


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
    name: Annotated[str, typer.Argument(help="As `dashboards list` names it.")],
) -> None:
    """Print a board as the JSON that Grafana imports."""
    import dashboards

    try:
        say.print_json(dashboards.load(name))
    except LookupError as error:
        say.fail(str(error.args[0]), 2)
