"""Notices of decisive acts: told, added to, and taken back under the same id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from monitor.domain import hearsay, wording
from monitor.domain.act import Act, Verdict
from monitor.domain.activity import Provenance
from monitor.domain.alert import Alert, Kind, Notice, Severity, Status, alert_id, story_id
from monitor.domain.alert import Evidence as Piece
from monitor.domain.catalogue import Catalogue
from monitor.domain.deed import Deed, Ending
from monitor.domain.rumour import Evidence, Strength

RULE: Final = "decisive-act"


def tell(deed: Deed, catalogue: Catalogue, story: str | None = None) -> Notice:
    """Return the notice of a decisive act; *story* continues an earlier one."""
    act = deed.act
    saga = story or story_id(act.pairing.player, act.key)
    ident = act.alert or alert_id(RULE, saga, act.key)
    player = catalogue.players[act.pairing.player].name
    club = catalogue.clubs[act.pairing.club].name
    who = wording.owner(deed.account, catalogue)
    said = hearsay.standing(deed)
    title = f"Unverified: {wording.headline(deed, who, player, club)}{said and f'; {said}'}"
    alert = Alert(
        id=ident,
        rule=RULE,
        story=saga,
        pairing=act.pairing,
        player_name=player,
        club_name=club,
        status=Status.STARTED,
        severity=Severity.MAJOR,
        title=title,
        text=wording.account_of(deed, catalogue, who, player, club),
        how_we_know=wording.how_we_know(deed, who),
        reasons=wording.reasons(deed, player, club),
        evidence=wording.evidence(deed, catalogue, who),
        unknown=wording.unknown(deed),
        strength=Strength(Evidence.INSUFFICIENT),
        happened_at=act.at,
        told_at=deed.seen_at,
    )
    acts = tuple(replace(one, alert=ident, verdict=Verdict.PUSH) for one in (act, *deed.others))
    return Notice(kind=Kind.ACT_NOTABLE, alert=alert, cause=act.key, acts=acts)


def update(before: Notice, deed: Deed, catalogue: Catalogue) -> Notice:
    """Return the notice that adds *deed* to the alert told by *before*, whose id stays."""
    told = tell(
        replace(deed, act=replace(deed.act, alert=before.alert.id)), catalogue, before.alert.story
    )
    fresh = told.alert
    evidence = (*fresh.evidence, *(e for e in _held(before, deed) if e not in fresh.evidence))
    alert = replace(
        fresh, status=Status.UPDATED, evidence=evidence, happened_at=before.alert.happened_at
    )
    return replace(told, kind=Kind.STORY_UPDATED, alert=alert, repeats=before.keys)


def confirm(before: Notice, deed: Deed, catalogue: Catalogue) -> Notice:
    """Return the notice that somebody else tells of the act that *before* told."""
    notice = update(before, deed, catalogue)
    if deed.provenance is Provenance.OBSERVED:
        return notice  # what was seen stands first, what was said of it after that
    evidence = (*_held(before, deed), *hearsay.testimonies(deed))
    return replace(notice, alert=replace(notice.alert, evidence=evidence))


def _held(before: Notice, deed: Deed) -> tuple[Piece, ...]:
    """Return the evidence that stays: reports are listed anew, with their copies by now."""
    if deed.tale is None:
        return before.alert.evidence
    return tuple(e for e in before.alert.evidence if not e.what.startswith(hearsay.REPORT))


def unlinked(notice: Notice, addresses: Collection[str]) -> Notice:
    """Return *notice* without some addresses: what stood there was deleted since."""
    evidence = tuple(
        replace(one, url=None, quote=None) if one.url in addresses else one
        for one in notice.alert.evidence
    )
    return replace(notice, alert=replace(notice.alert, evidence=evidence))


def redacted(notice: Notice) -> Notice:
    """Return *notice* without any words or addresses of others: what it told was deleted since."""
    alert = replace(
        notice.alert,
        text=wording.earlier(notice.alert.text),
        evidence=tuple(replace(one, url=None, quote=None) for one in notice.alert.evidence),
        strength=Strength(Evidence.INSUFFICIENT),
    )
    return replace(notice, alert=alert)


def correct(before: Notice, ended: Act, cause: bytes, at: datetime, ending: Ending) -> Notice:
    """Return the notice that takes back what *before* told of the act that ended.

    Args:
        before: How the alert stood.
        ended: The act that no longer stands.
        cause: Key of the activity that ended it.
        at: When that was seen.
        ending: How it ended.
    """
    what = wording.what_ended(ended, ending)
    about = f"{before.alert.player_name} and {before.alert.club_name}"
    alert = replace(
        before.alert,
        status=Status.CORRECTED,
        title=f"Corrected: {what} ({about})",
        text=f"{what} at {wording.stamp(ending.at)}. That part of this alert no longer stands. "
        f"It had said: {wording.earlier(before.alert.text)}",
        evidence=(),
        unknown=() if ending.of_report else ("Why it was taken back.",),
        strength=Strength(Evidence.INSUFFICIENT),
        reasons=("Everybody who got an alert hears when part of it no longer stands.",),
        how_we_know=(wording.how_it_ended(ending, at),),
        told_at=at,
    )
    acts = (replace(ended, ended=True),)
    return Notice(kind=Kind.ALERT_CORRECTED, alert=alert, cause=cause, acts=acts)


def withdraw(before: Notice, act: Act, at: datetime) -> Notice:
    """Return the notice that takes back what *before* told of an act upon an unknown post.

    Args:
        before: How the alert stood.
        act: The act, which stands; what was made of it doesn't.
        at: When the post came, and was about something else.
    """
    what = wording.what_was_read(act)
    about = f"{before.alert.player_name} and {before.alert.club_name}"
    alert = replace(
        before.alert,
        status=Status.CORRECTED,
        title=f"Corrected: {what} is not transfer talk ({about})",
        text=f"{what} has been read by now: it is not transfer talk about {about}. "
        f"This alert had said: {wording.earlier(before.alert.text)}",
        evidence=(),
        unknown=(),
        strength=Strength(Evidence.INSUFFICIENT),
        reasons=("Everybody who got an alert hears when part of it no longer stands.",),
        how_we_know=(f"The post itself was read at {wording.stamp(at)}.",),
        told_at=at,
    )
    acts = (replace(act, verdict=Verdict.HOLD),)
    return Notice(kind=Kind.ALERT_CORRECTED, alert=alert, cause=act.key, acts=acts)
