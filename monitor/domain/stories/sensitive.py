"""The warning of a surge about death, health, crime or private life: numbers, and nothing else.

No strength, no tone, no words and no posts are in it: whoever reads it is to find out first.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from monitor.domain.alert import (
    Alert,
    Kind,
    Notice,
    Severity,
    State,
    Status,
    alert_id,
    story_id,
)
from monitor.domain.catalogue import Catalogue
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.spiking import Spike
from monitor.domain.stories import figures
from monitor.domain.stories.raising import MAJOR, number_of

RULE: Final = "sensitive-surge"

PRIVATE: Final = "death, health, crime or private life"

_FIRST: Final = "Verify before saying anything."
_UNKNOWN: Final = "Whether any of it is true, and what it is: that many speak of it is not a fact."


def warn(spike: Spike, catalogue: Catalogue, at: datetime) -> Notice:
    """Return the notice, told *at*, that much of the talk about a player is about private life.

    It has a story of its own: it is no part of what is told of transfers.
    """
    buzz = spike.latest
    pairing = spike.pairing
    player = catalogue.players[pairing.player].name
    first = f"{pairing.player}:{spike.first.isoformat()}".encode()
    story = story_id(pairing.player, first + b":sensitive")
    provisional = spike.state is State.PROVISIONAL
    number = number_of(spike, catalogue, provisional=provisional)
    loud = f"{figures.count(buzz.authors, 'account')} in {figures.span(buzz.window)}"
    share = f"{buzz.private / max(buzz.mentions, 1):.0%}"
    span = figures.span(buzz.window)
    hour = f"{buzz.at:%H:%M}"
    counted = f"Counted from public posts, each account once, in the {span} before {hour} UTC."
    alert = Alert(
        id=alert_id(RULE, story, first),
        rule=RULE,
        story=story,
        pairing=pairing,
        player_name=player,
        club_name=catalogue.clubs[pairing.club].name,
        status=Status.STARTED,
        severity=Severity.MAJOR if buzz.authors >= MAJOR else Severity.MINOR,
        title=f"Verify first: much talk about {player}, {loud}",
        text=f"{player}: {number}. {share} of the posts are about {PRIVATE}. {_FIRST}",
        how_we_know=(counted,),
        reasons=(f"A third of the talk or more is about {PRIVATE}.",),
        evidence=(),
        unknown=(_UNKNOWN, *figures.caveats(buzz)),
        strength=Strength(Evidence.INSUFFICIENT),
        happened_at=spike.first,
        told_at=at,
        buzz=buzz,
        state=spike.state,
    )
    return Notice(kind=Kind.SENSITIVE_SURGE, alert=alert, cause=first)
