"""What people name, in the names that judging knows: ids, slugs, one address for each post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Final, TypeVar

from monitor.domain.activity import Activity, Verb
from monitor.domain.catalogue import ADULT, Catalogue, Club, Player, Source
from monitor.domain.platforms import Page, opened
from monitor.domain.text import clean, fold, quote

_LONGEST: Final = 200

LISTED: Final = "`lastdance catalogue show` lists those it knows."
"""What to do where nobody can be meant but whom the catalogue knows."""

_UNTOLD: Final = frozenset({"fediverse", "import"})
"""What stands for a platform where nobody has named one."""

Entry = TypeVar("Entry", Player, Club, Source)


class SightingError(ValueError):
    """It can't be taken.

    Attributes:
        field: Which part of it: `who`, `did`, `what`, `about`, `by`, `on`, `at`.
        what: What is wrong, in a sentence.
        cure: What to do, in a sentence.
    """

    def __init__(self, field: str, what: str, cure: str) -> None:
        super().__init__(f"{what} {cure}")
        self.field = field
        self.what = what
        self.cure = cure


class UnknownNameError(SightingError):
    """The catalogue knows nobody of that name."""


def settle(activity: Activity, catalogue: Catalogue) -> Activity:
    """Return what was pushed in the names that judging knows: ids for handles, slugs for clubs,
    one address for each post.

    Raises:
        SightingError: It names a club that nobody knows.
    """
    pages = [opened(activity.object), opened(activity.in_reply_to), opened(activity.quotes)]
    upon = next((page for page in pages if page is not None), None)
    acting = opened(activity.actor)
    platform = activity.platform
    if platform in _UNTOLD:
        own = opened(activity.record) or opened(activity.url)
        told = [page.platform for page in (acting, upon, own) if page is not None]
        platform = next((name for name in told if name is not None), platform)

    def account(name: str | None, page: Page | None) -> str | None:
        if name is None:
            return None
        whose = page.who if page is not None and page.profile else None
        return catalogue.named(platform, whose or name)

    def address(at: str | None) -> str | None:
        page = opened(at)
        if page is None or page.platform != platform:
            return at
        writer = catalogue.named(platform, page.who) if page.who else ""
        if platform == "bluesky" and page.post and writer.startswith("did:"):
            return f"at://{writer}/app.bsky.feed.post/{page.post}"
        return page.address

    followed = Verb.FOLLOW in {activity.verb, activity.undoes}
    target = account(activity.object, upon) if followed else address(activity.object)
    writer = activity.object_author or (upon.who if upon is not None else None)
    about = None
    if activity.about is not None:
        about = find(activity.about, catalogue.clubs, "about", "club").slug
    return replace(
        activity,
        platform=platform,
        actor=account(activity.actor, acting) or activity.actor,
        object=target,
        object_author=target if followed else account(writer, opened(writer)),
        in_reply_to=address(activity.in_reply_to),
        quotes=address(activity.quotes),
        record=address(activity.record),
        about=about,
    )


def find(
    name: str, entries: Mapping[str, Entry], field: str, kind: str, or_else: str | None = None
) -> Entry:
    """Return the player, club or source that *name* names: a slug, a name or an alias.

    Args:
        or_else: What to do where nothing is near, in a sentence.

    Raises:
        SightingError: None or several are called so; says who may be meant.
    """
    asked = fold(clean(name[:_LONGEST])).strip()
    if asked in entries:
        return entries[asked]
    sure = _called(asked, entries.values(), ambiguous=False)
    found = sure or _called(asked, entries.values(), ambiguous=True)
    if len(found) == 1:
        return found[0]
    shown = quote(clean(name), _LONGEST)
    if found:
        names = {one.name for one in found}
        if len(names) < len(found):  # namesakes: only their slugs tell them apart
            names = {one.slug for one in found}
        which = " or ".join(sorted(names))
        raise SightingError(field, f"Several are called {shown!r}.", f"Say which: {which}.")
    known: dict[str, str] = {
        text: one.name for one in entries.values() for text in _texts(one, ambiguous=True)
    }
    close: list[str] = get_close_matches(asked, known, n=5, cutoff=0.6)
    near = [*dict.fromkeys(known[text] for text in close)][:3]
    cure = f"Did you mean {' or '.join(near)}?" if near else or_else or _LACKING[kind]
    raise UnknownNameError(field, f"The catalogue knows no {kind} {shown!r}.", cure)


def unwatched(player: Player, today: date) -> str | None:
    """Return why *player* is not watched on *today*, with the cure; None for an adult."""
    if player.adult(today):
        return None
    if player.born is None:
        return (
            f"{player.name} is not watched: nobody knows how old. Add `born`, in a file of "
            f"[catalogue] or with `lastdance catalogue import`: nobody under {ADULT} is watched."
        )
    return f"{player.name} is not watched: nobody under {ADULT} is."


_LACKING: Final = {
    "player": "Add the player on the operator's page, or to a file of [catalogue]. Only players "
    "can be reported: nobody of their family or friends is watched.",
    "club": "`lastdance catalogue show` lists the clubs.",
    "source": "`lastdance sources` lists the sources.",
}


def _texts(entry: Player | Club | Source, *, ambiguous: bool) -> set[str]:
    """What *entry* is called, folded; with *ambiguous* also by what means others too."""
    aliases = {fold(a.text) for a in entry.aliases if ambiguous or not a.ambiguous}
    return {fold(entry.name), *aliases}


def _called(asked: str, entries: Iterable[Entry], *, ambiguous: bool) -> list[Entry]:
    return [entry for entry in entries if asked in _texts(entry, ambiguous=ambiguous)]
