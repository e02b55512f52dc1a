"""The words of an alert: every sentence attributed, nothing claimed that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.act import Act
from monitor.domain.activity import Provenance, Verb
from monitor.domain.acts.deed import Deed, Ending, Object
from monitor.domain.acts.hearsay import (
    OBSERVER,
    beside,
    certainty,
    named,
    reporter,
    standing,
    testimonies,
    voices,
)
from monitor.domain.alert import Evidence
from monitor.domain.catalogue import NAMED, Account, Catalogue, Relation, Role
from monitor.domain.discretion import quotable
from monitor.domain.platforms import NAMES
from monitor.domain.reported.telling import Doing
from monitor.domain.text import quote

UNSAID: Final = "the words are not repeated"
"""What is told where a slur would be quoted."""

_DID: Final[dict[Verb, str]] = {
    Verb.LIKE: "liked",
    Verb.ANNOUNCE: "reposted",
    Verb.FOLLOW: "followed",
    Verb.CREATE: "posted",
    Verb.UNDO: "unfollowed",
    Verb.UPDATE: "changed the profile about",
}
_DOING: Final[dict[Doing, str]] = {
    Doing.LIKE_REMOVED: "liked, then unliked,",
    Doing.COMMENT: "commented on",
    Doing.CLUB_REMOVED: "removed from the profile:",
    Doing.PICTURES_REMOVED: "removed pictures of",
}
_AGAIN: Final[dict[Verb, str]] = {
    Verb.LIKE: "liked a post like this",
    Verb.ANNOUNCE: "reposted a post like this",
    Verb.FOLLOW: "followed like this",
    Verb.CREATE: "posted like this",
    Verb.UNDO: "unfollowed like this",
    Verb.UPDATE: "changed the profile like this",
}
THING: Final[dict[Verb, str]] = {
    Verb.LIKE: "the like",
    Verb.ANNOUNCE: "the repost",
    Verb.FOLLOW: "the follow",
    Verb.CREATE: "the post",
    Verb.UNDO: "the unfollow",
    Verb.UPDATE: "the change of the profile",
}
"""What an act is called among the evidence."""

SUBJECT: Final = "the post that it is about"
"""What the object of an act is called there."""

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
_RELATION: Final[dict[Relation, str]] = {
    Relation.CURRENT: "the player's own club",
    Relation.FORMER: "a former club of the player",
    Relation.LOAN_PARENT: "the club that lent the player",
    Relation.NONE: "not a club of the player",
}


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
    return called(account.handle)


def called(handle: str) -> str:
    """Return a handle as it is written; a player without a known account goes by the name."""
    return handle.removeprefix(NAMED) if handle.startswith(NAMED) else f"@{handle}"


def what_ended(act: Act, ending: Ending) -> str:
    """Return what no longer stands, without its full stop."""
    if ending.of_report:
        by = f"denied by {quote(ending.observer, OBSERVER)}" if ending.observer else "withdrawn"
        return f"What was reported, {THING[act.verb]} by {called(act.handle)}, was {by}"
    if ending.of_object:
        return f"{what_was_read(act)} was deleted"
    if ending.verb is Verb.DELETE:
        return f"{called(act.handle)} deleted {THING[act.verb]}"
    return f"{called(act.handle)} took back {THING[act.verb]}"


def how_it_ended(ending: Ending, at: datetime) -> str:
    """Return how it is known that an act ended; *at* is when that was seen."""
    if ending.of_report and ending.observer is None:
        return f"The last report that it rested on was deleted, or changed, by {stamp(at)}."
    if ending.observer is None:
        return f"The end of the record was seen at {stamp(at)}."
    who = quote(ending.observer, OBSERVER)
    return f"{who} says so, at {stamp(at)}; no source of ours saw it end."


def what_was_read(act: Act) -> str:
    """Return the post that somebody acted upon, as the subject of a sentence."""
    did = "answered or quoted" if act.verb is Verb.CREATE else _DID[act.verb]
    return f"The post that {called(act.handle)} {did}"


def stamp(at: datetime) -> str:
    """Return a time as alerts write it."""
    return f"{at:%H:%M} UTC on {at.day} {at:%B %Y}"


def earlier(text: str) -> str:
    """What an alert had said, without the quotation: what was deleted is not repeated."""
    head, mark, _ = text.partition(": \u201c")
    return f"{head}." if mark else text


def headline(deed: Deed, who: str, player: str, club: str) -> str:
    """Return what happened, short enough for a lock screen."""
    verb = deed.act.verb
    if verb in {Verb.FOLLOW, Verb.UNDO, Verb.UPDATE}:
        squad = deed.act.doing is Doing.SQUAD_FOLLOW
        other = player if deed.act.role is Role.CLUB or squad else club
        return f"{who} {_done(deed.act)} {other}"
    target = deed.object
    about = f"about {player} and {club}" if deed.act.role is not Role.PLAYER else f"about {club}"
    if deed.denies:
        return f"{who} denied talk {about}"
    if target is None:
        return f"{who} posted {about}"
    if not target.known and not deed.text and deed.provenance is Provenance.OBSERVED:
        about = _voice(target, club)
    return f"{who} {_did(deed.act, target)} {_what(deed.act)} {about}"


def _did(act: Act, target: Object) -> str:
    return {"reply": "replied to", "quote": "quoted"}.get(target.reply or "", _done(act))


def _done(act: Act) -> str:
    """What was done, as finely as it is known."""
    return _DOING.get(act.doing, _DID[act.verb]) if act.doing is not None else _DID[act.verb]


def _what(act: Act) -> str:
    return "a comment" if act.doing is Doing.LIKE_OF_COMMENT else "a post"


def _voice(target: Object, club: str) -> str:
    """Whose a post is that nobody could read: what it is about isn't known."""
    role = target.account.role if target.account is not None else Role.PUBLIC
    by = {Role.CLUB: f"by {club}", Role.FAN_ACCOUNT: f"by a fan account of {club}"}
    return by.get(role, f"by an account close to {club}")


