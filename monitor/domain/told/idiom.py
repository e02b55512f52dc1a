"""How a player, a club, a number or a source is called where people read it, in their language.

Whatever strangers wrote is harmless in it.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from monitor.domain.act import Act
from monitor.domain.activity import Provenance, Verb
from monitor.domain.alert import Alert, Claimed
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import NAMED, Role
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import Strength
from monitor.domain.rumour.confirming import CLUB, TWO
from monitor.domain.stories.claimed import SPEAKERS
from monitor.domain.stories.figures import LOUD
from monitor.domain.told.harmless import harmless
from monitor.domain.told.tongues import Tongue

_NAME: Final = 80
_FEW: Final = 4
_NAMING: Final = frozenset({Role.PLAYER, Role.AGENT})
"""Who is called by the player's name, which need not be said twice."""

_TOWARDS: Final = frozenset({Verb.FOLLOW, Verb.UNDO})


def player(alert: Alert) -> str:
    """The player's name."""
    return harmless(alert.player_name, _NAME)


def club(alert: Alert) -> str:
    """The name of the club that leads."""
    return harmless(alert.club_name, _NAME)


def pairing(alert: Alert) -> str:
    """Both."""
    return f"{player(alert)} \u2013 {club(alert)}"


def talked(alert: Alert) -> str:
    """The player, and the club that the talk is about."""
    name = alert.club_name if alert.buzz_club is None else alert.buzz_club.name
    return f"{player(alert)} \u2013 {harmless(name, _NAME)}"


def towards(alert: Alert, claim: Claimed) -> str:
    """The player and the club that is claimed, which another may lead the story of."""
    return f"{player(alert)} \u2013 {harmless(claim.club.name, _NAME)}"


def speaker(name: str, alert: Alert, claim: Claimed, tongue: Tongue) -> str:
    """Who claims it; who speaks for himself is called so in the reader's language."""
    match next((role for role, called in SPEAKERS.items() if called == name), None):
        case Role.PLAYER:
            return player(alert)
        case Role.AGENT:
            return tongue.agent.format(player=player(alert))
        case Role.CLUB:
            return harmless(claim.club.name, _NAME)
    return harmless(name, _NAME)


def actor(act: Act, alert: Alert, tongue: Tongue) -> str:
    """Who acted: by name, as the agent of the player, or by the handle."""
    match act.role:
        case Role.PLAYER:
            return player(alert)
        case Role.AGENT:
            return tongue.agent.format(player=player(alert))
        case Role.CLUB:
            return club(alert)
    handle = act.handle
    named = handle.removeprefix(NAMED) if handle.startswith(NAMED) else f"@{handle}"
    return harmless(named, _NAME)


def aim(act: Act, alert: Alert) -> str:
    """Whom it points to: a club the player, the player the club, the others both."""
    if act.verb in _TOWARDS or act.verb is Verb.UPDATE:
        squad = act.doing is Doing.SQUAD_FOLLOW
        return player(alert) if act.role is Role.CLUB or squad else club(alert)
    return club(alert) if act.role in _NAMING else pairing(alert)


def known(act: Act, tongue: Tongue) -> str:
    """How an act is known, and from whom."""
    who = harmless(act.observer or "", _NAME) or tongue.somebody
    match act.provenance:
        case Provenance.OBSERVED:
            return tongue.seen
        case Provenance.PUSHED:
            return tongue.pushed.format(who=who)
        case Provenance.REPORTED:
            return tongue.reported.format(who=who)


def likely(strength: Strength, tongue: Tongue) -> str:
    """How likely the move is: a word and a range, or that nobody can tell."""
    word = tongue.strength[strength.evidence]
    if strength.low is None or strength.high is None:
        return tongue.strength[type(strength.evidence).INSUFFICIENT]
    low, high = tongue.share(strength.low), tongue.share(strength.high)
    return tongue.band.format(word=word, low=low, high=high)


def rivals(alert: Alert, tongue: Tongue) -> str:
    """Which other clubs are named in the story."""
    names = [harmless(each.name, _NAME) for each in alert.rivals[:_FEW]]
    return tongue.rivals.format(names=", ".join(names)) if names else ""


def lift(alert: Alert, tongue: Tongue) -> str:
    """How much talk the act of the story brought about."""
    rise = alert.lift
    if rise is None or rise.ratio is None or rise.low is None or rise.high is None:
        return ""
    n, low, high = (tongue.number(round(each)) for each in (rise.ratio, rise.low, rise.high))
    return tongue.lift.format(n=n, low=low, high=high, span=tongue.span(rise.span))


def accounts(buzz: Buzz, tongue: Tongue) -> str:
    """How many accounts, and where they speak."""
    each = [
        tongue.count(number, tongue.places[place])
        if place in tongue.places
        else f"{tongue.number(number)} {harmless(place, _NAME)}"
        for place, number in buzz.by
    ]
    where = f" ({', '.join(each)})" if each else ""
    return f"{tongue.count(buzz.authors, tongue.accounts)}{where}"


def within(buzz: Buzz, tongue: Tongue, accounts: str) -> str:
    """So many *accounts* in the window."""
    return tongue.within.format(accounts=accounts, span=tongue.span(buzz.window))


def usual(buzz: Buzz, tongue: Tongue) -> str:
    """How many are usual, or that there is silence."""
    if buzz.expected < 1:
        return tongue.silent
    return tongue.usual.format(n=tongue.number(round(buzz.expected)))


def unseen(buzz: Buzz, tongue: Tongue) -> str:
    """Which sources were not seen."""
    names = ", ".join(
        harmless(name, _NAME) for name in dict.fromkeys((*buzz.missing, *buzz.blinded))
    )
    return tongue.unseen.format(names=names) if names else ""


def makeup(buzz: Buzz, tongue: Tongue) -> list[str]:
    """How much of it is a campaign, and how much one account's."""
    told = []
    if buzz.campaign is not None:
        sloganed = buzz.campaign.slogan >= buzz.campaign.copied
        phrase = tongue.slogan if sloganed else tongue.copied
        told.append(phrase.format(share=tongue.share(buzz.campaign.share)))
    if buzz.loudest >= LOUD:
        told.append(tongue.loudest.format(share=tongue.share(buzz.loudest)))
    return told


def confirmer(alert: Alert, tongue: Tongue) -> str:
    """Who confirms it: the club by its account, sources by their names."""
    if not alert.evidence:
        return ""
    who = alert.evidence[0].who
    account, two = who.removeprefix(CLUB), who.removeprefix(TWO)
    if account != who:
        who = f"{alert.club_name} ({account})"
    elif two != who:
        who = two.replace(" and ", ", ")
    return tongue.claimed.format(who=harmless(who, _NAME))


def confirmed_at(alert: Alert, tongue: Tongue, zone: tzinfo) -> str:
    """When it was confirmed."""
    at = alert.evidence[0].at if alert.evidence else None
    return f"{tongue.moment(at or alert.told_at, zone)}."
