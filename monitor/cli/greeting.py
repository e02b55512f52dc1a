"""What `lastdance run` says once it runs: where it is, what it sees, what to do next."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from monitor.cli import say

if TYPE_CHECKING:
    from monitor.domain.catalogue import Catalogue
    from monitor.settings import Settings

_LABEL = 10
_SHOWN = 12


def greet(
    settings: Settings,
    catalogue: Catalogue,
    address: str,
    config: Path | None,
    begun: Mapping[str, datetime],
    now: datetime,
) -> None:
    """Say it on stderr, in at most 80 columns.

    Args:
        address: Where the pages are.
        config: The configuration that is in force; None = the defaults.
        begun: When the watch on each name began; who is missing begins now.
    """
    from monitor.app.outlook import outlook

    seen = outlook(settings, catalogue)
    command = named()
    say.err.print(f"\n[bold]lastdance[/]  {escape(address)}\n")
    _part("Watching", _watched(catalogue, config))
    _part("Learning", _learning(catalogue, begun, now))
    width = max((len(name) for name, _ in seen.sees), default=0)
    _part("Sees", [f"{name.ljust(width)}  {what}" for name, what in seen.sees], width + 2)
    _part("Not seen", list(seen.blind))
    told = [one.name for one in settings.receivers]
    _part("Telling", [", ".join(told) if told else "this terminal and the page, nobody else"])
    _part("Next", _steps(command, config, told=bool(told)))


def named() -> str:
    """Return how the command is called from here: by its name, or by its path in a clone."""
    called = Path(sys.argv[0])
    if shutil.which("lastdance") or called.name != "lastdance":
        return "lastdance"
    path = os.path.relpath(called)
    return path if not path.startswith("..") else str(called)


def _watched(catalogue: Catalogue, config: Path | None) -> list[str]:
    """Return a line for each that is watched, or for the first of many."""
    players, clubs = catalogue.players, catalogue.clubs
    pairs = sorted(
        (
            players[watch.player].name if watch.player else "any player",
            clubs[watch.club].name if watch.club else "any club",
        )
        for watch in catalogue.watchlist
    )
    width = max((len(player) for player, _ in pairs), default=0)
    lines = [f"{player.ljust(width)}  {club}" for player, club in pairs[:_SHOWN]]
    if len(pairs) > _SHOWN:
        lines.append(f"and {len(pairs) - _SHOWN} more: `lastdance watch list`")
    if config is None:
        lines.append("")
        lines.append("There is no lastdance.toml here: this is the starter list.")
    return lines


def _learning(catalogue: Catalogue, begun: Mapping[str, datetime], now: datetime) -> list[str]:
    """Return how far those are whose usual is not known yet; nothing once all have learnt."""
    from monitor.domain.learning import learning
    from monitor.watching.scope import name

    left = Counter(learning(begun.get(name(w), now), now) for w in catalogue.watchlist)
    every = left.total()
    lines = [
        f"{'all' if many == every else f'{many} of'} {every}: {how}"
        for how, many in sorted(left.items(), key=str)
        if how is not None
    ]
    if lines:
        lines.append("Numbers are told after that; acts and claims at once.")
    return lines


def _steps(command: str, config: Path | None, *, told: bool) -> list[str]:
    """Return what may be done next, each a command with what it is for."""
    steps = [
        (
            f'{command} watch add "Bukayo Saka" "Real Madrid"',
            "of your own, while this runs"
            + ("; the starter list then goes" if config is None else ""),
        ),
        (f"{command} notify test", "a test alert to each receiver")
        if told
        else (f"{command} notify add", "webhook, Slack, Telegram, mail, ..."),
        (f"{command} doctor", "whether all is well, and what to mend"),
    ]
    if config is None:
        steps.insert(0, (f"{command} init", "whom to watch and where to tell, in a minute"))
    width = max(len(step) for step, _ in steps)
    if width + _LABEL > 60:
        return [line for step, what in steps for line in (step, f"    {what}")]
    return [f"{step.ljust(width)}  {what}" for step, what in steps]


def _part(label: str, lines: Sequence[str], hanging: int = 0) -> None:
    """Show *lines* beside *label*; further lines of one stand below it, *hanging* deeper."""
    import textwrap

    if not lines:
        return
    lead = label.ljust(_LABEL)
    for line in lines:
        parts = textwrap.wrap(
            line,
            max(40, min(say.err.width, say.WIDTH) - _LABEL),
            subsequent_indent=" " * hanging,
            drop_whitespace=True,
            replace_whitespace=False,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
        for part in parts:
            say.err.print(f"[dim]{lead}[/]{escape(part)}" if part else "")
            lead = " " * _LABEL
    say.err.print()