def account_of(deed: Deed, catalogue: Catalogue, who: str, player: str, club: str) -> str:
    """Return what happened, each part attributed."""
    act = deed.act
    where = _account(act)
    actor = f"{who} ({where})" if where else who
    when = _when(deed)
    if act.verb in {Verb.FOLLOW, Verb.UNDO, Verb.UPDATE}:
        done = f"{headline(deed, actor, player, club)} {when}."
        return upper(" ".join([done, *_beside(deed, who), *voices(deed)]))
    parts = []
    target = deed.object
    if deed.denies:
        parts.append(f"{headline(deed, actor, player, club)} {when}{_words(deed.text, catalogue)}")
    elif target is None:
        parts.append(f"{actor} posted {when}{_words(deed.text, catalogue)}")
    else:
        did = _did(act, target)
        said = _words(target.text, catalogue) if target.public else "."
        author = _author(target, catalogue)
        parts.append(f"{actor} {did} {_what(act)} by {author} {when}{said}")
        if deed.text.strip():
            parts.append(f"Words were added{_words(deed.text, catalogue)}")
    if deed.relation is not Relation.NONE:
        parts.append(f"{club} is {_RELATION[deed.relation]}.")
    return upper(" ".join([*parts, *_beside(deed, who), *voices(deed)]))


def upper(text: str) -> str:
    """Return *text* with a capital, as a sentence begins."""
    return f"{text[:1].upper()}{text[1:]}"


def _beside(deed: Deed, who: str) -> list[str]:
    """What other clubs an act points to, and when there was such an act before."""
    said = []
    if deed.also:
        said.append(f"It points to {' and '.join(club.name for club in deed.also)} too.")
    if deed.earlier is not None:
        act, ended_at = deed.earlier.act, deed.earlier.ended_at
        again = f"On {act.at.day} {act.at:%B %Y} {who} {_AGAIN[act.verb]}"
        if act.ended and ended_at is not None:
            again += f", and took it back {_span(ended_at - act.at)} later"
        elif act.ended:
            again += ", which no longer stands"
        said.append(f"{again}.")
    return said


def _account(act: Act) -> str:
    where = NAMES.get(act.platform, act.platform)
    return where if act.handle.startswith(NAMED) else f"@{act.handle}, {where}"


def _when(deed: Deed) -> str:
    at = min(act.at for act in (*deed.witnesses, deed.act))
    if deed.act.since is not None and not deed.timed:
        return f"between {stamp(deed.act.since)} and {stamp(at)}"
    return f"at {stamp(at)}" if deed.timed else f"at a time not known, before {stamp(at)}"


def _words(text: str, catalogue: Catalogue) -> str:
    """What was said, as the end of a sentence, as far as it may be repeated."""
    said = quote(quotable(text, catalogue))
    if not said:
        return f"; {UNSAID}." if text.strip() else "."
    stop = "" if said[-1] in ".!?\u2026" else "."
    return f": \u201c{said}\u201d{stop}"


def _author(target: Object, catalogue: Catalogue) -> str:
    account = target.account
    if target.told and account is None:
        return "an account that is not in the catalogue (or not named)"
    if not target.known and account is None:
        return "an unknown account (the post itself could not be fetched)"
    if account is None or account.proof is None:
        return "a private account"
    speaks = _ROLE[account.role]
    club = catalogue.clubs.get(account.club or "")
    if club is not None and account.role is Role.FAN_ACCOUNT:
        speaks += f" of {club.name}"
    if not target.known and not target.told:
        speaks += "; the post itself could not be fetched"
    name, handle = owner(account, catalogue), f"@{account.handle}"
    return f"{name} ({speaks})" if name == handle else f"{name} ({handle}, {speaks})"


