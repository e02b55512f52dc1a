"""Commands that run something: the daemon, the demo, a replay; and what makes them ready."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections import Counter
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.app.daemon import Daemon
    from monitor.settings import Problem, Settings

log = logging.getLogger(__name__)


def run(config: Config = None, database: Database = None) -> None:
    """Run the daemon until it is told to stop.

    SIGTERM or Ctrl-C ends it; at SIGHUP it reads its configuration again. Without one it watches
    ten pairings on Bluesky, keeps what it finds in `lastdance.db`, and shows it on
    http://127.0.0.1:8642.
    """
    from monitor.settings import ConfigurationError

    with say.plainly():
        found = _mistakes(config, storage__url=database)
        if any(problem.fatal for problem in found):
            raise ConfigurationError(found)
        say.show_problems(found)
        settings = say.read_settings(config, os.environ, storage__url=database)
        from monitor.app import logs
        from monitor.app.clock import SystemClock
        from monitor.app.daemon import Daemon
        from monitor.app.secrecy import secrets_of
        from monitor.app.supervisor import Supervisor

        logs.configure(settings.log.level, settings.log.format, secrets_of(settings))
        reread = partial(_reread, config, storage__url=database)
        supervisor = Supervisor.of(os.environ, os.getpid())
        daemon = Daemon(settings, SystemClock(), reread, supervisor)
        asyncio.run(_until_signalled(daemon, _greet(daemon, settings, config)))


def _reread(config: Path | None, **overrides: object) -> Settings:
    """Return the settings as they stand now, as `run` reads them.

    Raises:
        ConfigurationError: They can't be used.
    """
    from monitor.settings import ConfigurationError, Problem

    if config is not None and not config.is_file():
        cure = "Put it back, or start the daemon with another."
        raise ConfigurationError(
            [Problem(place=str(config), key="", what="there is no such file any more", cure=cure)]
        )
    found = _mistakes(config, **overrides)
    if any(problem.fatal for problem in found):
        raise ConfigurationError(found)
    for problem in found:
        log.warning("%s", problem)
    return say.read_settings(config, os.environ, **overrides)


async def _greet(daemon: Daemon, settings: Settings, config: Path | None) -> None:
    """Say where it is and what it sees once it runs, where a person reads that."""
    path = say.config_path(config)
    if settings.log.format != "console" or not (path is None or say.err.is_terminal):
        return
    await daemon.ready.wait()
    from monitor.app.clock import SystemClock
    from monitor.cli.greeting import greet
    from monitor.ports import TransientError

    assert daemon.newsroom is not None
    begun: Mapping[str, datetime] = {}
    with suppress(TransientError):  # the log says so
        begun = await daemon.begun()
    now = SystemClock().now()
    greet(settings, daemon.newsroom.catalogue, daemon.address, path, begun, now)


async def _until_signalled(daemon: Daemon, greeting: Coroutine[None, None, None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked(number: signal.Signals) -> None:
        if stop.is_set():
            # The second time somebody means it; everything stored is safe to leave.
            os._exit(128 + number)
        stop.set()

    reloads: set[asyncio.Task[None]] = set()

    def hung_up() -> None:
        reloads.add(task := asyncio.create_task(_reload(daemon)))
        task.add_done_callback(reloads.discard)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked, number)
    loop.add_signal_handler(signal.SIGHUP, hung_up)
    greeted = asyncio.create_task(greeting)
    try:
        await daemon.run(stop)
    finally:
        greeted.cancel()


async def _reload(daemon: Daemon) -> None:
    from monitor.ports import RefusedError, TransientError
    from monitor.settings import ConfigurationError

    with suppress(ConfigurationError, RefusedError, TransientError):  # the daemon has logged it
        await daemon.reload()


def demo(
    fast: Annotated[
        bool, typer.Option("--fast", help="Four times as fast, and don't wait at the end.")
    ] = False,
) -> None:
    """Play an evening in a minute, offline: a like, the surge, an outage, the denial, the end."""
    try:
        from tests.simulator import demo as play
    except ImportError:
        say.fail(
            "the demo plays on a simulated network that comes with the source: clone the "
            "repository and run `make demo` there."
        )
    raise typer.Exit(play.main(fast=fast))


def check_config(config: Config = None) -> None:
    """Check the configuration: every mistake with its place and its cure.

    Exit code 0: usable (there may be warnings); 2: it has mistakes.
    """
    path = say.config_path(config)
    with say.plainly():
        found = _mistakes(config)
    say.show_problems(found)
    fatal = sum(problem.fatal for problem in found)
    where = escape(str(path)) if path else "no lastdance.toml here: the defaults"
    if fatal:
        say.err.print(f"{where}: {fatal} to mend, {len(found) - fatal} to look at")
        raise typer.Exit(2)
    say.out.print(f"{where}: [bold green]usable[/], {len(found)} to look at")


def _mistakes(config: Path | None, **overrides: object) -> list[Problem]:
    """Return all that is wrong with a configuration, and what is worth a look."""
    from monitor.app.mistakes import mistakes

    return mistakes(say.config_path(config), os.environ, say.nested(overrides))


def migrate(
    config: Config = None,
    database: Database = None,
    copied: Annotated[
        bool, typer.Option("--copy/--without-copy", help="Copy it first, as `run` does.")
    ] = True,
) -> None:
    """Bring the database to the newest form, after a copy of it; does nothing if it has it."""
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        import storage

        url = settings.storage.url.get_secret_value()
        found = storage.migrate(url, settings.backups.folder, copied=copied)
    if found.before == found.after:
        say.out.print(f"nothing to do: the database is at revision {found.after}")
        return
    say.out.print(f"migrated from {found.before or 'nothing'} to revision {found.after}")
    if found.copy is not None:
        as_it_was = f"It took {found.seconds:.1f} s. As it was before, it is in {found.copy}"
        say.err.print(escape(as_it_was), style="dim")


def replay(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSON lines: ours, ActivityStreams or Jetstream.")
    ],
    config: Config = None,
    database: Database = None,
    keep: Annotated[
        str | None, typer.Option(help="`linked` or `all`, instead of what is configured.")
    ] = None,
    speed: Annotated[
        str, typer.Option(help="`max`, or times real time in event time, such as 120.")
    ] = "max",
    name: Annotated[
        str, typer.Option(help="Name of the source; its cursor goes by it.")
    ] = "replay",
    json: AsJson = False,
) -> None:
    """Replay a file through the real pipeline, in event time; goes on where it was cut off.

    `lastdance replay evening.jsonl --database sqlite:///replay.db`

    Alerts are stored and put into the outbox; a daemon on this database sends them. Exit code 0:
    replayed; 1: it could not be stored; 2: the file can't be read, or no line of it.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database, storage__keep=keep)
        _playable(file, speed, name)
        from monitor.app import logs
        from monitor.app.replay import play
        from monitor.pipeline import Report

        logs.configure("warning", settings.log.format)
        sums: Counter[str] = Counter()

        def report(batch: Report) -> None:
            sums["stored"] += len(batch.committed.new)
            sums["duplicates"] += sum(batch.judged.duplicates.values())
            sums["dropped"] += sum(batch.judged.dropped.values())
            sums["not handled"] += sum(n for page in batch.pages for n in page.dropped.values())
            sums["dead letters"] += batch.committed.dead
            sums["alerts"] += len(batch.judged.notices)
            if not json:
                for notice in batch.judged.notices:
                    say.out.print(
                        f"{notice.alert.told_at:%Y-%m-%d %H:%M:%S}  {escape(notice.alert.title)}"
                    )

        asyncio.run(play(settings, file, name=name, speed=speed, report=report))
    if sums["dead letters"] and sums.total() == sums["dead letters"]:
        cure = "give JSON lines: ours, ActivityStreams or Jetstream"
        say.fail(f"{file}: holds no activity that could be read; {cure}", 2)
    if json:
        say.print_json(dict(sums))
    elif not sums:
        say.out.print("nothing new: this file is empty, or was replayed to its end before")
    else:
        say.out.print(", ".join(f"{count:,} {what}" for what, count in sums.items()))


def _playable(file: Path, speed: str, name: str) -> None:
    """Leave with what is wrong with the arguments of a replay, if anything is."""
    from pydantic import ValidationError

    import connectors

    if str(file) != "-" and not file.is_file():
        say.fail(f"{file}: there is no such file", 2)
    entry = {"type": "jsonl", "name": name, "path": str(file), "mode": "replay", "speed": speed}
    try:
        connectors.config_of(entry)
    except ValidationError as error:
        option = error.errors()[0]["loc"][0]
        cure = {
            "speed": "give `max`, or how many times real time, such as 120",
            "name": "give small letters, digits and hyphens, such as `replay`",
        }
        say.fail(f"--{option} {entry[str(option)]!r}: {cure[str(option)]}", 2)
