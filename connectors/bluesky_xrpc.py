"""Bluesky as its servers list it: what watched accounts did, and who acted on hot posts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

from pydantic import Field, IPvAnyNetwork

from connectors.contract import ConnectorConfig, Context, Duration, Timeout
from connectors.lookup.appview import AppView
from connectors.lookup.shown import Shown
from connectors.recordings import Recorded, path_of
from connectors.wire import xrpc
from connectors.wire.atproto import DID, PLATFORM
from connectors.wire.interest import wanted
from connectors.wire.reading import Unhandled, UnreadableError
from connectors.wire.sights import Interaction, Sight, Sights
from connectors.xrpc.directory import Directory
from connectors.xrpc.fame import Fame
from connectors.xrpc.looking import Brought, Looking
from connectors.xrpc.memory import recollect
from connectors.xrpc.peer import Peer
from monitor.domain.activity import Activity
from monitor.ports import Gap, Page

CAPABILITIES: Final[Sights] = {
    Interaction.POST: Sight(),
    Interaction.REPLY: Sight(),
    Interaction.QUOTE: Sight(),
    Interaction.REPOST: Sight(),
    Interaction.LIKE: Sight(),
    Interaction.FOLLOW: Sight(),
    Interaction.DELETION: Sight(when=False),
    Interaction.UNDO: Sight(when=False),
    Interaction.PROFILE: Sight(when=False),
}

FULL: Final = 500
"""Activities of one page."""

WAITING: Final = "waiting for accounts to watch; `lastdance catalogue check` says what they lack"

HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+/?$")]
Did = Annotated[str, Field(pattern=f"^{DID.pattern}$")]
Term = Annotated[str, Field(min_length=1, max_length=200)]


class Config(ConnectorConfig):
    """What is read of Bluesky beside its stream."""

    type: Literal["bluesky_xrpc"] = Field(description="Bluesky, as its servers list it.")
    every: Duration = Field(
        default=timedelta(minutes=10),
        ge=timedelta(minutes=1),
        le=timedelta(days=1),
        description="How often it is looked at.",
    )
    accounts: Literal["watched"] | Annotated[tuple[Did, ...], Field(min_length=1)] = Field(
        default="watched",
        description="Whose acts are read: those of the catalogue's accounts with a known id, or of "
        "these DIDs.",
    )
    history: int = Field(
        default=100,
        ge=0,
        le=1000,
        description="Records of each kind that are read of an account that is seen for the first "
        "time; they alert nobody.",
    )
    hot: int = Field(
        default=20,
        ge=0,
        le=200,
        description="Posts at most of which it is read who liked, reposted, quoted and answered "
        "them: those of watched accounts and what these acted upon, if it is kept.",
    )
    hot_for: Duration = Field(
        default=timedelta(hours=24),
        ge=timedelta(0),
        le=timedelta(days=7),
        description="How long a post counts as hot after a watched account acted upon it.",
    )
    search: tuple[Term, ...] = Field(
        default=(),
        max_length=20,
        description="Words to search for; Bluesky's public host permits no search, so `appview` "
        "must be one that does.",
        examples=[["one last dance"]],
    )
    requests: int = Field(
        default=600,
        ge=1,
        le=10_000,
        description="Requests at most of one look; who was not reached is first in the next.",
    )
    appview: HttpUrl = Field(
        default="https://public.api.bsky.app",
        description="Where posts, profiles and who acted upon a post are asked for.",
    )
    directory: HttpUrl = Field(
        default="https://plc.directory",
        description="Where it is asked which server holds an account's repository.",
    )
    timeout: Timeout = timedelta(seconds=20)
    allow: tuple[IPvAnyNetwork, ...] = Field(
        default=(),
        description="Networks of your own that accounts' servers may be in; all others that are "
        "not public are refused.",
        examples=[["10.0.0.0/8"]],
    )


def lookup(config: Config, context: Context) -> tuple[str, AppView]:
    """Return what looks up posts and handles, and the platform that it does so on."""
    return PLATFORM, AppView(context.asker, context.clock, config.appview, config.timeout)


def recheck(config: Config, context: Context) -> tuple[str, Shown]:
    """Return what says which posts still stand, and the platform that it does so on."""
    return PLATFORM, Shown(context.asker, config.appview, config.timeout)


def decode_answers(
    answers: Iterable[Recorded], seen_at: datetime
) -> Iterator[Activity | Unhandled | UnreadableError]:
    """Yield what recorded answers of XRPC methods say, each by itself."""
    for answer in answers:
        method = path_of(answer).rpartition("/")[2]
        if method not in xrpc.METHODS or answer.status != 200:
            yield Unhandled(method or "answer")
            continue
        try:
            for found in xrpc.decoded(method, answer.body, seen_at):
                yield found.error if isinstance(found, xrpc.Broken) else found
        except UnreadableError as error:
            yield error


class Connector:
    """A poll; its cursor is a `Memory` of the accounts that are watched."""

    finite: Final = False

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.every: timedelta | None = config.every
        self._config = config
        self._context = context
        self._ours: frozenset[str] = frozenset()
        self._peer = Peer(
            asker=context.asker,
            name=config.name,
            within=config.timeout,
            allow=config.allow,
            most=config.requests,
        )
        self._looking = Looking(
            peer=self._peer,
            directory=Directory(self._peer, config.directory),
            fame=Fame(self._peer, config.appview, lambda did: did in self._ours),
            appview=config.appview,
            history=config.history,
            hot=config.hot,
            hot_for=config.hot_for,
            kept=self._kept,
            terms=config.search,
            seal=context.seal,
        )

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        memory = recollect(cursor, self.name)
        dids = self._dids()
        if not dids and not self._config.search:
            self._context.rest(self.name, WAITING)
            return
        now = self._context.clock.now()
        before = memory.cursor()
        self._ours = frozenset(dids)
        brought = await self._looking.look(memory, dids, now)
        if brought.failed and not (brought.read or brought.history or brought.lately):
            raise next(iter(brought.failed.values()))
        self._tell(brought, len(dids))
        pages = [
            *self._pages(brought.history, live=False),
            *self._pages(brought.lately, live=True),
        ]
        moved = memory.cursor()
        last = pages.pop() if pages else Page(connector=self.name, interval=self._config.every)
        for page in pages:
            yield page
        yield self._last(last, None if moved == before else moved, brought)
        self._looking.settle()

    def _dids(self) -> tuple[str, ...]:
        """Return whose acts are read."""
        if self._config.accounts != "watched":
            return self._config.accounts
        interest = self._context.interest
        ids = (a.id for a in self._context.accounts() if a.platform == PLATFORM)
        return tuple(dict.fromkeys(i for i in ids if i and interest.actor(PLATFORM, i)))

    def _kept(self, at: str) -> bool:
        interest = self._context.interest
        return interest.everything or interest.object(PLATFORM, at)

    def _tell(self, brought: Brought, people: int) -> None:
        said = f"read {people} accounts, {self._peer.asked} requests"
        if brought.failed:
            what, why = next(iter(brought.failed.items()))
            said += f"; {len(brought.failed)} could not be read, {what} for one: {why}"
        if brought.doubts:
            said += f"; {brought.doubts[0]}"
        self._context.report(self.name, said)

    def _pages(self, acts: Sequence[Activity], *, live: bool) -> list[Page]:
        """Return pages of *acts*, oldest first, what names no time last."""
        interest = self._context.interest
        kept = [act for act in acts if wanted(act, interest)]
        for act in kept:
            interest.passed(act)
        kept.sort(key=lambda act: act.happened_at or act.seen_at)
        dropped = {"unmatched": len(acts) - len(kept)} if len(kept) < len(acts) else {}
        return [
            Page(
                connector=self.name,
                activities=tuple(kept[start : start + FULL]),
                dropped=dropped if start == 0 else {},
                live=live,
                interval=self._config.every,
            )
            for start in range(0, max(len(kept), 1 if dropped else 0), FULL)
        ]

    def _last(self, page: Page, cursor: str | None, brought: Brought) -> Page:
        """Return the last page of a look, with all that is told once."""
        gaps = brought.gaps
        gap = (
            Gap(
                since=min(one.since for one in gaps),
                until=max(one.until for one in gaps),
                why=gaps[0].why,
            )
            if gaps
            else None
        )
        return replace(
            page,
            cursor=cursor,
            dead=tuple(self._peer.dead),
            gap=gap,
            received=self._peer.received,
        )
