"""Commands that take care of the data: back-up, restore, erase."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.app.erasing import Receipt


def backup(
    to: Annotated[
        Path, typer.Argument(metavar="TO", help="A file, or a folder in which one is made.")
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where there is such a file: it is replaced.")
    ] = False,
    config: Config = None,
    database: Database = None,
) -> None:
    """Copy the database to a file, whole and checked; a daemon may go on writing meanwhile.

    `lastdance backup copies/` names the file by the time. A file that is there already is replaced
    with `--replace` only, once the new copy is whole. The secret (`lastdance.key`) is not in
    it: keep a copy of that too, somewhere else.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        from monitor.app import copies
        from monitor.app.clock import SystemClock

        made = copies.make(settings, to, SystemClock().now(), replace=replace)
    size = f"{made.bytes / 1024**2:,.1f} MiB"
    say.out.print(escape(f"{made.path}: {size}, checked"))
    if settings.privacy.secret is None:
        key = settings.privacy.secret_file
        say.err.print(escape(f"{key} is not in it: keep a copy of it, elsewhere"), style="dim")


def restore(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="A back-up.")],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Also where something is stored; that is kept aside."),
    ] = False,
    config: Config = None,
    database: Database = None,
) -> None:
    """Put a back-up in the place of the database; no daemon may be running.

    It is checked and brought to the newest form before anything is replaced. Sources are read
    again from where they stood then; what was delivered since is not delivered again, if the
    database that is replaced can still be read.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        if not source.is_file():
            say.fail(f"{source}: there is no such file", 2)
        from monitor.app import copies
        from monitor.app.clock import SystemClock

        found = copies.restore(settings, source, SystemClock().now(), replace=replace)
    say.out.print(escape(f"restored from {source} (revision {found.revision})"))
    if found.aside is not None:
        say.err.print(escape(f"What was there before is in {found.aside}"), style="dim")
    if found.sent is None:
        words = (
            "There is nothing to tell what was delivered since. What was may come again, under the "
            "id that it had."
        )
        say.err.print(words, style="dim")


def erase(
    platform: Annotated[
        str | None,
        typer.Argument(metavar="PLATFORM", help="Where the account is, such as `bluesky`."),
    ] = None,
    who: Annotated[
        str | None,
        typer.Argument(metavar="WHO", help="Its stable id, or its handle while words are kept."),
    ] = None,
    record: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="One record only, by its address.")
    ] = None,
    all_private: Annotated[
        bool,
        typer.Option("--all-private", help="All accounts outside the catalogue; a new secret."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Erase a private person, to the last byte, and give a receipt; no daemon may be running.

    `lastdance erase bluesky did:plc:...` finds everything of an account. By its handle alone only
    what is not older than `storage.text_kept` is found. What they counted stays counted, without
    them. Back-ups at hand are made anew; the receipt names what could not be. Exit code 0: nothing
    is left; 1: the receipt says what is.
    """
    from monitor.app.erasing import Wanted
    from monitor.domain.platforms import NAMES

    if all_private == bool(who or record) or (platform is None) != all_private:
        say.fail("name a PLATFORM and WHO, or a PLATFORM and --record ADDRESS, or --all-private", 2)
    if not yes:
        typer.confirm("This can't be undone. Erase it, here and in the back-ups?", abort=True)
    wanted = Wanted(platform=platform or "", who=who, record=record, all_private=all_private)
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        from monitor.app import erasing

        receipt = erasing.erase(settings, wanted)
    if platform is not None and platform not in NAMES and not any(receipt.removed.values()):
        known = ", ".join(sorted(NAMES))
        say.fail(f"nothing is stored of a platform {platform[:40]!r}. There are {known}.", 2)
    if json:
        import msgspec

        say.print_json(msgspec.to_builtins(receipt))
    else:
        _show(receipt)
    raise typer.Exit(1 if receipt.left or receipt.held or receipt.bytes_left else 0)


def _show(receipt: Receipt) -> None:
    removed = [(table, number) for table, number in sorted(receipt.removed.items()) if number]
    if removed:
        say.table("Removed or emptied", ("table", "rows"), removed)
    else:
        say.out.print("Nothing of it is stored.")
    for copy in receipt.copies:
        say.out.print(escape(f"made anew without it: {copy}"))
    for source in receipt.sources:
        say.out.print(escape(f"{source} begins anew: where it stood held some of it"))
    if receipt.secret:
        say.out.print("The secret is retired: what is stored under it means nobody any more.")
    for table, number in receipt.left.items():
        say.err.print(escape(f"could not be removed: {number} rows of {table} hold some of it"))
    for copy, why in receipt.held.items():
        say.err.print(escape(f"may hold it still, delete it: {copy} ({why})"))
    if receipt.bytes_left is None:
        words = "The server's own log and its back-ups may hold it still: see docs/operations.md."
        say.err.print(words, style="dim")
    else:
        say.out.print(f"Left in the database's files: {receipt.bytes_left} places.")
