"""The watchlist as an operator changes it: added and removed by command, seen by every daemon."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from monitor.app.admitting import New, admitted, welcome
from monitor.app.almanac import read_written
from monitor.app.clock import SystemClock
from monitor.app.ledger import AtRest, Books, Ledger, Made
from monitor.domain.catalogue import Catalogue, Watch
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.rights import Way
from monitor.domain.settling import SightingError, UnknownNameError, find, unwatched
from monitor.judges.entries import WatchEntry
from monitor.judges.findings import CatalogueError, check
from monitor.judges.register import ROWS, SETTINGS, STARTED
from monitor.settings import Settings

SEEN: Final = "A daemon on this database sees it within three seconds."
KIND: Final = "watch"

_MISSING: Final = "`lastdance catalogue show` lists all; `lastdance catalogue import` adds."


_ORDER: Final = "Name the player first and the club second; a club alone with --club."


@dataclass(frozen=True, slots=True)
class Said:
    """What an operator names: a player, a club or both, and who asks.

    Attributes:
        way: By what *by* was recognised.
        new: Of whom the catalogue lacks; None = nobody is to be entered.
    """

    player: str | None
    club: str | None
    by: str
    way: Way = Way.COMMAND
    new: New | None = None

    @property
    def hand(self) -> Hand:
        """Who it is, for the logbook."""
        return Hand(self.by, self.way)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it, in a sentence, with what is worth knowing besides.

    Attributes:
        field: What has to be said otherwise, where it is refused.
        unknown: Whether it is refused because the catalogue knows no such name.
    """

    said: str
    notes: tuple[str, ...] = ()
    refused: bool = False
    field: str = ""
    unknown: bool = False

    @property
    def hint(self) -> str:
        """What would have to be said."""
        return "unknown" if self.unknown else self.field


