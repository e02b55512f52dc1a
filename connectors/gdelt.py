"""Articles that name watched players, as GDELT finds them, and how many there are."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated, Any, Final, Literal

import msgspec
from pydantic import Field

from connectors import http
from connectors.contract import ConnectorConfig, Context, Duration, Timeout
from connectors.feeds.articles import HEADLINE, Article, canonical
from connectors.feeds.memory import short
from connectors.lists.paging import Listed, Look, Newest, Sheet, Window
from connectors.recordings import Recorded, query_of
from connectors.wire.fields import link, time_of
from connectors.wire.interest import wanted
from connectors.wire.markup import plain
from connectors.wire.outlets import Outlets, host
from connectors.wire.reading import Unhandled, UnreadableError, cut, read
from connectors.wire.sights import Interaction, Sight, Sights
from monitor.domain.activity import Activity, Verb
from monitor.domain.catalogue import Player
from monitor.domain.text import quote
from monitor.ports import DeadLetter, Page, RateLimitedError, RefusedError, Sample, TransientError

CAPABILITIES: Final[Sights] = {Interaction.POST: Sight()}

PACE: Final = http.Pace(timedelta(seconds=6), 1)
"""GDELT takes one request in five seconds; what leaves apart may arrive closer together."""

PAUSE: Final = timedelta(minutes=1)
"""How long it is left alone when it says that we ask too often."""

PATIENCE: Final = timedelta(seconds=30)
LARGEST: Final = 4 << 20

FULL: Final = 250
"""Articles of one answer at most; it knows no pages, so that what lies before is asked by time."""

NEARLY_FULL: Final = 200
"""Some articles of a full answer may be ones that can't be read."""

OVERLAP: Final = timedelta(minutes=30)
"""Articles of one quarter of an hour come over some time."""

TOGETHER: Final = 5
"""Names in one question: GDELT refuses long ones."""

MOST: Final = 300
"""Players that are asked about."""

_LIMIT: Final = b"limit requests"
_APART: Final = re.compile(r"\s+([,.:;!?%)\]\u2019\u201d])")
_BARE: Final = re.compile(rb'\\(?!["\\/bfnrtu])')
_CONTROL: Final = re.compile(rb"[\x00-\x1f]")
_PHRASE: Final = re.compile(r'"([^"]+)"')


class Config(ConnectorConfig):
    """Which part of GDELT is read."""

    type: Literal["gdelt"] = Field(description="GDELT's search in the world's press.")
    every: Duration = Field(
        default=timedelta(minutes=15),
        ge=timedelta(minutes=15),
        le=timedelta(days=1),
        description="How often it is looked at; GDELT brings what is new every 15 minutes.",
    )
    requests: int = Field(
        default=60,
        ge=4,
        le=120,
        description="Requests at most of one look, six seconds apart; who was not asked about is "
        "first in the next.",
    )
    url: Annotated[str, Field(pattern=r"^https?://[^\s/?#]+[^\s?#]*$")] = Field(
        default="https://api.gdeltproject.org/api/v2/doc/doc", description="Where it is asked."
    )
    timeout: Timeout = timedelta(seconds=30)


class _Cursor(msgspec.Struct, forbid_unknown_fields=True):
    places: dict[str, str]


class _Listing(msgspec.Struct):
    articles: list[msgspec.Raw] | None = None


class _Listed(msgspec.Struct):
    url: str
    title: str
    seendate: str


class _Step(msgspec.Struct):
    date: str
    value: float


class _Series(msgspec.Struct):
    data: list[_Step]


class _Volume(msgspec.Struct):
    timeline: list[_Series] | None = None


_decode_cursor = msgspec.json.Decoder(_Cursor).decode
_decode_listing = msgspec.json.Decoder(_Listing).decode
_decode_listed = msgspec.json.Decoder(_Listed).decode
_decode_volume = msgspec.json.Decoder(_Volume).decode

Found = Activity | Unhandled | UnreadableError | Sample


def decode_answers(answers: Iterable[Recorded], seen_at: datetime) -> Iterator[Found]:
    """Yield what recorded answers of GDELT hold."""
    for answer in answers:
        asked = dict(query_of(answer))
        try:
            if answer.status != 200:
                yield Unhandled(f"status_{answer.status}")
            elif asked.get("mode", "").lower().startswith("timeline"):
                named = _PHRASE.search(asked.get("query", ""))
                sample = _volume(answer.body, named[1] if named else "")
                yield sample or Unhandled("timeline")
            else:
                for found in _listing(answer.body):
                    if isinstance(found, UnreadableError):
                        yield found
                    else:
                        yield found.activity(Verb.CREATE, host(found.url), seen_at)
        except UnreadableError as error:
            yield error


