"""The words of an alert: every sentence attributed, nothing claimed that is not known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.act import Act, Rule
from monitor.domain.activity import Provenance, Verb
from monitor.domain.alert import (
    Alert,
    Evidence,
    Kind,
    Notice,
    Severity,
    Status,
    alert_id,
    story_id,
)
from monitor.domain.catalogue import Account, Catalogue, Relation, Role
from monitor.domain.rumour import Strength
from monitor.domain.text import quote

RULE: Final = "decisive-act"

_DID: Final[dict[Verb, str]] = {
    Verb.LIKE: "liked",
    Verb.ANNOUNCE: "reposted",
    Verb.FOLLOW: "followed",
    Verb.CREATE: "posted",
    Verb.UNDO: "unfollowed",
}
_THING: Final[dict[Verb, str]] = {
    Verb.LIKE: "the like",
    Verb.ANNOUNCE: "the repost",
    Verb.FOLLOW: "the follow",
    Verb.CREATE: "the post",
    Verb.UNDO: "the unfollow",
}
_ROLE: Final[dict[Role, str]] = {
    Role.FAN_ACCOUNT: "fan account",
    Role.OUTLET: "outlet",
    Role.JOURNALIST: "journalist",
    Role.CLUB: "club",
    Role.PLAYER: "player",
    Role.AGENT: "agent",
    Role.TEAMMATE: "team-mate",
    Role.PUBLIC: "account",
}
_PLATFORM: Final = {"bluesky": "Bluesky", "mastodon": "Mastodon"}
_RELATION: Final[dict[Relation, str]] = {
    Relation.CURRENT: "the player's own club",
    Relation.FORMER: "a former club of the player",
    Relation.LOAN_PARENT: "the club that lent the player",
    Relation.NONE: "not a club of the player",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """What somebody acted upon, as far as it is known and may be shown.

    Attributes:
        account: Its author's catalogue account; None = private, or unknown.
        known: Whether we have it at all.
        text, url: As stored; shown only where *account* is proven.
        reply: The act replied to it or quoted it, rather than liking or reposting it.
    """

    known: bool
    account: Account | None = None
    text: str = ""
    url: str | None = None
    at: datetime | None = None
    reply: str | None = None

    @property
    def public(self) -> bool:
        """Whether it may be quoted and linked."""
        return self.account is not None and self.account.proof is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A decisive act with all that its alert needs.

    Attributes:
        url: Where the act itself can be seen, if anywhere.
        text: Its own words, if it has any.
        others: Team-mates' acts that it adds up with.
        blind: What was not seen at the time, a sentence each.
    """

    act: Act
    account: Account
    rule: Rule
    relation: Relation
    connector: str
    provenance: Provenance
    seen_at: datetime
    object: Object | None
    strength: Strength
    url: str | None = None
    text: str = ""
    others: tuple[Act, ...] = ()
    blind: tuple[str, ...] = ()


def owner(account: Account, catalogue: Catalogue) -> str:
    """Return the name of whom *account* belongs to, else its handle."""
    player = catalogue.players.get(account.player or "")
    if player is not None:
        return f"the agent of {player.name}" if account.role is Role.AGENT else player.name
    source = catalogue.sources.get(account.source or "")
    if source is not None:
        return source.name
    club = catalogue.clubs.get(account.club or "")
    if account.role is Role.CLUB and club is not None:
        return club.name
    return f"@{account.handle}"


def tell(deed: Deed, catalogue: Catalogue, story: str | None = None) -> Notice:
    """Return the notice of a decisive act; *story* continues an earlier one."""
    act = deed.act
    saga = story or story_id(act.pairing.player, act.key)
    ident = act.alert or alert_id(RULE, saga, act.key)
    player = catalogue.players[act.pairing.player].name
    club = catalogue.clubs[act.pairing.club].name
    who = owner(deed.account, catalogue)
    title = f"Unverified: {_headline(deed, who, player, club)}"
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
        text=_text(deed, catalogue, who, player, club),
        how_we_know=_how(deed, who),
        reasons=_reasons(deed, player, club),
        evidence=_evidence(deed, catalogue, who),
        unknown=_unknown(deed),
        strength=deed.strength,
        happened_at=act.at,
        told_at=deed.seen_at,
    )
    return Notice(
        kind=Kind.ACT_NOTABLE, alert=alert, cause=act.key, acts=(replace(act, alert=ident),)
    )


