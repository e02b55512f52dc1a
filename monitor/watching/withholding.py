"""What nobody is interrupted for, although it is loud: it stands on its page and in the digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from monitor.domain import campaign, phrases
from monitor.domain.alert import Notice
from monitor.domain.buzz import Buzz
from monitor.domain.campaign import Written
from monitor.domain.catalogue import Catalogue, Club, Pairing, Player
from monitor.domain.spike import Surge
from monitor.domain.spiking import Spike
from monitor.domain.stories import figures, raising
from monitor.domain.text import fold
from monitor.domain.told.digest import NEAR
from monitor.watching.verdicts import LEAST, Case, loud

AT_ONCE: Final = 20
"""Notices at most in one turn of what almost was told, the loudest first."""

CAMPAIGN: Final = "campaign"
SURGE: Final = "surge"
PRIVATE: Final = "private"
FEW: Final = "few"
IDLE: Final = "idle"
"""Reasons, a word each: a spike is noted once for each."""

DAY: Final = timedelta(days=1)
"""What comes near to a spike is noted once in this time, from 06:00 UTC on: a night once."""

_DAWN: Final = datetime(2026, 1, 1, 6, tzinfo=UTC)


def doubted(case: Case) -> bool:
    """Whether the words of a case are to be looked at before it is told."""
    carried = case.act is not None or case.carried
    return loud(case.spike) and case.grown and carried


def examine(case: Case, written: Iterable[Written], catalogue: Catalogue) -> Case:
    """Return *case* with how much of it is a campaign, by what was *written*."""
    found = campaign.campaign(written, names(catalogue, case.pairing))
    if found is None:
        return case
    latest = replace(case.spike.latest, campaign=found)
    return replace(case, spike=replace(case.spike, latest=latest))


def names(catalogue: Catalogue, pairing: Pairing) -> frozenset[str]:
    """Return the folded words that say whom talk of a pairing is about, also run together.

    They are of the names of the player, of the club, and of all clubs that he played for: those
    who may lose him speak under their own name.
    """
    found = set[str]()
    player = catalogue.players[pairing.player]
    slugs = (pairing.club, *(stint.club for stint in player.stints))
    bearers: list[Player | Club] = [player]
    bearers += [catalogue.clubs[slug] for slug in slugs if slug in catalogue.clubs]
    for one in bearers:
        for name in (one.name, *(alias.text for alias in one.aliases)):
            words = phrases.split(fold(name))
            found.update((*words, "".join(words)))
    return frozenset(found)


def withhold(
    cases: Sequence[Case], standing: Iterable[Spike], surges: Mapping[str | None, Surge]
) -> list[Case]:
    """Return *cases*, with why those are withheld that no act and no claim by a source carries.

    Args:
        standing: Spikes of other pairings.
        surges: General surges that there are: of all under None, of a club by its slug.
    """
    sensitive = {case.pairing.player for case in cases if loud(case.spike) and case.heard.delicate}
    sensitive |= {one.pairing.player for one in standing if one.warned is not None and loud(one)}
    kept = []
    for case in cases:
        reason = None
        if case.act is None and not case.heard.press:
            lifted = surges.get(None) or surges.get(case.pairing.club)
            private = case.pairing.player in sensitive
            reason = _reason(case.spike.latest, lifted, private=private)
        kept.append(case if reason is None else replace(case, withheld=reason))
    return kept


def _reason(buzz: Buzz, surge: Surge | None, *, private: bool) -> tuple[str, str] | None:
    if private:
        return PRIVATE, "the talk about the player is about death, health, crime or private life"
    if buzz.campaign is not None:
        return CAMPAIGN, f"campaign: {campaign.said(buzz.campaign)}; no act, no claim"
    if buzz.authors >= raising.MAJOR:
        return None
    if buzz.loudest >= figures.LOUD:
        share = f"{buzz.loudest:.0%}".replace("%", " %")
        return CAMPAIGN, f"campaign: one account writes {share} of the posts; no act, no claim"
    if surge is not None:
        rise = f"{surge.raised} of {surge.active} pairings are at {surge.factor:.1f} times"
        return SURGE, f"general surge: {rise} their usual; no act, no claim"
    return None


def missed(
    cases: Sequence[Case],
    spikes: Mapping[Pairing, Spike],
    standing: Iterable[Spike],
    catalogue: Catalogue,
    at: datetime,
) -> tuple[Mapping[Pairing, Spike], tuple[Notice, ...]]:
    """Return notices, told to nobody, of what almost was told, and the spikes that note it.

    A spike is noted once for each reason. Beside what is told of the same player nothing is.

    Args:
        cases: As they were judged; *spikes*: as they are kept after it.
        standing: Spikes of other pairings.
    """
    live = (*spikes.values(), *standing)
    told = {one.pairing.player for one in live if one.alert is not None and loud(one)}
    kept: dict[Pairing, Spike] = {}
    notices: list[Notice] = []
    ranked = sorted(cases, key=lambda case: (-case.heard.authors, case.pairing))
    for case in ranked:
        spike = spikes[case.pairing]
        if case.pairing.player in told or not loud(spike):
            continue
        if case.heard.delicate or case.settled or spike.warned is not None:
            continue
        reason = case.withheld or _short(case)
        if reason is None or reason[0] in spike.withheld or len(notices) == AT_ONCE:
            continue
        kept[case.pairing] = replace(spike, withheld=(*spike.withheld, reason[0]))
        notice = raising.start(spike, case.heard.voices, catalogue, (), at)
        why, held = reason
        notices.append(replace(notice, held=held, why=why, parts=()))  # it opens no story
    return kept, tuple(notices)


def nearly(
    cases: Sequence[Case], spikes: Iterable[Spike], catalogue: Catalogue, at: datetime
) -> tuple[Notice, ...]:
    """Return notices, told to nobody, of what came near to a spike: one a day for each pairing.

    Args:
        spikes: Those that there are: beside one of the same player nothing is noted.
    """
    busy = {one.pairing.player for one in spikes if loud(one)}
    ranked = sorted(cases, key=lambda case: (-case.heard.authors, case.pairing))
    return tuple(
        _near(case, catalogue, at)
        for case in ranked
        if case.pairing.player not in busy and case.carried and case.heard.aimed
        and not case.heard.delicate
    )[:AT_ONCE]  # fmt: skip


def _near(case: Case, catalogue: Catalogue, at: datetime) -> Notice:
    """Return the notice of *case*; its ids are those of the day, so that the first is kept."""
    buzz = case.spike.latest
    day = _DAWN + (buzz.at - _DAWN) // DAY * DAY
    notice = raising.start(
        replace(case.spike, first=day), case.heard.voices, catalogue, (), at
    )  # fmt: skip
    held = f"{figures.count(buzz.authors, 'account')}: not far enough above the usual"
    alert = replace(notice.alert, happened_at=case.spike.first)
    return replace(notice, alert=alert, held=held, why=NEAR, parts=())


def _short(case: Case) -> tuple[str, str] | None:
    """What a case falls short of, where it is one thing alone."""
    heard = case.heard
    few = heard.authors < LEAST
    if few and case.spike.peak.authors < LEAST and case.carried and heard.aimed:
        accounts = figures.count(heard.authors, "account")
        return FEW, f"{accounts}: fewer than {LEAST} wake nobody"
    if not few and not case.carried and heard.aimed and case.act is None:
        share = f"{heard.risen(case.spike.latest.expected):.0%}".replace("%", " %")
        return IDLE, f"{share} of the rise is about the transfer; it takes a third"
    return None
