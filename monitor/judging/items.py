"""Activities of a batch with their seals, and what to ask the store about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.domain.activity import ENDING, Activity, Provenance, Verb
from monitor.domain.catalogue import Account, Catalogue, Role
from monitor.domain.seal import Seal
from monitor.judging.bonds import bond_of, twin_of
from monitor.judging.citing import named, owned
from monitor.ports import Asked, Bond, Page

_ACTING = frozenset({Role.PLAYER, Role.AGENT, Role.CLUB})

MEMORY = timedelta(days=7)
"""How far back decisive acts belong to the same story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One activity of a batch, with the seals that name it.

    Attributes:
        account: The catalogue's account that acted, or None; never that of somebody under 18.
        reached: How far its source had progressed in event time, if that is known.
        fetched: It was looked up because somebody acted upon it, not seen on the wire.
        whose: Seal of the name of whose record it acts upon, as far as that is known.
        bond: Who did what to which record, where its own record is not named.
        twin: Seal that stands for the record where the same is seen without its name.
    """

    activity: Activity
    connector: str
    live: bool
    interval: timedelta
    record: bytes
    author: bytes
    object: bytes | None
    parent: bytes | None
    quoted: bytes | None
    account: Account | None
    reached: datetime | None = None
    fetched: bool = False
    whose: bytes | None = None
    bond: Bond | None = None
    twin: bytes | None = None

    @property
    def public(self) -> bool:
        """Whether a proven public account acted, whose words and address may be shown."""
        return self.account is not None and self.account.standing is not Role.PUBLIC

    @property
    def observer(self) -> str | None:
        """Who says that it happened, where it counts who does; the same act by two is two."""
        if not self.public or self.activity.provenance is Provenance.OBSERVED:
            return None
        return self.activity.observer or self.connector

    def targets(self) -> Iterable[tuple[str, bytes]]:
        """Addresses, with their seals, of the records that the act is about."""
        activity = self.activity
        if activity.object is not None and self.object is not None and _on_record(activity):
            yield activity.object, self.object
        if activity.in_reply_to is not None and self.parent is not None:
            yield activity.in_reply_to, self.parent
        if activity.quotes is not None and self.quoted is not None:
            yield activity.quotes, self.quoted


def _on_record(activity: Activity) -> bool:
    return activity.verb in {Verb.LIKE, Verb.ANNOUNCE}


def seal_activity(
    activity: Activity, page: Page, seal: Seal, catalogue: Catalogue, *, fetched: bool = False
) -> Item:
    """Return *activity* of *page* with its seals."""

    def record(address: str | None) -> bytes | None:
        return None if address is None else seal.record(activity.platform, address)

    own = seal.record_of(activity)
    bond = bond_of(activity, seal)
    target = activity.object
    if target is None or activity.verb in ENDING or target == activity.record:
        about = own if activity.verb in ENDING or target is not None else None
    elif activity.verb is Verb.FOLLOW:
        about = seal.author(activity.platform, target)
    else:
        about = record(target)
    account = whose(activity.provenance, activity.platform, activity.actor, catalogue)
    if account is not None and not catalogue.may_act(account, activity.seen_at.date()):
        account = None
    if account is not None and activity.actor_handle is None:
        # The wire gives only the id; who is in the catalogue may be named.
        activity = replace(activity, actor_handle=account.handle)
    return Item(
        activity=activity,
        connector=page.connector,
        live=page.live and not fetched,
        interval=page.interval,
        record=own,
        author=seal.author(activity.platform, activity.actor),
        object=about,
        parent=record(activity.in_reply_to),
        quoted=record(activity.quotes),
        account=account,
        fetched=fetched,
        whose=None if account is None else _whose(activity, seal, catalogue),
        bond=bond if activity.record is None else None,
        twin=twin_of(activity, seal) if bond is not None and activity.record is not None else None,
    )


def _whose(activity: Activity, seal: Seal, catalogue: Catalogue) -> bytes | None:
    """Return the seal of the name of whose record somebody of the catalogue acts upon."""
    author = activity.object_author
    if author is None or activity.verb in ENDING:
        return None
    found = whose(activity.provenance, activity.platform, author, catalogue)
    if found is not None:
        return seal("whose", owned(found).as_one)
    if not author.startswith("@"):
        return None
    who = named(author, catalogue)
    return None if who is None else seal("whose", who.as_one)


def whose(
    provenance: Provenance, platform: str, actor: str, catalogue: Catalogue
) -> Account | None:
    """Return the catalogue's account that acted, if it is there.

    Our own sources name stable ids, and only those count for what they see.
    """
    if provenance is Provenance.OBSERVED:
        return catalogue.account(platform, actor)
    return catalogue.witnessed(platform, actor)


def survey(pages: Iterable[Page], seal: Seal, catalogue: Catalogue) -> list[Item]:
    """Return the activities of *pages* as items, in their order."""
    return [
        replace(seal_activity(activity, page, seal, catalogue), reached=reached)
        for page in pages
        for activity, reached in _progress(page)
    ]


def _progress(page: Page) -> Iterable[tuple[Activity, datetime | None]]:
    """Yield the activities of *page*, and how far its source had come with each.

    What a stream brings after an outage may span hours in one page: the first of it is no less
    prompt than the last.
    """
    come: datetime | None = None
    for activity in page.activities:
        at = activity.happened_at
        if page.reached is None or page.interval:
            yield activity, page.reached
            continue
        if at is not None and at <= page.reached:
            come = at if come is None else max(come, at)
        yield activity, come or page.reached


def ask(items: Sequence[Item], now: datetime, tells: Callable[[Item], bool]) -> Asked:
    """Return what the store must be asked before *items* can be judged.

    Args:
        items: The batch.
        now: The time.
        tells: Whether an item is a text that may tell of an act.
    """
    objects = {seal for item in items for _, seal in item.targets()}
    first = min((item.activity.seen_at for item in items), default=now)
    return Asked(
        records=frozenset(item.record for item in items)
        | frozenset(item.twin for item in items if item.twin is not None),
        objects=frozenset(objects),
        since=min(first, now) - MEMORY,
        telling=min((published(item) for item in items if tells(item)), default=None),
        leavers=frozenset(
            item.author
            for item in items
            if item.activity.about_actor is not None and item.activity.verb is Verb.DELETE
        ),
        bonds=frozenset(item.bond for item in items if item.bond is not None),
        acting=min((item.activity.seen_at for item in items if _acts(item)), default=None),
    )


def _acts(item: Item) -> bool:
    """Whether *item* may be a decisive act."""
    return item.account is not None and item.account.standing in _ACTING


def published(item: Item) -> datetime:
    """When something happened, as far as can be believed: never after it was seen."""
    activity = item.activity
    return min(activity.happened_at or activity.seen_at, activity.seen_at)
