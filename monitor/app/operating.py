"""Does what operators ask for on their page, with the store and the edition that run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.app import quieting, trials, watchlist
from monitor.app.admitting import New
from monitor.app.edition import Edition
from monitor.app.ledger import InUse
from monitor.app.quieting import Wanted
from monitor.domain.catalogue import Catalogue, Watch
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.desk.silence import SilenceError
from monitor.domain.settling import SightingError
from monitor.judges.entries import WatchEntry
from monitor.judges.findings import CatalogueError
from monitor.ports import Clock, Post
from monitor.ports.operations import Endpoint, Overview, Place, Upshot
from storage import Store

LETTERS: Final = 20
LINES: Final = 50
OPINIONS: Final = 200

_NOWHERE: Final = Post(states={})


@dataclass(frozen=True, slots=True)
class Operating:
    """Implements `ports.operations.Operations`."""

    store: Store
    clock: Clock
    edition: Callable[[], Edition]

    async def overview(self) -> Overview:
        reader = self.store.reader
        posts, signed = await self.store.posts(), await self.store.signed()
        catalogue = self._catalogue()
        said = await reader.opinions(OPINIONS)
        return Overview(
            endpoints=[
                Endpoint(
                    name=one.name,
                    kind=getattr(one, "type", "webhook"),
                    post=posts.get(one.name, _NOWHERE),
                )
                for one in self.edition().settings.receivers
            ],
            dead=await reader.dead(LETTERS),
            silences=await reader.silences(self.clock.now()),
            watched=_places(catalogue, signed),
            wrong=[one for one in said if one.open],
            lines=await reader.logbook(LINES),
        )

    def names(self) -> tuple[Sequence[str], Sequence[str]]:
        catalogue, today = self._catalogue(), self.clock.now().date()
        players = (one.name for one in catalogue.players.values() if one.adult(today))
        return sorted(players), sorted(one.name for one in catalogue.clubs.values())

    async def watch(self, hand: Hand, given: Mapping[str, str]) -> Upshot:
        new = New(
            born=given.get("born", ""),
            plays_for=given.get("plays_for", ""),
            country=given.get("country", ""),
            sure=bool(given.get("sure")),
        )
        player, club = given.get("player") or None, given.get("club") or None
        said = watchlist.Said(player, club, hand.who, hand.way, new if given.get("new") else None)
        try:
            answer = await watchlist.add(self.edition().settings, said, self._books())
        except CatalogueError as error:
            return Upshot(str(error), refused=True)
        return await self._taken_up(answer, new=answer.unknown or said.new is not None)

    async def unwatch(self, hand: Hand, player: str | None, club: str | None) -> Upshot:
        said = watchlist.Said(player, club, hand.who, hand.way)
        answer = await watchlist.remove(self.edition().settings, said, self._books())
        return await self._taken_up(answer)

    async def silence(self, hand: Hand, given: Mapping[str, str]) -> Upshot:
        now = self.clock.now()
        try:
            hours = float(given.get("hours") or "4")
            until = now + timedelta(hours=hours)
        except (ValueError, OverflowError):
            what = "That is no number of hours. Give one such as 4."
            return Upshot(what, refused=True, field="hours")
        wanted = Wanted(
            player=given.get("player") or None,
            club=given.get("club") or None,
            receiver=given.get("receiver") or None,
            until=until,
            note=given.get("note", ""),
            everything=bool(given.get("everything")),
        )
        names = [one.name for one in self.edition().settings.receivers]
        try:
            made = quieting.made(wanted, self._catalogue(), names, hand.who, now)
        except SightingError as error:
            return Upshot(str(error), refused=True, field=error.field)
        except SilenceError as error:
            said = f"It can't be silenced: {error}.".replace("say --everything", "tick everything")
            return Upshot(said, refused=True)
        about = made.about or "everything, for everybody"
        await self.store.silence(made, hand.did(Deed.SILENCE_ADDED, about, now))
        return Upshot(f"Silenced: {about}.")

    async def unsilence(self, hand: Hand, ident: str) -> Upshot:
        now = self.clock.now()
        about = next((one.about for one in await self.store.reader.silences(now)
                      if one.id == ident), "")  # fmt: skip
        line = hand.did(Deed.SILENCE_ENDED, about or "everything, for everybody", now)
        ended = await self.store.unsilence(ident, hand.who, now, line)
        if ended is None:
            return Upshot("That silence is over already. Nothing was changed.", refused=True)
        return Upshot(f"Over: {ended.about or 'everything'} is told again.")

    async def settle(self, hand: Hand, alert: str) -> Upshot:
        now = self.clock.now()
        line = hand.did(Deed.CLEARED_UP, f"alert {alert}", now)
        if not await self.store.clear_up(alert, hand.who, now, line):
            return Upshot("Nothing was open about that alert. Nothing was changed.", refused=True)
        return Upshot("Noted: somebody has looked into it.")

    async def test(self, hand: Hand, receiver: str) -> Upshot:
        settings, now = self.edition().settings, self.clock.now()
        if receiver not in [one.name for one in settings.receivers]:
            return Upshot("No receiver is called so. Load the page again.", refused=True)
        [ping] = await trials.send(settings, [receiver], self.clock, self.store.enable)
        await self.store.note(trials.tested(ping, hand, now))
        outcome = "delivered" if ping.delivered else "failed"
        said = f"{receiver}: {outcome} ({ping.detail})."
        return Upshot(said, refused=not ping.delivered)

    async def _taken_up(self, answer: watchlist.Answer, *, new: bool = False) -> Upshot:
        """Return what *answer* says, once this process goes by it."""
        if answer.refused:
            said = answer.said.replace("with --club, ", "")
            return Upshot(said, refused=True, field=answer.field, new=new)
        await self.edition().newsroom.refresh()
        notes = tuple(note for note in answer.notes if note != watchlist.SEEN)
        return Upshot(answer.said.replace(" by command:", ":"), notes)

    def _books(self) -> InUse:
        return InUse(self.store, self.clock)

    def _catalogue(self) -> Catalogue:
        return self.edition().newsroom.catalogue


def _places(
    catalogue: Catalogue, signed: Mapping[tuple[str, str], tuple[str, datetime]]
) -> list[Place]:
    """Return what is watched, what was added by hand first, and then by name."""
    return sorted(
        (_place(catalogue, one, signed) for one in catalogue.watchlist),
        key=lambda one: (one.at is None, one.player_name or "", one.club_name or ""),
    )


def _place(
    catalogue: Catalogue, one: Watch, signed: Mapping[tuple[str, str], tuple[str, datetime]]
) -> Place:
    player, club = catalogue.players.get(one.player or ""), catalogue.clubs.get(one.club or "")
    slug = WatchEntry(player=one.player, club=one.club).slug
    by, at = signed.get((watchlist.KIND, slug), (None, None))
    return Place(
        player=one.player,
        club=one.club,
        player_name=player.name if player is not None else one.player,
        club_name=club.name if club is not None else one.club,
        by=by,
        at=at,
    )