def update(before: Notice, deed: Deed, catalogue: Catalogue) -> Notice:
    """Return the notice that adds *deed* to the alert told by *before*, whose id stays."""
    told = tell(
        replace(deed, act=replace(deed.act, alert=before.alert.id)), catalogue, before.alert.story
    )
    fresh = told.alert
    evidence = (*fresh.evidence, *(e for e in before.alert.evidence if e not in fresh.evidence))
    alert = replace(
        fresh, status=Status.UPDATED, evidence=evidence, happened_at=before.alert.happened_at
    )
    return replace(told, kind=Kind.STORY_UPDATED, alert=alert)


def correct(before: Notice, ended: Act, cause: bytes, at: datetime, ending: Ending) -> Notice:
    """Return the notice that takes back what *before* told of the act that ended.

    Args:
        before: How the alert stood.
        ended: The act that no longer stands.
        cause: Key of the activity that ended it.
        at: When that was seen.
        ending: How it ended.
    """
    what = _what_ended(ended, ending)
    about = f"{before.alert.player_name} and {before.alert.club_name}"
    alert = replace(
        before.alert,
        status=Status.CORRECTED,
        title=f"Corrected: {what} ({about})",
        text=f"{what} at {stamp(ending.at)}. That part of this alert no longer stands. "
        f"It had said: {_earlier(before.alert.text)}",
        evidence=(),
        unknown=("Why it was taken back.",),
        reasons=("Everybody who got an alert hears when part of it no longer stands.",),
        how_we_know=(f"The end of the record was seen at {stamp(at)}.",),
        told_at=at,
    )
    acts = (replace(ended, ended=True),)
    return Notice(kind=Kind.ALERT_CORRECTED, alert=alert, cause=cause, acts=acts)


@dataclass(frozen=True, slots=True)
class Ending:
    """How an act ended.

    Attributes:
        verb: Undo or delete.
        of_object: It is what the act was about that was deleted, not the act.
    """

    verb: Verb
    at: datetime
    of_object: bool


def _what_ended(act: Act, ending: Ending) -> str:
    if ending.of_object:
        did = "answered or quoted" if act.verb is Verb.CREATE else _DID[act.verb]
        return f"The post that @{act.handle} {did} was deleted"
    if ending.verb is Verb.DELETE:
        return f"@{act.handle} deleted {_THING[act.verb]}"
    return f"@{act.handle} took back {_THING[act.verb]}"


def stamp(at: datetime) -> str:
    """Return a time as alerts write it."""
    return f"{at:%H:%M} UTC on {at.day} {at:%B %Y}"


def _earlier(text: str) -> str:
    """What an alert had said, without the quotation: what was deleted is not repeated."""
    head, mark, _ = text.partition(": \u201c")
    return f"{head}." if mark else text


def _headline(deed: Deed, who: str, player: str, club: str) -> str:
    verb = deed.act.verb
    if verb is Verb.FOLLOW:
        other = club if deed.act.role in {Role.PLAYER, Role.AGENT, Role.TEAMMATE} else player
        return f"{who} followed {other}"
    if verb is Verb.UNDO:
        other = club if deed.act.role in {Role.PLAYER, Role.AGENT, Role.TEAMMATE} else player
        return f"{who} unfollowed {other}"
    about = f"{player} and {club}" if deed.act.role is not Role.PLAYER else club
    if verb is Verb.CREATE:
        did = {"reply": "replied to a post", "quote": "quoted a post"}.get(
            (deed.object.reply if deed.object else None) or "", "posted"
        )
        return f"{who} {did} about {about}"
    return f"{who} {_DID[verb]} a post about {about}"


def _text(deed: Deed, catalogue: Catalogue, who: str, player: str, club: str) -> str:
    act = deed.act
    where = _PLATFORM.get(act.platform, act.platform)
    actor = f"{who} (@{act.handle}, {where})"
    if act.verb in {Verb.FOLLOW, Verb.UNDO}:
        headline = _headline(deed, actor, player, club)
        return f"{headline} at {stamp(act.at)}."
    parts = []
    target = deed.object
    if target is None:
        parts.append(f"{actor} posted at {stamp(act.at)}{_words(deed.text) or '.'}")
    else:
        did = {"reply": "replied to", "quote": "quoted"}.get(target.reply or "", _DID[act.verb])
        said = _words(target.text) if target.public else ""
        author = _author(target, catalogue)
        parts.append(f"{actor} {did} a post by {author} at {stamp(act.at)}{said or '.'}")
        if deed.text:
            parts.append(f"The words added{_words(deed.text)}")
    if deed.relation is not Relation.NONE:
        parts.append(f"{club} is {_RELATION[deed.relation]}.")
    return " ".join(parts)


