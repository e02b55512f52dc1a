"""Months that are made up: what an editor is told of, of what is planted and of what is not.

Every figure is of one receiver that watches all 200 pairings, with the budget that ships;
`unbudgeted` figures are of one beside it without a budget.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from monitor.deliver.body import FOLLOWING
from tests.simulator.month.plan import BEFORE, DAYS, Happening, Season, plan
from tests.simulator.month.play import ALL, DESK, Played, Word, play

SEEDS: Final = (1, 2, 3, 4, 5)
"""Fixed before anything was tuned; what is tuned is tuned on seeds from 100 on."""

WEEKS: Final = (DAYS - BEFORE) / 7
IN_TIME: Final = timedelta(hours=12)
"""What is told later than this after it happened is missed."""

ITS_OWN: Final = timedelta(days=3)
"""What is told of the same player so long after a planted event is of that event."""

MISTAKEN: Final = timedelta(hours=6)
"""So long others of the same name are in the news."""

FIRST_TALK: Final = timedelta(hours=30)
"""So long before two outlets agree, one speaks of talks."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one receiver was told in a month.

    Attributes:
        events: Planted, each with when it was told, or None.
        beyond: Pushes of nothing that was planted.
        strangers: Those of them about somebody whose namesake was in the news.
    """

    events: tuple[tuple[Happening, datetime | None], ...]
    beyond: tuple[Word, ...]
    strangers: tuple[Word, ...]


def play_all(pool: Executor, seasons: Iterable[Season], seeds: Iterable[int]) -> list[Played]:
    """Play a month for each season and seed."""
    plans = [plan(season, seed) for season in seasons for seed in seeds]
    return list(pool.map(play, plans))


def pushes(played: Played, receiver: str) -> list[Word]:
    """Return what interrupted *receiver*; corrections, confirmations and ends don't count."""
    return [
        word
        for word in played.words
        if word.notice.alert.told_at >= played.month.start + timedelta(days=BEFORE)
        and word.notice.kind not in FOLLOWING
        and receiver in word.fates
        and word.fates[receiver] is None
    ]


def look(played: Played, receiver: str) -> Told:
    """Return what *receiver* was told of what was planted, and of what was not."""
    came = pushes(played, receiver)
    true = [one for one in played.month.happenings if one.true]
    doubles = [one for one in played.month.happenings if one.kind == "namesake"]
    beyond = [word for word in came if not any(_of(word, one) for one in true)]
    return Told(
        events=tuple((one, _first(one, came)) for one in true),
        beyond=tuple(beyond),
        strangers=tuple(word for word in beyond if any(_mistaken(word, one) for one in doubles)),
    )


def _of(word: Word, happening: Happening) -> bool:
    """Whether *word* is about the player of *happening*, at its time."""
    alert = word.notice.alert
    before = FIRST_TALK if happening.kind == "claims" else timedelta(hours=1)
    return (
        alert.pairing.player == happening.pairing.player
        and happening.at - before <= alert.told_at <= happening.at + ITS_OWN
    )


def _mistaken(word: Word, namesake: Happening) -> bool:
    """Whether *word* is about a player while another of his name is spoken of."""
    alert = word.notice.alert
    return (
        alert.pairing.player == namesake.pairing.player
        and namesake.at <= alert.told_at <= namesake.at + MISTAKEN
    )


def _first(happening: Happening, came: Iterable[Word]) -> datetime | None:
    """Return when *happening* was told in time: about its player, its club led or named."""
    for word in came:
        alert = word.notice.alert
        in_time = happening.at <= alert.told_at <= happening.at + IN_TIME
        named = alert.pairing.club == happening.pairing.club or (
            happening.pairing.club in alert.text.casefold()
        )
        if in_time and named and alert.pairing.player == happening.pairing.player:
            return alert.told_at
    return None


def figures(months: Sequence[Played]) -> dict[str, float]:
    """Return the figures of *months*, by season."""
    found: dict[str, float] = {}
    strangers = 0
    for season in dict.fromkeys(one.month.season for one in months):
        some = [one for one in months if one.month.season == season]
        desk = [look(one, DESK) for one in some]
        free = [look(one, ALL) for one in some]
        found |= _named(f"{season}_month", desk)
        found |= _named(f"{season}_month.unbudgeted", free)
        strangers += sum(len(one.strangers) for one in free)
    found["wrong_person.pushes"] = strangers
    return found


def _named(name: str, told: Collection[Told]) -> Mapping[str, float]:
    events = [each for one in told for each in one.events]
    delays = [(at - one.at) / timedelta(minutes=1) for one, at in events if at is not None]
    kinds = sorted({one.kind for one, _ in events})
    return {
        f"{name}.pushes_per_week": sum(len(one.beyond) for one in told) / WEEKS / len(told),
        f"{name}.recall": len(delays) / len(events),
        f"{name}.delay_minutes": median(delays) if delays else float("nan"),
        **{
            f"{name}.recall.{kind}": sum(at is not None for one, at in events if one.kind == kind)
            / sum(one.kind == kind for one, _ in events)
            for kind in kinds
        },
    }
