"""What is answered to what is asked: each reads one page, and casts it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Final, Generic, NamedTuple, TypeVar

from monitor.domain.catalogue import Pairing
from monitor.domain.desk.share import ShareError
from monitor.domain.told.wire import plain
from monitor.ports import Counts
from monitor.ports.gazette import Followed
from monitor.web.api import casting, cursor, problem
from monitor.web.api.newsstand import Newsstand
from monitor.web.api.parameters import Asked
from monitor.web.api.problem import ProblemError
from monitor.web.api.shapes import alert as alerts
from monitor.web.api.shapes import others, pairing
from monitor.web.desk import Desk
from monitor.web.dossier import history
from monitor.web.pages import source as state_of
from monitor.web.sheet import lay_out

Row = TypeVar("Row")

WEEK: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)

YEAR: Final = timedelta(days=400)
"""How far back acts are read at most."""

_LIST: Final = "/api/v1/pairings lists those that are watched."


class Piece(NamedTuple, Generic[Row]):
    """A page of rows as they are stored, and where the next begins."""

    items: list[Row]
    next: str | None


def _page(
    rows: Sequence[Row], limit: int, place: Callable[[Row], str]
) -> tuple[list[Row], str | None]:
    """Return a page of *rows*, of which one more was read, and where the next begins."""
    some = list(rows[:limit])
    return some, place(some[-1]) if len(rows) > limit else None


async def status(desk: Desk, stand: Newsstand, _: Asked) -> others.Daemon:
    """How the daemon is doing."""
    now, progress = desk.clock.now(), await stand.gazette.progress()
    return others.Daemon(
        version=stand.version,
        now=now,
        scored_through=progress.scored,
        weighed_through=progress.weighed,
        feeds=[others.Feed.model_validate(state_of(one, now)) for one in desk.sources()],
    )


async def followed(
    desk: Desk, stand: Newsstand, asked: Asked
) -> tuple[list[Followed], list[pairing.Pairing], str | None]:
    """Return a page of watched pairings, as stored and as answered, and where the next begins."""
    after = cursor.read("pairings", asked.after, 2)
    rows = await stand.gazette.followed(
        Pairing(*after) if after else None, asked.limit + 1, asked.get("player"), asked.get("club")
    )
    some, following = _page(
        rows,
        asked.limit,
        lambda one: cursor.write("pairings", one.watched.pairing.player, one.watched.pairing.club),
    )
    catalogue = desk.library().catalogue
    items = await asyncio.to_thread(
        lambda: [casting.followed(one, catalogue, desk.public_url) for one in some]
    )
    return some, items, following


async def pairings(desk: Desk, stand: Newsstand, asked: Asked) -> pairing.Pairings:
    """Watched pairings."""
    _, items, following = await followed(desk, stand, asked)
    return pairing.Pairings(items=items, next=following)


async def portrait(desk: Desk, stand: Newsstand, asked: Asked) -> pairing.Portrait:
    """One pairing."""
    found = await _followed(desk, stand, asked)
    pair, base = found.watched.pairing, f"{desk.public_url.rstrip('/')}/api/v1/pairings"
    lists = ("buckets", "strengths", "acts", "claims")
    now, library = desk.clock.now(), desk.library()
    seen = await desk.exhibits.portrait(pair, now)
    moods = desk.board.moods(pair)
    sheet = await asyncio.to_thread(lay_out, seen, moods, library, desk.sources(), now)
    words = {} if sheet.sensitive else await desk.exhibits.words({one.key for one in sheet.heard})
    return pairing.Portrait(
        pairing=casting.followed(found, library.catalogue, desk.public_url),
        talk=casting.talk(sheet),
        moods=[casting.mood(strand, one) for strand, one in sheet.moods],
        origins=[casting.origin(one, words.get(one.key), library.catalogue) for one in sheet.heard],
        origins_in_all=sheet.origins,
        unknown=[plain(each) for each in sheet.unknown],
        links={name: f"{base}/{pair.player}/{pair.club}/{name}" for name in lists},
    )


async def counted(desk: Desk, stand: Newsstand, asked: Asked) -> Piece[Counts]:
    """What was counted of one pairing, as it is stored."""
    pair = (await _followed(desk, stand, asked)).watched.pairing
    place = cursor.read("buckets", asked.after, 2)
    after = (cursor.moment(place[0]), place[1]) if place else None
    rows = await stand.gazette.counted(pair, asked.since, asked.until, after, asked.limit + 1)
    some, following = _page(
        rows,
        asked.limit,
        lambda one: cursor.write("buckets", cursor.stamp(one.start), one.connector),
    )
    return Piece(some, following)


async def buckets(desk: Desk, stand: Newsstand, asked: Asked) -> pairing.Buckets:
    """What was counted of one pairing."""
    some, following = await counted(desk, stand, asked)
    return pairing.Buckets(items=[casting.bucket(one) for one in some], next=following)


async def strengths(desk: Desk, stand: Newsstand, asked: Asked) -> pairing.Strengths:
    """How strong one rumour was."""
    pair = (await _followed(desk, stand, asked)).watched.pairing
    place = cursor.read("strengths", asked.after, 1)
    after = cursor.moment(place[0]) if place else None
    rows = await stand.gazette.estimated(pair, asked.since, asked.until, after, asked.limit + 1)
    some, following = _page(
        rows, asked.limit, lambda one: cursor.write("strengths", cursor.stamp(one.at))
    )
    return pairing.Strengths(items=[casting.estimated(one) for one in some], next=following)


async def acts(desk: Desk, stand: Newsstand, asked: Asked) -> pairing.Deeds:
    """Acts about one pairing."""
    pair = (await _followed(desk, stand, asked)).watched.pairing
    now = desk.clock.now()
    known = await desk.reader.acts(pair.player, pair.club, max(asked.since, now - YEAR))
    place = cursor.read("acts", asked.after, 2)
    after = (cursor.moment(place[0]), cursor.key(place[1])) if place else None
    rows = [
        one
        for one in known
        if one.act.at < asked.until and (after is None or (one.act.at, one.act.key) > after)
    ]
    some, following = _page(
        rows,
        asked.limit,
        lambda one: cursor.write("acts", cursor.stamp(one.act.at), one.act.key.hex()),
    )
    return pairing.Deeds(items=[casting.deed(one) for one in some], next=following)


async def claims(desk: Desk, stand: Newsstand, asked: Asked) -> pairing.Claims:
    """What public accounts claim about one pairing."""
    pair = (await _followed(desk, stand, asked)).watched.pairing
    place = cursor.read("claims", asked.after, 2)
    before = (cursor.moment(place[0]), cursor.key(place[1])) if place else None
    rows = await stand.gazette.asserted(pair, asked.since, asked.until, before, asked.limit + 1)
    some, following = _page(
        rows,
        asked.limit,
        lambda one: cursor.write("claims", cursor.stamp(one.start), one.key.hex()),
    )
    catalogue = desk.library().catalogue
    told = [casting.claim(one, catalogue) for one in some]
    return pairing.Claims(items=[one for one in told if one is not None], next=following)


async def stories(desk: Desk, stand: Newsstand, asked: Asked) -> others.Stories:
    """Stories."""
    place = cursor.read("stories", asked.after, 2)
    before = (cursor.moment(place[0]), place[1]) if place else None
    rows = await stand.gazette.threads(
        asked.since, asked.until, before, asked.limit + 1, asked.get("player")
    )
    some, following = _page(
        rows,
        asked.limit,
        lambda one: cursor.write("stories", cursor.stamp(one.story.last_at), one.story.id),
    )
    catalogue = desk.library().catalogue
    return others.Stories(
        items=[casting.story(one, catalogue, desk.public_url) for one in some], next=following
    )


async def saga(desk: Desk, stand: Newsstand, asked: Asked) -> others.Saga:
    """One story."""
    found = await stand.gazette.thread(asked["story"])
    told = await desk.reader.alert(found.story.alert) if found is not None else None
    if found is None or told is None:
        raise problem.missing("such story", "/api/v1/stories lists those that are stored.")
    catalogue = desk.library().catalogue
    return others.Saga(
        story=casting.story(found, catalogue, desk.public_url),
        parts=casting.parts(found.newest, catalogue),
        history=alerts.History.model_validate(history(told, desk.public_url)),
    )


async def told(desk: Desk, stand: Newsstand, asked: Asked) -> alerts.Alerts:
    """Alerts."""
    place = cursor.read("alerts", asked.after, 2)
    before = (cursor.moment(place[0]), cursor.whole(place[1])) if place else None
    rows = await stand.gazette.told(
        asked.since,
        asked.until,
        before,
        asked.limit + 1,
        asked.get("player"),
        asked.get("club"),
        pushed=asked.get("pushed") == "true",
    )
    some, following = _page(
        rows,
        asked.limit,
        lambda one: cursor.write("alerts", cursor.stamp(one.notice.alert.told_at), str(one.number)),
    )
    items = await asyncio.to_thread(lambda: [casting.listed(one, desk.public_url) for one in some])
    return alerts.Alerts(items=items, next=following)


async def alert(desk: Desk, _: Newsstand, asked: Asked) -> alerts.History:
    """One alert."""
    found = await desk.reader.alert(asked["alert"])
    if found is None:
        raise problem.missing("such alert", "/api/v1/alerts lists those that are stored.")
    return alerts.History.model_validate(history(found, desk.public_url))


async def sources(desk: Desk, stand: Newsstand, asked: Asked) -> others.Sources:
    """Sources with their records."""
    place = cursor.read("sources", asked.after, 1)
    catalogue, model = desk.library().catalogue, desk.library().model
    slugs = sorted(slug for slug in catalogue.sources if place is None or slug > place[0])
    some, following = _page(
        slugs[: asked.limit + 1], asked.limit, lambda slug: cursor.write("sources", slug)
    )
    records = await stand.gazette.records(desk.clock.now())
    found = await asyncio.to_thread(
        lambda: [casting.source(slug, catalogue, records, model) for slug in some]
    )
    return others.Sources(items=found, next=following)


async def source(desk: Desk, stand: Newsstand, asked: Asked) -> others.Credit:
    """One source with its record."""
    slug, catalogue = asked["source"], desk.library().catalogue
    if slug not in catalogue.sources:
        raise problem.missing("such source", "/api/v1/sources lists those of the catalogue.")
    records = await stand.gazette.records(desk.clock.now())
    verdicts = await desk.reader.judged(slug)
    return others.Credit(
        source=casting.source(slug, catalogue, records, desk.library().model),
        verdicts=[casting.judged(one, catalogue) for one in verdicts],
    )


async def activity(desk: Desk, stand: Newsstand, asked: Asked) -> others.Activity:
    """What was said by hour."""
    since, until = asked.span(DAY, WEEK, desk.clock.now())
    found = await stand.gazette.volumes(since, until)
    return others.Activity(since=since, until=until, items=[casting.hour(one) for one in found])


async def links(_: Desk, stand: Newsstand, __: Asked) -> others.Links:
    """Links to stories."""
    return others.Links(items=[casting.link(one, stand) for one in await stand.sharing.listed()])


async def add_link(_: Desk, stand: Newsstand, asked: Asked) -> others.Link:
    """Share a story."""
    wanted: others.NewLink = asked.body
    try:
        made = await stand.sharing.add(
            wanted.story, timedelta(hours=wanted.hours), asked.hand, wanted.note
        )
    except ShareError as error:
        raise ProblemError(f"{error}.", "hours", HTTPStatus.UNPROCESSABLE_ENTITY) from None
    if made is None:
        cure = "There is no such story. /api/v1/stories lists those that are stored."
        raise ProblemError(cure, "story", HTTPStatus.UNPROCESSABLE_ENTITY)
    return casting.link(made, stand)


async def end_link(_: Desk, stand: Newsstand, asked: Asked) -> others.Link:
    """End a link."""
    ended = await stand.sharing.end(asked["link"], asked.hand)
    if ended is None:
        raise problem.missing("such link, or it is over", "/api/v1/links lists those that hold.")
    return casting.link(ended, stand)


async def _followed(desk: Desk, stand: Newsstand, asked: Asked) -> Followed:
    """Return the pairing that is asked for.

    Raises:
        ProblemError: It is not watched.
    """
    pair = Pairing(asked["player"], asked["club"])
    found = await stand.gazette.pairing(pair)
    catalogue = desk.library().catalogue
    if found is None or pair.player not in catalogue.players or pair.club not in catalogue.clubs:
        raise problem.missing(f"pairing {pair} on watch, or it was never scored", _LIST)
    return found