@dataclass(frozen=True, slots=True)
class _Decided:
    """An answer, and what is entered with it."""

    answer: Answer
    rows: tuple[Made, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """An entry of the watchlist.

    Attributes:
        origin: Where it comes from, for a person.
        place: As the register has it.
    """

    player: str | None
    club: str | None
    origin: str
    place: str
    by: str | None = None
    at: str | None = None

    def plain(self) -> dict[str, str | None]:
        """Return it for a machine."""
        names = ("player", "club", "by", "at")
        return {name: getattr(self, name) for name in names} | {"from": self.origin}


def watched(settings: Settings, held: Ledger) -> list[Watched]:
    """Return what is watched, by player and club.

    Raises:
        CatalogueError: The catalogue can't be used.
    """
    found = []
    for one in read_written(settings, held.entries):
        if not isinstance(one.entry, WatchEntry):
            continue
        by, at = held.signed.get((KIND, one.entry.slug), (None, None))
        ours = one.place == ROWS
        if ours:
            origin = f"added by {by or 'somebody'}" + (f" on {at:%Y-%m-%d}" if at else "")
        elif one.place == SETTINGS:
            origin = "the configuration ([[watch]])"
        else:
            origin = "starter data" if one.place.startswith(STARTED) else one.place
        made = (by, at.isoformat() if at else None) if ours else (None, None)
        found.append(Watched(one.entry.player, one.entry.club, origin, one.place, *made))
    return sorted(found, key=lambda one: (one.player or "", one.club or ""))


async def add(settings: Settings, said: Said, books: Books | None = None) -> Answer:
    """Watch what *said* names; whom the catalogue lacks is entered with it, if that is meant.

    Args:
        books: Where the entries stand; None: in the configured database.

    Raises:
        CatalogueError: The catalogue can't be used.
        TransientError, RefusedError: It could not be stored.
    """
    books = books or AtRest(settings)
    held = await books.read()
    decided = await asyncio.to_thread(_adding, settings, said, held, SystemClock().now().date())
    return await _carry_out(decided, said, Deed.WATCH_ADDED, books)


async def remove(settings: Settings, said: Said, books: Books | None = None) -> Answer:
    """Watch no more what *said* names.

    It works with a catalogue that can't be used too, by slugs: a row may be what is wrong with it.

    Raises:
        TransientError, RefusedError: It could not be stored.
    """
    books = books or AtRest(settings)
    held = await books.read()
    decided = await asyncio.to_thread(_removing, settings, said, held)
    return await _carry_out(decided, said, Deed.WATCH_REMOVED, books)


async def _carry_out(decided: _Decided, said: Said, deed: Deed, books: Books) -> Answer:
    if decided.rows:
        await books.write(decided.rows, said.hand, deed, decided.about)
    return decided.answer


def _adding(settings: Settings, said: Said, held: Ledger, today: date) -> _Decided:
    """Return what it comes to; reads the catalogue, which takes a moment."""
    try:
        catalogue = held.catalogue(settings)
        made: list[Made] = []
        if said.new is not None:
            made, catalogue = admitted(said.player, said.club, said.new, catalogue, today)
        watch = meant(said, catalogue)
    except SightingError as error:
        unknown = isinstance(error, UnknownNameError) and error.field in {"player", "club"}
        return _refused(str(error), error.field, unknown=unknown)
    player = catalogue.players.get(watch.player or "")
    why = unwatched(player, today) if player is not None else None
    if why is not None:
        return _refused(why, "player")
    before = watched(settings, held)
    known = next((one for one in before if (one.player, one.club) == _key(watch)), None)
    what = named(watch, catalogue)
    if known is not None and not known.place.startswith(STARTED):
        return _Decided(Answer(f"Watched already: {what} ({known.origin})."))
    entry = WatchEntry(player=watch.player, club=watch.club)
    body = {k: v for k, v in (("player", watch.player), ("club", watch.club)) if v is not None}
    notes = [SEEN, *_notes(watch, catalogue, today)]
    if any(one.place.startswith(STARTED) for one in before):
        notes.insert(0, f"The starter data's {len(before)} are watched no more: they hold only "
                        "until you name one of your own.")  # fmt: skip
    notes += [welcome(kind, new) for kind, _, new in made if new is not None]
    new = f" (new: {', '.join(slug for _, slug, _ in made)})" if made else ""
    about = f"{what}{new}"
    rows = (*made, (KIND, entry.slug, body))
    return _Decided(Answer(f"Watched: {what}.", tuple(notes)), rows, about)


def _removing(settings: Settings, said: Said, held: Ledger) -> _Decided:
    """Return what it comes to; as above."""
    try:
        catalogue, known = held.catalogue(settings), watched(settings, held)
    except CatalogueError:
        catalogue, known = Catalogue(), []
    slug = WatchEntry(player=said.player, club=said.club).slug
    rows = {row for kind, row, _ in held.entries if kind == KIND}
    watch = Watch(said.player, said.club)
    if slug not in rows:
        try:
            watch = meant(said, catalogue)
        except SightingError as error:
            return _refused(str(error), error.field)
        slug = WatchEntry(player=watch.player, club=watch.club).slug
    place = next((one for one in known if (one.player, one.club) == _key(watch)), None)
    what = named(watch, catalogue)
    if slug not in rows:
        return _refused(_not_ours(what, place), "")
    notes = [SEEN]
    if place is not None and place.place != ROWS:
        notes.insert(0, f"It stands in {place.origin} too, which holds: it is watched on.")
    elif len(known) == 1 and settings.catalogue.starter:
        notes.insert(0, "That was the last one: the starter data's pairings are watched again.")
    answer = Answer(f"Taken off the list: {what}.", tuple(notes))
    return _Decided(answer, ((KIND, slug, None),), what)


def _refused(why: str, field: str, *, unknown: bool = False) -> _Decided:
    return _Decided(Answer(why, refused=True, field=field, unknown=unknown))


def meant(said: Said, catalogue: Catalogue) -> Watch:
    """Return what *said* means.

    Raises:
        SightingError: It names nobody, or nobody who is known.
    """
    if said.player is None and said.club is None:
        cure = "Name a player, a club with --club, or both."
        raise SightingError("player", "Nobody is named.", cure)
    player = club = None
    try:
        if said.player is not None:
            player = find(said.player, catalogue.players, "player", "player", _MISSING).slug
        if said.club is not None:
            club = find(said.club, catalogue.clubs, "club", "club", _MISSING).slug
    except UnknownNameError as error:
        if (one := _otherwise(said, error.field, catalogue)) is not None:
            raise one from error
        raise
    return Watch(player, club)


def _otherwise(said: Said, field: str, catalogue: Catalogue) -> SightingError | None:
    """Return what is wrong where a club is named in the place of a player, or the reverse."""
    try:
        if field == "player":
            name = find(said.player or "", catalogue.clubs, "club", "club").name
            return SightingError("player", f"{name} is a club.", _ORDER)
        name = find(said.club or "", catalogue.players, "player", "player").name
        return SightingError("club", f"{name} is a player.", _ORDER)
    except SightingError:
        return None


def named(watch: Watch, catalogue: Catalogue) -> str:
    """Return *watch* for a person."""
    player, club = catalogue.players.get(watch.player or ""), catalogue.clubs.get(watch.club or "")
    who = player.name if player else watch.player or "any player"
    return f"{who} and {club.name if club else watch.club or 'any club'}"


def _not_ours(what: str, place: Watched | None) -> str:
    if place is None:
        return f"{what}: not on the list; `lastdance watch list` shows it."
    if place.place.startswith(STARTED):
        return (
            f"{what}: comes with the starter data, which holds until you name one of your own: "
            "`lastdance watch add` what you want watched, or set [catalogue] starter = false."
        )
    return f"{what}: stands in {place.origin}, which holds; remove it there."


def _notes(watch: Watch, catalogue: Catalogue, today: date) -> Iterator[str]:
    """Yield what `catalogue check` would say of it."""
    slug = WatchEntry(player=watch.player, club=watch.club).slug
    with_it = Catalogue(
        players=catalogue.players, clubs=catalogue.clubs, watchlist=frozenset({watch})
    )
    for finding in check(with_it, today):
        if finding.place == f"watch {slug}":
            yield f"{named(watch, catalogue)}: {finding.sentence}."


def _key(watch: Watch) -> tuple[str | None, str | None]:
    return watch.player, watch.club
