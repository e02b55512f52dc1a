"""The words of what can be answered to an alert: a button, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from monitor.domain.catalogue import Catalogue
from monitor.domain.desk.opinion import Rated, Tally
from monitor.domain.desk.reply import Choice
from monitor.domain.desk.silence import Silence


@dataclass(frozen=True, slots=True)
class Words:
    """What a button says, what it does, and what is said once it is done."""

    button: str
    does: str
    done: str


WORDS: Final = {
    Choice.CHOOSE: Words("Answer", "Choose what you say to this alert.", ""),
    Choice.MUTE: Words(
        "Mute for 4 hours",
        "Nothing more is sent to you about this player and this club for four hours; corrections "
        "and confirmations still come.",
        "Muted.",
    ),
    Choice.MUTE_NIGHT: Words(
        "Mute until morning, 08:00",
        "Nothing more is sent to you about this player and this club until the next morning, where "
        "you live; corrections and confirmations still come.",
        "Muted.",
    ),
    Choice.UNMUTE: Words(
        "Hear of it again", "You are told about this player and this club again.", "Not muted."
    ),
    Choice.USEFUL: Words("Useful", "It was worth the interruption.", "Noted as useful."),
    Choice.USELESS: Words(
        "Not useful", "It was not worth the interruption.", "Noted as not useful."
    ),
    Choice.WRONG: Words(
        "Wrong person",
        "It is about somebody else of that name. The alert is marked, and its operator looks into "
        "it; nothing is taken back before.",
        "Noted: the alert is marked, and its operator will look into it.",
    ),
    Choice.TAKE: Words(
        "I look after it",
        "The others see on the alert's page that you do; its updates still come, without a sound.",
        "Noted: the alert is yours.",
    ),
}
"""By choice."""

OPINIONS: Final = {
    Rated.USEFUL: "useful",
    Rated.USELESS: "not useful",
    Rated.WRONG: "about the wrong person",
}


def local(at: datetime, zone: tzinfo) -> str:
    """Return a time as people in *zone* read it: "5 Aug 2026, 08:00 CEST"."""
    there = at.astimezone(zone)
    return f"{there.day} {there:%b %Y, %H:%M %Z}"


def hushed(one: Silence, catalogue: Catalogue) -> str:
    """Return what *one* silences, by the names that people use; empty = everything."""
    player, club = catalogue.players.get(one.player or ""), catalogue.clubs.get(one.club or "")
    names = [player.name if player else one.player, club.name if club else one.club]
    about = " and ".join(name for name in names if name) or ("all" if one.about else "")
    kind = f", {one.kind}" if one.kind else ""
    return f"{about}{kind}{f', for {one.receiver}' if one.receiver else ''}"


def share(tally: Tally) -> str:
    """Return how many were useful: "12 of 15 rated alerts were useful (80%)"."""
    if tally.share is None:
        return "no alert has been rated"
    return f"{tally.useful} of {tally.rated} ratings say useful ({100 * tally.share:.0f}%)"