def _words(text: str) -> str:
    """What was said, as the end of a sentence; nothing for no words."""
    if not text.strip():
        return ""
    said = quote(text)
    stop = "" if said[-1] in ".!?\u2026" else "."
    return f": \u201c{said}\u201d{stop}"


def _author(target: Object, catalogue: Catalogue) -> str:
    account = target.account
    if not target.known and account is None:
        return "an unknown account (the post itself could not be fetched)"
    if account is None or account.proof is None:
        return "a private account"
    speaks = _ROLE[account.role]
    club = catalogue.clubs.get(account.club or "")
    if club is not None and account.role is Role.FAN_ACCOUNT:
        speaks += f" of {club.name}"
    if not target.known:
        speaks += "; the post itself could not be fetched"
    name, handle = owner(account, catalogue), f"@{account.handle}"
    return f"{name} ({speaks})" if name == handle else f"{name} ({handle}, {speaks})"


def _how(deed: Deed, who: str) -> tuple[str, ...]:
    act = deed.act
    where = _PLATFORM.get(act.platform, act.platform)
    delay = deed.seen_at - act.at
    lag = f"{_span(delay)} after it happened" if delay >= timedelta(0) else "as it happened"
    seen = {
        Provenance.OBSERVED: f"Observed: the record of {_THING[act.verb]} was read from {where} "
        f"by the source \u201c{deed.connector}\u201d, {lag}.",
        Provenance.REPORTED: f"Reported, not observed: a text read by \u201c{deed.connector}\u201d "
        "says that it happened.",
        Provenance.PUSHED: f"Pushed through \u201c{deed.connector}\u201d, unconfirmed by a second "
        "observer.",
    }[deed.provenance]
    proof = f"@{act.handle} is the account of {who}: {deed.account.proof}"
    if deed.account.verified_on:
        proof += f" (checked on {deed.account.verified_on.isoformat()})"
    return (seen, f"{proof}.")


def _span(delay: timedelta) -> str:
    seconds = int(delay.total_seconds())
    if seconds < 1:
        return "under a second"
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 7200:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h"


def _reasons(deed: Deed, player: str, club: str) -> tuple[str, ...]:
    reasons = [deed.rule.reason, f"{club} is {_RELATION[deed.relation]} (as the catalogue says)."]
    if deed.others:
        handles = ", ".join(sorted({f"@{other.handle}" for other in deed.others}))
        reasons.append(f"Others around {player} did so within 24 hours: {handles}.")
    return tuple(reasons)


def _evidence(deed: Deed, catalogue: Catalogue, who: str) -> tuple[Evidence, ...]:
    act = deed.act
    found = [
        Evidence(
            what=_THING[act.verb],
            who=f"{who} (@{act.handle})",
            provenance=deed.provenance,
            at=act.at,
            url=deed.url,
            quote=quote(deed.text) if deed.text else None,
        )
    ]
    target = deed.object
    if target is not None and target.known:
        found.append(
            Evidence(
                what="the post that it is about",
                who=_author(target, catalogue),
                provenance=Provenance.OBSERVED,
                at=target.at,
                url=target.url if target.public else None,
                quote=quote(target.text) if target.public and target.text else None,
            )
        )
    return tuple(found)


def _unknown(deed: Deed) -> tuple[str, ...]:
    gaps = []
    if deed.act.verb in {Verb.LIKE, Verb.ANNOUNCE, Verb.FOLLOW}:
        gaps.append(f"Why: {_THING[deed.act.verb].removeprefix('the ')}s are not statements.")
    if deed.object is not None and not deed.object.known:
        gaps.append("What the post says: it could not be fetched; this alert is updated if it is.")
    gaps.append("Whether anybody else reports it: this rests on one act, by one account.")
    gaps.append("How likely the move is: too little evidence for a number.")
    gaps.extend(deed.blind)
    return tuple(gaps)
