"""`lastdance connectors`: where activities come from."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from monitor.cli import asking, finding, recording, say, trying
from monitor.cli.options import AsJson

app = typer.Typer(help="Where activities come from.", no_args_is_help=True)


app.command("status")(asking.status)
app.command("try")(trying.try_connector)
app.command("last")(asking.last)
app.command("record")(recording.record)
app.command("find")(finding.find)
app.command("import")(finding.bring)


@app.command("list")
def list_types(json: AsJson = False) -> None:
    """List the types of connectors, with what each sees."""
    import connectors

    rows = [(name, connectors.summary(name)) for name in connectors.names()]
    if json:
        for name, summary in rows:
            say.print_json({"type": name, "summary": summary})
    else:
        say.table("Connectors", ("type", "what it reads"), rows)


@app.command("decode")
def decode(
    kind: Annotated[str, typer.Argument(metavar="TYPE", help="As `connectors list` names it.")],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What the source sent, one line each; - = stdin.")
    ],
) -> None:
    """Print the activities in a recording as JSON lines; on stderr what could not be read.

    Exit code 0 also where lines were bad: they are counted, and the good ones printed.
    """
    import connectors
    from connectors.wire.lines import encode
    from monitor.app.clock import SystemClock
    from monitor.domain.activity import Activity
    from monitor.ports import DeadLetter, Sample

    read = strange = bad = 0
    unhandled: Counter[str] = Counter()
    with say.plainly():
        if kind not in connectors.names():
            say.fail(f"there is no connector {kind!r}; known: {', '.join(connectors.names())}", 2)
        stream = sys.stdin.buffer if str(file) == "-" else file.open("rb")
        with stream:
            for found in connectors.decode(kind, stream, SystemClock().now()):
                if isinstance(found, Activity):
                    read += 1
                    say.print_json(encode(found))
                elif isinstance(found, Sample):
                    say.print_json(asdict(found))
                elif isinstance(found, DeadLetter):
                    bad += 1
                    say.err.print(escape(f"{found.place}: {found.reason}: {found.detail}"))
                else:
                    strange += 1
                    unhandled[str(found)] += 1
    kinds = ", ".join(f"{name} {count}" for name, count in unhandled.most_common())
    say.err.print(
        f"{read} activities, {strange} of kinds that are not handled"
        f"{f' ({kinds})' if kinds else ''}, {bad} unreadable",
        style="dim",
    )
