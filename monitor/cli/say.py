"""How commands speak: to a person with rich, to a machine with JSON, of trouble on stderr."""

from __future__ import annotations

import getpass
import json
import os
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from monitor.domain.addresses import Network
    from monitor.settings import Problem, Settings

DEFAULT_FILE = Path("lastdance.toml")

WIDTH = 80
"""Characters of a line for a person, at most."""

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def prepare() -> None:
    """Have what the terminal has no letter for shown by its number; rather that than nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def to_somebody() -> Iterator[None]:
    """Turn an output that can't be written, as on a full disk, into one line; Ctrl-C into none."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except OSError as error:
        if error.filename is not None or not isinstance(error.errno, int):
            raise
        err.print(f"[bold red]error:[/] the output can't be written: {error.strerror}")
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - takes what is left
        raise SystemExit(1) from error


def fail(message: str, code: int = 1) -> NoReturn:
    """Say what is wrong on stderr, and leave with *code*."""
    err.print(f"[bold red]error:[/] {escape(message)}")
    raise typer.Exit(code)


def myself() -> str:
    """Return the name of who runs this."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what a person can mend into one clear line instead of a traceback."""
    from monitor.ports import RefusedError, TransientError, UnfitError
    from monitor.settings import ConfigurationError

    try:
        yield
    except ConfigurationError as error:
        show_problems(error.problems)
        raise typer.Exit(2) from error
    except UnfitError as error:
        fail(str(error), 2)
    except (RefusedError, TransientError) as error:
        fail(str(error))
    except BrokenPipeError:
        raise  # whoever reads has seen enough, as `head` has; typer leaves without a word
    except ValueError as error:
        from monitor.judges.register import CatalogueError

        if not isinstance(error, CatalogueError):
            raise
        fail(str(error), 2)
    except FileNotFoundError as error:
        fail(f"{error.filename or ''}: there is no such file or folder".lstrip(": "), 2)
    except OSError as error:
        code = 1 if error.filename is None else 2  # a file that was named, and can't be opened
        fail(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "), code)


def show_problems(problems: Sequence[Problem]) -> None:
    """List what is wrong with a configuration: place, what, cure."""
    for problem in problems:
        mark = "[bold red]error[/]" if problem.fatal else "[bold yellow]warning[/]"
        place = f"{problem.place}: {problem.key}" if problem.key else problem.place
        err.print(f"{mark} {escape(place)}: {escape(problem.what)}")
        err.print(f"      {escape(problem.cure)}", style="dim")


def read_settings(
    config: Path | None, environment: Mapping[str, str], **overrides: object
) -> Settings:
    """Return the settings of *config*, else of ./lastdance.toml, else the defaults.

    Raises:
        ConfigurationError: They can't be used.
        typer.Exit: *config* is named and isn't there.
    """
    from monitor.settings import load

    return load(config_path(config), environment, nested(overrides))


def config_path(config: Path | None) -> Path | None:
    """Return the configuration file that applies, if any."""
    if config is not None:
        if not config.is_file():
            fail(f"{config}: there is no such configuration file", 2)
        return config
    return DEFAULT_FILE if DEFAULT_FILE.is_file() else None


def nested(overrides: Mapping[str, object]) -> dict[str, Any]:
    """Turn `storage__url=…` into nested tables; what is None is not given."""
    nested: dict[str, Any] = {}
    for name, value in overrides.items():
        if value is None:
            continue
        *path, last = name.split("__")
        table = nested
        for part in path:
            table = table.setdefault(part, {})
        table[last] = value
    return nested


def networks(texts: Sequence[str]) -> list[Network]:
    """Return the networks that `--allow` names, or end with its cure."""
    from ipaddress import ip_network

    try:
        return [ip_network(text) for text in texts]
    except ValueError as error:
        fail(f"--allow: {error}; give a network such as 10.0.0.0/8", 2)


def print_json(value: object) -> None:
    """Write one JSON value on a line of its own."""
    plain = (sys.stdout.encoding or "").lower() not in {"utf-8", "utf8"}
    sys.stdout.write(json.dumps(value, ensure_ascii=plain, default=str) + "\n")


def hang(lead: str, text: str, style: str = "") -> None:
    """Show *text* beside *lead*, its further lines below its own first one.

    Lines are at most 80 characters long, less where the terminal is narrower; addresses are whole.
    """
    room = max(20, min(out.width, WIDTH) - len(lead))
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
    for number, line in enumerate(lines):
        head = lead if number == 0 else " " * len(lead)
        out.print(f"{escape(head)}[{style}]{escape(line)}[/]" if style else escape(head + line))


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Show *rows* to a person."""
    grid = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
    out.print(grid)
