"""What Wikimedia counts and tells of pages: views by day, changes as they happen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import unquote

import msgspec

from connectors.recordings import Recorded, path_of
from connectors.wire import sse
from connectors.wire.fields import from_micros, time_of
from connectors.wire.reading import Unhandled, UnreadableError, read
from monitor.domain.text import clean
from monitor.ports import Sample

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
COUNTED: Final = "/metrics/pageviews/per-article/"

_EDITS: Final = frozenset({"edit", "new"})
_UNTOLD: Final = (b'"canary"', b'"log"')
"""What changes that have other fields hold."""

Found = Sample | Unhandled | UnreadableError


class Views(msgspec.Struct):
    timestamp: str
    views: int


class _Counted(msgspec.Struct):
    items: list[Views]


class _Revision(msgspec.Struct):
    new: int


class _Meta(msgspec.Struct):
    domain: str


class Change(msgspec.Struct):
    """A change; who made it is not even read."""

    type: str
    meta: _Meta
    title: str
    server_name: str
    timestamp: int
    namespace: int = 0
    bot: bool = False
    revision: _Revision | None = None


_decode_counted = msgspec.json.Decoder(_Counted).decode
_decode_change = msgspec.json.Decoder(Change).decode


def recorded(answers: Iterable[Recorded]) -> Iterator[Found]:
    """Yield what recorded answers of Wikimedia count, by title."""
    for answer in answers:
        path = path_of(answer)
        try:
            if answer.status != 200:
                yield Unhandled(f"status_{answer.status}")
            elif COUNTED in path:
                title = clean(unquote(path.partition(COUNTED)[2]).split("/")[3:4][0][:250])
                yield newest(views_of(answer.body), title) or Unhandled("no_views")
            else:
                yield from _told(answer.body)
        except UnreadableError as error:
            yield error
        except IndexError:
            yield Unhandled("path")


def change_of(data: bytes) -> Change | None:
    """Return the change that an event tells of; None where it tells of something else.

    Raises:
        UnreadableError: It can't be read.
    """
    try:
        change: Change = read(_decode_change, data, "change")
        from_micros(change.timestamp * 1_000_000, "timestamp")
    except UnreadableError:
        if any(word in data for word in _UNTOLD):
            return None
        raise
    return change


def _told(body: bytes) -> Iterator[Found]:
    """Yield how often each page was edited that a recorded stream tells of."""
    edits: defaultdict[str, list[int]] = defaultdict(list)
    for event in sse.events(body):
        try:
            change = change_of(event.data)
        except UnreadableError as error:
            yield error
            continue
        if change is not None and counts(change):
            edits[clean(change.title[:250])].append(change.timestamp)
        else:
            yield Unhandled("change")
    for title, times in edits.items():
        at = from_micros(max(times) * 1_000_000, "timestamp")
        yield Sample(player=title, of="edits", count=len(times), span=HOUR, at=at)


def counts(change: Change) -> bool:
    """Whether a person edited an article; Wikimedia sends changes of no wiki to test streams."""
    real = change.meta.domain != "canary" and not change.bot
    return real and change.namespace == 0 and change.type in _EDITS


def views_of(body: bytes) -> list[Views]:
    counted: _Counted = read(_decode_counted, body, "views")
    return counted.items[:100]


def newest(views: Sequence[Views], player: str) -> Sample | None:
    """Return the views of the newest day, on all pages together."""
    by_day: defaultdict[datetime, int] = defaultdict(int)
    for each in views:
        day, _ = time_of(f"{each.timestamp[:4]}-{each.timestamp[4:6]}-{each.timestamp[6:8]}", "day")
        by_day[day] += max(each.views, 0)
    if not by_day:
        return None
    newest = max(by_day)
    return Sample(player=player, of="views", count=by_day[newest], span=DAY, at=newest + DAY)