class Connector:
    """A poll; its cursor says up to when each question was answered."""

    finite: Final = False

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.every: timedelta | None = config.every
        self._config = config
        self._context = context
        self._lists: dict[str, Newest[Article]] = {}
        self._asked: dict[str, datetime] = {}
        self._outlets = Outlets(context.catalogue)
        self._dead: list[DeadLetter] = []

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        places = self._places(cursor)
        today = self._context.clock.now().date()
        players = [p for p in self._context.catalogue().watched_players(today) if phrase(p)][:MOST]
        if not players:
            self._context.rest(self.name, "waiting for players to watch that have two names")
            return
        questions, named = _questions(players), {player.slug: player for player in players}
        for gone in self._lists.keys() - questions:
            del self._lists[gone]
        kept = {short(each): places[short(each)] for each in questions if short(each) in places}
        asked = {each: at for each, at in self._asked.items() if each in questions or each in named}
        self._asked = asked
        articles = self._turn(questions, self._config.requests * 3 // 4)
        counts = self._turn(named, self._config.requests - len(articles))
        refused: list[UnreadableError] = []
        for question in articles:
            try:
                yield await self._look(question, kept)
            except UnreadableError as error:
                refused.append(error)
                yield self._page()
        if len(refused) == len(articles):
            raise TransientError(f"GDELT answers what can't be read: {refused[0].detail}")
        for slug in counts:
            yield await self._count(named[slug])

    def _places(self, cursor: str | None) -> dict[str, datetime]:
        """Return up to when each question was answered, by its hash.

        Raises:
            RefusedError: The cursor is none of ours.
        """
        if cursor is None:
            return {}
        try:
            held = _decode_cursor(cursor).places
            return {key: time_of(at, "place")[0] for key, at in held.items()}
        except (ValueError, RecursionError):
            raise RefusedError(
                f"the stored cursor of {self.name} is none of GDELT's: {cursor[:40]!r}"
            ) from None

    def _turn(self, things: Collection[str], most: int) -> list[str]:
        """Return those whose turn it is: those not asked for longest, at most *most*."""
        never = datetime.min.replace(tzinfo=UTC)
        return sorted(things, key=lambda each: self._asked.get(each, never))[:most]

    async def _look(self, question: str, places: dict[str, datetime]) -> Page:
        """Return what is new among the articles that *question* finds."""
        context, now = self._context, self._context.clock.now()
        place, last = places.get(short(question)), self._asked.get(question, now)
        self._asked[question] = now
        newest = self._lists.setdefault(
            question,
            Newest(
                partial(self._fetch, question), overlap=OVERLAP, deep=NEARLY_FULL, first=NEARLY_FULL
            ),
        )
        look: Look[Article] = await newest.look(place, now)
        newest.settle(look)
        places[short(question)] = look.place or now
        acts = [
            item.what.activity(Verb.CREATE, self._outlets.author(item.what.url), now)
            for item in look.items
        ]
        kept = [act for act in acts if wanted(act, context.interest)]
        for act in kept:
            context.interest.passed(act)
        held = {key: at.isoformat() for key, at in places.items()}
        return self._page(
            activities=tuple(kept),
            cursor=msgspec.json.encode(_Cursor(held)).decode(),
            dropped={"unmatched": len(acts) - len(kept)} if len(kept) < len(acts) else {},
            live=place is not None,
            interval=max(self._config.every, now - last),
            gap=look.gap,
            received=look.received,
        )

    def _page(self, **brought: Any) -> Page:
        dead, self._dead = tuple(self._dead), []
        now, every = self._context.clock.now(), self._config.every
        return Page(connector=self.name, dead=dead, reached=now, **{"interval": every, **brought})

    async def _fetch(self, question: str, window: Window, onward: str | None) -> Sheet[Article]:
        del onward
        params = [("query", question), ("mode", "artlist"), ("format", "json")]
        params += [("maxrecords", str(FULL)), ("sort", "datedesc")]
        if window.since is None:
            params.append(("timespan", "1d"))
        else:
            params.append(("startdatetime", f"{window.since:%Y%m%d%H%M%S}"))
        if window.until is not None:
            until = window.until + timedelta(seconds=1)
            params.append(("enddatetime", f"{until:%Y%m%d%H%M%S}"))
        answer = await self._ask(params)
        items = []
        try:
            for found in _listing(answer.body):
                if isinstance(found, UnreadableError):
                    self._bury(answer, found, question)
                else:
                    items.append(Listed(found.key, found.published, found))
        except UnreadableError as error:
            self._bury(answer, error, question)
            raise
        return Sheet(items=items, onward=None, received=answer.received)

    async def _count(self, player: Player) -> Page:
        """Return how many articles name *player* in an hour."""
        self._asked[player.slug] = self._context.clock.now()
        params = [("query", f'"{phrase(player)}"'), ("mode", "timelinevolraw")]
        answer = await self._ask([*params, ("format", "json"), ("timespan", "3h")])
        samples: tuple[Sample, ...] = ()
        try:
            sample = _volume(answer.body, player.slug)
            samples = () if sample is None else (sample,)
        except UnreadableError as error:
            self._bury(answer, error, phrase(player))
        return self._page(samples=samples, received=answer.received)

    async def _ask(self, params: Sequence[tuple[str, str]]) -> http.Answer:
        answer = await self._context.asker.ask(
            http.Question(
                url=self._config.url,
                params=params,
                limit=LARGEST,
                within=self._config.timeout,
                patience=PATIENCE,
                pace=PACE,
                spent=_spent,
            )
        )
        if _spent(answer.body, self._context.clock.now()) is not None:
            raise RateLimitedError("GDELT wants to be asked less often", PAUSE)
        return answer

    def _bury(self, answer: http.Answer, error: UnreadableError, asked: str) -> None:
        self._dead = self._dead[-20:]
        self._dead.append(
            DeadLetter(
                connector=self.name,
                place=f"the answer for {asked[:200]}",
                raw=cut(answer.body),
                reason=error.reason,
                detail=error.detail,
                seen_at=self._context.clock.now(),
            )
        )


def phrase(player: Player) -> str:
    """Return the name to ask for: one of two words at least, as one word means too many others."""
    names = (player.name, *(alias.text for alias in player.aliases if not alias.ambiguous))
    plain_names = (" ".join(name.replace('"', " ").split()) for name in names)
    return next((name for name in plain_names if " " in name), "")


def _questions(players: Collection[Player]) -> dict[str, str]:
    """Return the questions about *players*, a few of them in each."""
    names = [f'"{phrase(player)}"' for player in players]
    groups = [names[at : at + TOGETHER] for at in range(0, len(names), TOGETHER)]
    asked = [f"({' OR '.join(group)})" if len(group) > 1 else group[0] for group in groups]
    return {each: each for each in asked}


def _spent(body: bytes, now: datetime) -> timedelta | None:
    del now
    return PAUSE if _LIMIT in body[:1000].lower() else None


def _listing(body: bytes) -> Iterator[Article | UnreadableError]:
    """Yield the articles of an answer, or why one can't be read.

    Raises:
        UnreadableError: It is no list of articles, but some words, as GDELT refuses.
    """
    for raw in (_json(_decode_listing, body).articles or [])[: 4 * FULL]:
        try:
            listed: _Listed = read(_decode_listed, raw, "article")
            yield _article(listed)
        except UnreadableError as error:
            yield error


def _article(listed: _Listed) -> Article:
    where = link(listed.url)
    if where is None or not host(where):
        raise UnreadableError("bad_id", "an article has no address that can be opened")
    at, _ = time_of(listed.seendate, "seendate")
    title = quote(_APART.sub(r"\1", plain(listed.title)), HEADLINE)
    key = canonical(where)
    return Article(
        key=key,
        text=title,
        url=where,
        lang=None,
        published=at,
        updated=None,
        dated=False,
    )


def _volume(body: bytes, player: str) -> Sample | None:
    """Return how many articles an answer counts in its newest whole hour; None where it can't."""
    series = _json(_decode_volume, body).timeline or []
    data = series[0].data[-100:] if series else []
    steps = [(time_of(step.date, "date")[0], step.value) for step in data]
    if len(steps) < 2 or steps[-1][0] <= steps[0][0]:
        return None
    end, hour = steps[-1][0], timedelta(hours=1)  # the last step is not over yet
    counted = sum(value for at, value in steps if end - hour <= at < end)
    if not 0 <= counted < 1e9:
        raise UnreadableError("bad_type", "counts what no press can write")
    return Sample(player=player, of="articles", count=counted, span=hour, at=end)


def _json(decode: Any, body: bytes) -> Any:
    """Return what *decode* makes of an answer; titles stand in it as they are, backslashes too."""
    if len(body) > LARGEST:
        raise UnreadableError("too_long", f"has over {LARGEST} bytes")
    try:
        return decode(body)
    except RecursionError:
        raise UnreadableError("too_deep", "nested deeper than anything real") from None
    except ValueError:
        mended = _CONTROL.sub(b" ", _BARE.sub(rb"\\\\", body)).decode("utf-8", "replace")
    try:
        return decode(mended)
    except (ValueError, RecursionError):
        words = plain(body[:300].decode("utf-8", "replace"))
        raise UnreadableError("not_json", f"is no JSON: {words!r}") from None