def how_we_know(deed: Deed, who: str) -> tuple[str, ...]:
    """Return how the act is known, and how the account is."""
    act = deed.act
    where = NAMES.get(act.platform, act.platform)
    delay = deed.seen_at - act.at
    lag = f"{_span(delay)} after it happened" if delay >= timedelta(0) else "as it happened"
    seen = {
        Provenance.OBSERVED: f"Observed: the record of {THING[act.verb]} was read from {where} "
        f"by the source \u201c{deed.connector}\u201d, {lag}.",
        Provenance.REPORTED: _reports(deed),
        Provenance.PUSHED: f"Pushed by {named(act)} through "
        f"\u201c{deed.connector}\u201d, not observed by a source of ours.",
    }[deed.provenance]
    said = standing(deed)
    heard = (f"Who says so: {said}.",) if said and deed.witnesses else ()
    if not act.platform:
        return (seen, *heard, "On which platform, and by which account, is not said.")
    if act.handle.startswith(NAMED):
        lack = f"By which account is not known: none of {who} on {where} is in the catalogue."
        return (seen, *heard, lack)
    proof = f"@{act.handle} is the account of {who}: {deed.account.proof}"
    if deed.account.verified_on:
        proof += f" (checked on {deed.account.verified_on.isoformat()})"
    if deed.address is None:
        return (seen, *heard, f"{proof}.")
    record = f"Its record, for anybody to look up: {quote(deed.address, 200)}"
    return (seen, *heard, record, f"{proof}.")


def _reports(deed: Deed) -> str:
    """How texts tell of it."""
    by = f"a text that came by \u201c{deed.connector}\u201d says that it happened."
    if deed.tale is None:
        return f"Reported, not observed: {by}"
    said = [f"Reported, not observed: {by} First: {quote(deed.tale.first.name, OBSERVER)}"]
    if deed.tale.lead is not None:
        said.append(f", {_span(deed.tale.lead)} before the next")
    if deed.tale.copies:
        said.append(f"; {deed.tale.copies} only repeat what others say")
    return f"{''.join(said)}."


def _span(delay: timedelta) -> str:
    seconds = int(delay.total_seconds())
    if seconds < 1:
        return "under a second"
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 7200:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h"


def reasons(deed: Deed, player: str, club: str) -> tuple[str, ...]:
    """Return why it is told."""
    reasons = [deed.rule.reason, f"{club} is {_RELATION[deed.relation]} (as the catalogue says)."]
    if deed.others:
        handles = ", ".join(sorted({called(other.handle) for other in deed.others}))
        reasons.append(f"Others around {player} did so within 24 hours: {handles}.")
    if deed.first:
        what = THING[deed.act.verb].removeprefix("the ")
        reasons.append(f"It is the first {what} of this kind by this account on record here.")
    return tuple(reasons)


def evidence(deed: Deed, catalogue: Catalogue, who: str) -> tuple[Evidence, ...]:
    """Return what there is to look at; of private accounts neither address nor words."""
    act = deed.act
    found = [
        Evidence(
            what=THING[act.verb],
            who=who if act.handle.startswith(NAMED) else f"{who} (@{act.handle})",
            provenance=deed.provenance,
            at=act.at,
            url=deed.url,
            quote=quote(quotable(deed.text, catalogue)) or None,
        )
    ]
    target = deed.object
    if deed.provenance is not Provenance.OBSERVED:
        found.extend(
            replace(one, quote=one.quote and (quotable(one.quote, catalogue) or None))
            for one in testimonies(deed)
        )
    found.extend(beside(tale) for tale in deed.close)
    if target is not None and (target.known or (target.public and target.url)):
        found.append(
            Evidence(
                what=SUBJECT,
                who=_author(target, catalogue),
                provenance=Provenance.OBSERVED if target.known else deed.provenance,
                at=target.at,
                url=target.url if target.public else None,
                quote=quote(quotable(target.text, catalogue)) or None if target.public else None,
            )
        )
    return tuple(found)


def unknown(deed: Deed) -> tuple[str, ...]:
    """Return what is not known."""
    gaps = []
    sure = certainty([*deed.witnesses, deed.act])
    if sure < 2:
        by = "only one voice says so, and" if sure == 0 else "several say so, but"
        gaps.append(f"Whether it is so: {by} no source of ours saw it.")
    if deed.act.verb in {Verb.LIKE, Verb.ANNOUNCE, Verb.FOLLOW}:
        gaps.append(f"Why: {THING[deed.act.verb].removeprefix('the ')}s are not statements.")
    if deed.object is not None and not deed.object.known:
        why = "it could not be fetched"
        if sure < 2:
            why = f"only its address is known, and what it is about as {named(deed.act)} says"
        if deed.tale is not None:
            why = f"it is known from {reporter(deed.tale)} alone, and not by its address"
        gaps.append(f"What the post says: {why}; this alert is updated if it comes.")
    rests = "one act, by one account"
    if deed.others:
        accounts = {other.actor for other in deed.others} | {deed.act.actor}
        rests = f"{len(deed.others) + 1} acts, by {len(accounts)} accounts"
    if deed.denies:
        gaps.append("Whether it is so: whoever denies a move has a stake in it.")
    elif deed.tale is None:
        gaps.append(f"Whether anybody else reports it: this rests on {rests}.")
    else:
        origins = len(deed.tale.origins)
        few = "one origin" if origins == 1 else f"{origins} independent origins"
        gaps.append(f"Whether anybody saw it: this rests on {few}, copies folded.")
    gaps.append("How likely the move is: too little evidence for a number.")
    gaps.extend(deed.blind)
    return tuple(gaps)
