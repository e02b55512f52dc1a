"""What a person saw, in their words: read into an act, or refused with the reason and the cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.catalogue import NAMED, Account, Catalogue, Pairing, Player, Role
from monitor.domain.platforms import NAMES, Page, opened
from monitor.domain.settling import SightingError, find, settle
from monitor.domain.text import clean, quote
from monitor.domain.told.wire import openable

DOOR: Final = "report"
"""What this way in is called where sources are named."""

NOTE: Final = 140
OBSERVER: Final = 60

_LIKE, _REPOST, _FOLLOW, _POST = Verb.LIKE, Verb.ANNOUNCE, Verb.FOLLOW, Verb.CREATE
DEEDS: Final[Mapping[str, tuple[Verb, Verb | None]]] = {
    "likes": (_LIKE, None),
    "unlikes": (Verb.UNDO, _LIKE),
    "reposts": (_REPOST, None),
    "unreposts": (Verb.UNDO, _REPOST),
    "follows": (_FOLLOW, None),
    "unfollows": (Verb.UNDO, _FOLLOW),
    "posts": (_POST, None),
    "replies-to": (_POST, None),
    "quotes": (_POST, None),
    "deletes": (Verb.DELETE, _POST),
}
"""What can be said of a player: the verb, and of an ending the verb of what it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a person says.

    Attributes:
        who: Name, alias or slug of a player.
        did: One of `DEEDS`.
        what: Address of the post, or of the followed account.
        about: Name, alias or slug of the club that it is about; None = it follows from the rest.
        by: Who saw it.
        at: When it happened; None = it is not known.
        note: What they add.
        on: The platform; None = as the address says.
        of: Handle of whose post it is; None = as the address says.
    """

    who: str
    did: str
    what: str
    about: str | None = None
    by: str = ""
    at: datetime | None = None
    note: str = ""
    on: str | None = None
    of: str | None = None

    @property
    def entry(self) -> str:
        """What the logbook says of it: no address, for whose post it is may be private."""
        about = f", about {self.about}" if self.about else ""
        return f"{self.who} {self.did}{about} (seen by {self.by})"


def read(said: Sighting, catalogue: Catalogue, now: datetime) -> Activity:
    """Return the act that a person saw, as it is to be judged.

    Raises:
        SightingError: It can't be taken; says which part, why, and what to do.
    """
    player = _player(said.who, catalogue, now)
    verb, undoes = _deed(said.did)
    page = _page(said.what)
    platform = _platform(said.on, page)
    observer = quote(clean(said.by), OBSERVER)
    if not observer:
        raise SightingError("by", "It isn't said who saw it.", "Give a name.")
    if said.at is not None and said.at > now:
        raise SightingError("at", "It has not happened yet.", "Give a time that has passed.")
    activity = Activity(
        platform=platform,
        verb=verb,
        undoes=undoes,
        actor=f"{NAMED}{player.slug}",
        seen_at=now,
        happened_at=said.at,
        object_author=said.of or page.who,
        provenance=Provenance.PUSHED,
        observer=observer,
        note=quote(clean(said.note), NOTE),
        **_upon(said.did, player, page, verb),
    )
    activity = settle(activity, catalogue)
    return replace(activity, about=_about(said.about, player, activity, catalogue))


def _player(name: str, catalogue: Catalogue, now: datetime) -> Player:
    player = find(name, catalogue.players, "who", "player")
    if player.born is None or not player.adult(now.date()):
        age = "The age of {} isn't known" if player.born is None else "{} is under 18"
        what = f"{age.format(player.name)}: nobody under 18 is watched."
        cure = "Add `born` in a file of [catalogue]." if player.born is None else "Nothing is kept."
        raise SightingError("who", what, cure)
    return player


def _deed(did: str) -> tuple[Verb, Verb | None]:
    deed = DEEDS.get(did.strip().lower().replace(" ", "-"))
    if deed is None:
        near = get_close_matches(did.lower(), DEEDS, n=1)
        cure = f"Did you mean {near[0]!r}?" if near else f"It is one of {', '.join(DEEDS)}."
        raise SightingError("did", f"{did[:40]!r} is nothing that can be reported.", cure)
    return deed


def _page(what: str) -> Page:
    text = what.strip()
    page = opened(openable(text if "://" in text else f"https://{text}"))
    if page is None or "." not in page.address:
        what = f"{clean(text[:80])!r} is no address of a web page."
        raise SightingError("what", what, "Copy it from the browser: https://...")
    return page


def _platform(on: str | None, page: Page) -> str:
    platform = (on or page.platform or "").strip().lower()
    if platform not in NAMES:
        what = "The address doesn't say which network it is of."
        if on:
            what = f"{clean(on[:40])!r} is no network that is known."
        cure = f"Name it (`--on`), one of {', '.join(sorted(NAMES))}."
        raise SightingError("on", what, cure)
    return platform


def _upon(did: str, player: Player, page: Page, verb: Verb) -> dict[str, Any]:
    """What the act is upon, or which record it made."""
    at = page.address
    deed = did.strip().lower().replace(" ", "-")
    if verb is Verb.FOLLOW or "follows" in deed:
        return {"object": f"@{page.who}" if page.profile else at}
    if deed in {"replies-to", "quotes"}:
        where = "in_reply_to" if deed == "replies-to" else "quotes"
        return {where: at, "record": f"{at}#{deed}/{player.slug}"}
    if deed in {"posts", "deletes"}:
        return {"record": at, "url": at, "object": at if deed == "deletes" else None}
    return {"object": at}


def _about(about: str | None, player: Player, activity: Activity, catalogue: Catalogue) -> str:
    """The club that it is about: as they say, else whose account it was, else the only one."""
    today = activity.seen_at.date()
    if about is not None and about.strip():
        club = find(about, catalogue.clubs, "about", "club")
        if not catalogue.watches(Pairing(player.slug, club.slug), today):
            what = f"{player.name} and {club.name} are not watched."
            cure = "Add the two on the operator's page, or by `lastdance watch add`."
            raise SightingError("about", what, cure)
        return club.slug
    writer = catalogue.witnessed(activity.platform, activity.object_author or "")
    voice = _voice(writer)
    if voice is not None and catalogue.watches(Pairing(player.slug, voice), today):
        return voice
    watched = [watch.club for watch in catalogue.watchlist if watch.player == player.slug]
    others = any(watch.player is None for watch in catalogue.watchlist)
    if not watched and not others:
        raise SightingError("who", f"{player.name} is not watched.", "Add a [[watch]].")
    if len(watched) == 1 and watched[0] is not None and not others:
        return watched[0]
    what = "The address doesn't say which club it is about."
    raise SightingError("about", what, 'Name the club: --about "Real Madrid".')


def _voice(account: Account | None) -> str | None:
    """The club for which a proven account speaks."""
    speaks = {Role.CLUB, Role.FAN_ACCOUNT}
    return account.club if account is not None and account.standing in speaks else None
