"""The text of a number: how many, against what is usual, in words that a person can check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final

from monitor.domain.buzz import Buzz

_LATE = timedelta(minutes=15)
"""Judged later than this, a text says so."""

LOUD: Final = 0.4
"""Share of the posts by one private account from which on it is the loudest."""


def span(length: timedelta) -> str:
    """Return a length of time in its largest fitting unit, such as "30 min" or "2 h"."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 120:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} days"


def count(number: int, noun: str) -> str:
    """Return *number* with its *noun*, in the plural where it is not one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def accounts(buzz: Buzz) -> str:
    """Return how many spoke in how long, by where: "43 accounts (39 Bluesky, 4 outlets)"."""
    if len(buzz.by) == 1:
        where = f" ({buzz.by[0][0]})"
    else:
        each = ", ".join(f"{number:,} {_one(place, number)}" for place, number in buzz.by)
        where = f" ({each})" if each else ""
    return f"{count(buzz.authors, 'account')}{where} in {span(buzz.window)}"


def _one(place: str, number: int) -> str:
    """Return *place*, in the singular where it is one outlet or one journalist."""
    return place.removesuffix("s") if number == 1 and place.islower() else place


def usual(buzz: Buzz, hour: str) -> str:
    """Return what is usual at *hour*, such as "22:00 CEST".

    Of less than one author nothing can be so many times.
    """
    if buzz.expected < 1:
        return "normally silent at this hour"
    return f"usual at {hour} is {buzz.expected:.0f}"


def largest(buzz: Buzz) -> str | None:
    """Return since when it was not as loud, or None where too little is known for that."""
    if buzz.largest_in is None or buzz.largest_in < 2:
        return None
    return f"largest in {buzz.largest_in} days"


def sentence(buzz: Buzz, hour: str, *, provisional: bool = False) -> str:
    """Return the whole number: "43 accounts in 30 min; usual at 22:00 CEST is 6"...

    Args:
        hour: Of the day, where the pairing lives, with its zone.
        provisional: It has been watched for less than a day: what is usual isn't known.
    """
    beside = "what is usual is not known yet" if provisional else usual(buzz, hour)
    return "; ".join(filter(None, (accounts(buzz), beside, largest(buzz))))


def counted(buzz: Buzz, zone: tzinfo) -> str:
    """Return until when it was counted, as people read the clock in *zone*: it is told later."""
    return f"counted up to {clock(buzz.at, zone)}"


def clock(at: datetime, zone: tzinfo) -> str:
    """Return a time of day with its zone: "22:20 CEST"."""
    local = at.astimezone(zone)
    name = local.tzname() or ""
    return f"{local:%H:%M} {f'UTC{name}' if name.startswith(('+', '-')) else name}"


def makeup(buzz: Buzz) -> tuple[str, ...]:
    """Return how much of it is a campaign, and how much one account's, a sentence each."""
    told = []
    if buzz.campaign is not None:
        what = "carry one hashtag"
        if buzz.campaign.copied > buzz.campaign.slogan:
            what = "write nearly the same"
        told.append(f"{buzz.campaign.share:.0%} of the accounts {what}: that much is a campaign.")
        if buzz.campaign.new is not None:
            told.append(f"{buzz.campaign.new:.0%} of them were first heard of within a day.")
    if buzz.loudest >= LOUD:
        told.append(f"One account wrote {buzz.loudest:.0%} of the posts; it counts once.")
    return tuple(told)


def caveats(buzz: Buzz) -> tuple[str, ...]:
    """Return what was missing, and how late it was judged, a sentence each."""
    said = []
    if buzz.missing:
        share = f"; usually {buzz.unseen:.0%} of the accounts" if buzz.unseen >= 0.005 else ""
        said.append(f"What came by {_names(buzz.missing)} then: not seen{share}.")
    if buzz.blind:
        said.append(
            f"For {span(buzz.blind)} of it what came by {_names(buzz.blinded)} was not seen: the "
            "numbers leave that out."
        )
    if buzz.late > _LATE:
        said.append(f"It was judged late by {span(buzz.late)}: sources had to catch up first.")
    return tuple(said)


def _names(sources: Sequence[str]) -> str:
    return ", ".join(f"\u201c{name}\u201d" for name in sources)
