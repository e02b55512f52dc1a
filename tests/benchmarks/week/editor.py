"""`python -m tests.benchmarks.week.editor`: what an editor would have received, line by line.

A summer of articles (with LASTDANCE_DATA), then a quiet month and a month with fixtures, both made
up, of 200 pairings; each line with what became of it, and the figures at the end.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from monitor.deliver.body import FOLLOWING
from tests.benchmarks.week import months, summer
from tests.benchmarks.week.__main__ import BARS, FOLDER, SEASONS
from tests.simulator.month.play import DESK, Played, Word

WIDTH: Final = 100
SEED: Final = 1
INDENT: Final = " " * 13

NOTHING: Final = "nothing: talk as ever"

LEGENDS: Final = {
    "act": "true: a watched act",
    "burst": "true: a burst of talk",
    "claims": "true: two outlets agree",
    "match": "a match",
    "campaign": "a campaign of fans",
    "namesake": "a namesake in the news",
    "injury": "an injury",
}


def main() -> None:
    """Print it all."""
    figures: dict[str, float] = {}
    data = Path(os.environ.get("LASTDANCE_DATA", ""))
    folder = data / FOLDER if (data / FOLDER).is_dir() else data
    if os.environ.get("LASTDANCE_DATA") and all((folder / n).is_file() for n in summer.FILES):
        print(title("The summer of 2018, by articles; at most 3 pushes a day"))
        told = summer.replay(folder)
        for line in summer.by_day(told):
            show(line)
        figures |= summer.measured(told, "summer.")
    else:
        print("The summer is left out: LASTDANCE_DATA names no folder with rumour/ftr18_*.csv")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        played = months.play_all(pool, SEASONS, [SEED])
    for month in played:
        name = "A quiet month" if month.month.season == "quiet" else "A month with fixtures"
        print(title(f"{name}, made up: 200 pairings, {month.mentions:,} mentions, budget 2 and 7"))
        for line in lines(month):
            show(line)
    figures |= months.figures(played)
    print(title("Figures"))
    for figure, bar in BARS.items():
        if figure in figures:
            beside = f"must {bar.must:g}, goal {bar.goal:g}"
            print(f"{figure:32}{figures[figure]:8.2f}   {beside}")


def lines(played: Played) -> Iterator[str]:
    """Yield what the desk received, and what it was spared of what happened; then the rest."""
    spared = 0
    for word in played.words:
        if DESK not in word.fates and word.notice.held is None:
            continue
        what = became(word, played)
        if what == NOTHING and _held(word) is not None:
            spared += 1
        else:
            yield _line(word, what)
    for one, at in months.look(played, DESK).events:
        if at is None:
            yield f"{one.at:%d %b %H:%M}  MISSED: {LEGENDS[one.kind]}: {one.pairing}"
    yield f"and {spared} that chance brought were held, each with its reason"


def became(word: Word, played: Played) -> str:
    """Return what *word* was about, as the simulator knows."""
    alert = word.notice.alert
    near = [
        one
        for one in played.month.happenings
        if one.pairing.player == alert.pairing.player
        and one.at - months.FIRST_TALK <= alert.told_at <= one.at + months.ITS_OWN
    ]
    near.sort(key=lambda one: (not one.true, abs(alert.told_at - one.at)))
    return LEGENDS[near[0].kind] if near else NOTHING


def _held(word: Word) -> str | None:
    return word.notice.held or word.fates.get(DESK)


def _line(word: Word, what: str) -> str:
    alert = word.notice.alert
    why = _held(word)
    free = "" if why or word.notice.kind not in FOLLOWING else " (follows)"
    fate = f"held: {why}" if why else f"sent{free}"
    return f"{alert.told_at:%d %b %H:%M}  {alert.title}  ->  {what}; {fate}"


def show(line: str) -> None:
    """Print *line*, at most 100 columns wide."""
    wrapped: Sequence[str] = textwrap.wrap(line, WIDTH, subsequent_indent=INDENT)
    print("\n".join(wrapped))


def title(text: str) -> str:
    """Return *text* as a heading."""
    return f"\n{text}\n{'-' * len(text)}"


if __name__ == "__main__":
    main()
