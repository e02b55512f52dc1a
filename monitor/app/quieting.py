"""Silences and opinions, as an operator reads and makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.app import ledger
from monitor.app.clock import SystemClock
from monitor.domain.alert import Alert, Kind
from monitor.domain.catalogue import Catalogue
from monitor.domain.desk.logbook import Deed, Hand, Line
from monitor.domain.desk.opinion import Counted, Opinion
from monitor.domain.desk.silence import LONGEST_NAME, Silence, SilenceError, silence
from monitor.domain.settling import LISTED, find
from monitor.domain.told.wire import plain
from monitor.settings import Settings
from storage import open_store, stands

NEWEST: Final = 200
"""So many of the newest opinions are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be silenced, by names; None = any."""

    player: str | None = None
    club: str | None = None
    kind: str | None = None
    receiver: str | None = None
    since: datetime | None = None
    until: datetime
    note: str = ""
    everything: bool = False
    long: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What receivers said of alerts.

    Attributes:
        opinions: The newest, newest first, each with the alert as it stands, if that is stored.
        counted: How often what was said, by rule.
    """

    opinions: Sequence[tuple[Opinion, Alert | None]]
    counted: Counted


async def add(settings: Settings, wanted: Wanted, by: str) -> Silence:
    """Store a silence, as made by *by*.

    Raises:
        SilenceError, SightingError: It can't be made so; the message says what to do.
        TransientError, RefusedError: The database can't be written.
    """
    now = SystemClock().now()
    catalogue = (await ledger.read(settings)).catalogue(settings)
    one = made(wanted, catalogue, [each.name for each in settings.receivers], by, now)
    about = one.about or "everything, for everybody"
    async with ledger.opened(settings) as store:
        return await store.silence(one, Hand(by).did(Deed.SILENCE_ADDED, about, now))


def made(
    wanted: Wanted, catalogue: Catalogue, receivers: Sequence[str], by: str, now: datetime
) -> Silence:
    """Return the silence that is *wanted*.

    Raises:
        SilenceError, SightingError: It can't be made so.
    """
    player, club = wanted.player, wanted.club
    return silence(
        now,
        wanted.until,
        by,
        wanted.note,
        since=wanted.since,
        everything=wanted.everything,
        long=wanted.long,
        player=find(player, catalogue.players, "player", "player", LISTED).slug if player else None,
        club=find(club, catalogue.clubs, "club", "club", LISTED).slug if club else None,
        kind=_kind(wanted.kind),
        receiver=_receiver(wanted.receiver, receivers),
    )


async def listed(settings: Settings) -> Sequence[Silence]:
    """Return silences that hold or are to come, the one that ends first first."""
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        return ()
    store = await open_store(url)
    try:
        return await store.reader.silences(SystemClock().now())
    finally:
        await store.close()


async def end(settings: Settings, begin: str, by: str) -> Silence:
    """End the silence whose id begins so, as *by*.

    Raises:
        SilenceError: There is none, there are several, or it is over.
        TransientError, RefusedError: The database can't be written.
    """
    async with ledger.opened(settings) as store:
        found = await store.alike(begin) if begin else ()
        if len(found) != 1:
            what = "several silences begin" if found else "no silence begins"
            raise SilenceError(f"{what} with {begin[:20]!r}. `lastdance silence list` names them")
        now = SystemClock().now()
        line = Hand(by).did(Deed.SILENCE_ENDED, f"silence {found[0]}", now)
        ended = await store.unsilence(found[0], _named(by), now, line)
    if ended is None:
        raise SilenceError(f"{found[0]} is over already")
    return ended


async def said(settings: Settings) -> Said:
    """Return what receivers said of alerts."""
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        return Said((), {})
    store = await open_store(url)
    try:
        newest = await store.reader.opinions(NEWEST)
        alerts: Mapping[str, Alert | None] = {
            ident: told.notices[-1].alert if (told := await store.reader.alert(ident)) else None
            for ident in {one.alert for one in newest}
        }
        return Said([(one, alerts[one.alert]) for one in newest], await store.reader.rated())
    finally:
        await store.close()


async def lines(settings: Settings, limit: int) -> Sequence[Line]:
    """Return who did what last, newest first."""
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        return ()
    store = await open_store(url)
    try:
        return await store.reader.logbook(limit)
    finally:
        await store.close()


async def clear_up(settings: Settings, alert: str, by: str) -> int:
    """Note that *by* has looked into a wrong person; return how many had said so.

    Raises:
        TransientError, RefusedError: The database can't be written.
    """
    async with ledger.opened(settings) as store:
        now = SystemClock().now()
        line = Hand(by).did(Deed.CLEARED_UP, f"alert {alert}", now)
        return await store.clear_up(alert, _named(by), now, line)


def _kind(name: str | None) -> Kind | None:
    if name is None:
        return None
    try:
        return Kind(name)
    except ValueError:
        known = ", ".join(str(kind) for kind in Kind)
        raise SilenceError(f"there is no kind {name[:40]!r}. Known: {known}") from None


def _receiver(name: str | None, known: Sequence[str]) -> str | None:
    if name is not None and name not in known:
        told = ", ".join(known) or "none is configured"
        raise SilenceError(f"there is no receiver {name[:40]!r}. Known: {told}")
    return name


def _named(by: str) -> str:
    name = plain(by).strip()[:LONGEST_NAME]
    if not name:
        raise SilenceError("nobody says so. Name yourself with --by")
    return name
