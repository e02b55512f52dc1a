"""`lastdance backtest`: what you would have been told, with settings of your choice."""

from __future__ import annotations

import asyncio
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.app.backtest import Backtest
    from monitor.domain.scorecard import Label, Scorecard
    from monitor.settings import Settings

REASONS = 8
"""So many reasons for holding back are named."""


def backtest(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="JSON lines as `replay` reads them, or a CSV with `timestamp,value`, five "
            "minutes a row. None: what the database holds, with --from and --to.",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="Begin, such as 2026-08-01 or 2026-08-01T18:00.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", help="End; default: now.")] = None,
    labels: Annotated[
        Path | None,
        typer.Option(help="CSV with `begin,end[,player,club]`: what you should have been told."),
    ] = None,
    plot: Annotated[Path | None, typer.Option(help="Write a plot to this SVG file.")] = None,
    per_day: Annotated[
        int | None, typer.Option("--per-day", min=0, help="Pushes a day for every receiver.")
    ] = None,
    per_week: Annotated[
        int | None, typer.Option("--per-week", min=0, help="Pushes a week for every receiver.")
    ] = None,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Replay what was said, and say what you would have been told, beside five simpler rules.

    `lastdance backtest --from 2026-08-01 --to 2026-08-15 --per-week 3`

    It shows pushes a week, and with --labels how many of them were told and how soon; what would
    have been held back, and why. All of it happens in a scratch database: nothing is sent, and
    the configured database is only read. Other settings are tried with another --config. Fans'
    texts that have expired can't be read again, so old campaigns may pass for talk.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        begin, end = _span(file, since, until)
        from monitor.app import logs
        from monitor.app.series import read_labels

        logs.configure("warning", settings.log.format)
        wanted = read_labels(labels) if labels is not None else []
        settings = _budgeted(settings, per_day, per_week)
        found = _replayed(settings, file, begin, end, json=json)
        if plot is not None:
            from monitor.app.chart import draw

            plot.write_text(draw(found, wanted, found.receivers[0]), encoding="utf-8")
    if json:
        say.print_json(_plain(found, wanted))
    else:
        _show(found, wanted)
        if plot is not None:
            say.out.print(f"the plot is in {escape(str(plot))}")


def _span(
    file: Path | None, since: str | None, until: str | None
) -> tuple[datetime | None, datetime]:
    """Return from when to when; leave with what is wrong, if anything is."""
    if file is not None:
        if not file.is_file():
            say.fail(f"{file}: there is no such file", 2)
        if since or until:
            say.fail("--from and --to are for what the database holds; cut the file instead", 2)
    elif since is None:
        say.fail("name a file, or say --from when what the database holds is to be replayed", 2)
    from monitor.app.clock import SystemClock

    now = SystemClock().now()
    begin = _time("--from", since) if since else None
    end = min(_time("--to", until) if until else now, now)
    if begin is not None and begin >= end:
        say.fail(f"--from {since} is not before --to; swap them", 2)
    if begin is not None and end - begin > timedelta(days=400):
        say.fail("at most 400 days are replayed at once; begin later", 2)
    return begin, end


def _time(option: str, text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        say.fail(f"{option} {text!r}: give a time such as 2026-08-01 or 2026-08-01T18:00", 2)


def _budgeted(settings: Settings, per_day: int | None, per_week: int | None) -> Settings:
    from monitor.app.backtest import peopled

    given = {"max_pushes_per_day": per_day, "max_pushes_per_week": per_week}
    changed = {name: value for name, value in given.items() if value is not None}
    return peopled(settings, changed)


def _replayed(
    settings: Settings, file: Path | None, begin: datetime | None, end: datetime, *, json: bool
) -> Backtest:
    from monitor.app import backtest as backtesting

    bar, share = _progress(quiet=json)
    with bar:
        if file is None:
            assert begin is not None
            return asyncio.run(backtesting.of_store(settings, begin, end, share))
        if file.suffix.casefold() == ".csv":
            return asyncio.run(backtesting.of_series(settings, file, share))
        return asyncio.run(backtesting.of_file(settings, file, share))


def _progress(*, quiet: bool) -> tuple[AbstractContextManager[Any], Callable[[float], None]]:
    """Return a bar on a terminal, lines otherwise."""
    if quiet:
        return nullcontext(), lambda _: None
    if say.err.is_terminal:
        from rich.progress import Progress

        bar = Progress(console=say.err, transient=True)
        task = bar.add_task("replaying", total=1.0)
        return bar, lambda share: bar.update(task, completed=share)
    told = [0]

    def line(share: float) -> None:
        while share * 10 >= told[0] + 1 and told[0] < 10:
            told[0] += 1
            say.err.print(f"replayed {told[0] * 10} %")

    return nullcontext(), line


def _rows(found: Backtest, labels: Sequence[Label]) -> list[tuple[str, Scorecard]]:
    from monitor.domain.scorecard import grade

    span = found.span
    rows = [(name, grade(found.pushes(name), labels, span)) for name in found.receivers]
    every = [word.push for word in found.words if word.interrupts and word.notice.held is None]
    rows.append(("without a budget", grade(every, labels, span)))
    rows += [(name, grade(some, labels, span)) for name, some in found.rules().items()]
    return rows


def _show(found: Backtest, labels: Sequence[Label]) -> None:
    days = found.span / timedelta(days=1)
    title = f"{found.begin:%Y-%m-%d %H:%M} to {found.end:%Y-%m-%d %H:%M}, {days:.1f} days"
    columns = ("told", "pushes", "a week", "recall", "precision", "delay")
    rows = [
        (name, f"{card.pushes:,}", f"{card.per_week:,.1f}", _share(card.recall),
         _share(card.precision), _minutes(card.delay))
        for name, card in _rows(found, labels)
    ]  # fmt: skip
    say.table(title, columns, rows)
    for name in found.receivers:
        held = found.held(name)
        if held:
            say.out.print(f"\nheld back from {escape(name)}: {len(held)}")
            for reason, many in _reasons(why for _, why in held):
                say.hang(f"{many:6}  ", reason)
    if not labels:
        say.out.print("\nno --labels: nobody knows what should have been told")


def _reasons(reasons: Any) -> list[tuple[str, int]]:
    """Return the commonest reasons, alike but for their numbers."""
    kinds = Counter(re.sub(r"\d+(\.\d+)?", "N", reason) for reason in reasons)
    return kinds.most_common(REASONS)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _minutes(value: timedelta | None) -> str:
    return "" if value is None else f"{value / timedelta(minutes=1):.0f} min"


def _plain(found: Backtest, labels: Sequence[Label]) -> dict[str, Any]:
    told = [
        {
            "told_at": word.notice.alert.told_at.isoformat(),
            "kind": str(word.notice.kind),
            "player": word.notice.alert.pairing.player,
            "club": word.notice.alert.pairing.club,
            "title": word.notice.alert.title,
            "held": word.notice.held or {k: v for k, v in word.fates.items() if v},
        }
        for word in found.words
    ]
    cards = {
        name: {
            "pushes": card.pushes,
            "per_week": card.per_week,
            "recall": card.recall,
            "precision": card.precision,
            "delay_seconds": None if card.delay is None else card.delay.total_seconds(),
        }
        for name, card in _rows(found, labels)
    }
    span = {"begin": found.begin.isoformat(), "end": found.end.isoformat()}
    return {**span, "scores": cards, "told": told}
