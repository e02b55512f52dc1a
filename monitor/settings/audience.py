"""What can be wrong with who is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.settings.channels import Channel, same, server
from monitor.settings.problem import Problem
from monitor.settings.receivers import Webhook
from monitor.settings.shape import Heartbeat, Settings
from monitor.settings.sources import Loc, Sources
from monitor.settings.values import NO_LIMIT

_FOLLOWING: Final = frozenset({"alert.corrected", "story.confirmed", "story.ended"})
"""What goes to exactly those who got the alert."""


def check(settings: Settings, sources: Sources) -> Iterator[Problem]:
    """Yield what is wrong with those that are told, and with what they are told."""
    yield from _addresses(settings, sources)
    yield from _budgets(settings, sources)
    yield from _kinds(settings, sources)


def exposed(asked: Webhook | Heartbeat) -> tuple[str, str] | None:
    """Return what is wrong with an address that is read by anybody on the way, and the cure."""
    address = asked.url.get_secret_value() if asked.url is not None else ""
    if asked.allow_http or not address.lower().startswith("http://"):
        return None
    cure = "Use https://, or set `allow_http = true` for a receiver on your own network."
    return "would send without TLS", cure


def _addresses(settings: Settings, sources: Sources) -> Iterator[Problem]:
    """Yield addresses that can't be used, and those that are one and the same."""
    first: dict[str, str] = {}
    sirens = {server(c.address): c.name for c in settings.channels if c.url and _siren(c)}
    for table in ("webhooks", "channels"):
        for at, one in enumerate(getattr(settings, table)):
            if one.url is None:
                continue
            loc: Loc = (table, at, "url" if one.url_file is None else "url_file")
            if (fault := _fault(one)) is not None:
                yield sources.problem(loc, *fault)
            other = first.setdefault(same(one.address), one.name)
            siren = sirens.get(server(one.address)) if table == "webhooks" else None
            if other != one.name:
                what = f"goes to the same address as {other!r}: it would be told everything twice"
                yield sources.problem(loc, what, "Keep one path to a receiver.", fatal=False)
            elif siren is not None:
                what = f"goes to the server of {siren!r}, an Alertmanager that is told already"
                yield sources.problem(loc, what, "Keep one path to a receiver.", fatal=False)


def _budgets(settings: Settings, sources: Sources) -> Iterator[Problem]:
    """Yield budgets that let nothing through, or less than they seem to."""
    for table in ("webhooks", "channels"):
        for at, one in enumerate(getattr(settings, table)):
            day, week = one.allowance.per_day, one.allowance.per_week
            key = "max_pushes_per_day" if day == 0 else "max_pushes_per_week"
            loc: Loc = (table, at, key)
            if 0 in {day, week}:
                left = "nothing but corrections" if one.digest_at is None else "the digest alone"
                what = f"is 0: no alert is pushed to {one.name!r}, it gets {left}"
                cure = f'Write 1 or more, or "{NO_LIMIT}"; leave it if that is what you want.'
                yield sources.problem(loc, what, cure, fatal=False)
            elif day is not None and week is not None and week < day:
                what = f"is {week}, and a day may have {day}: a day has no more than its week"
                cure = f"Write at least {day}, or fewer a day."
                yield sources.problem(loc, what, cure, fatal=False)


def _kinds(settings: Settings, sources: Sources) -> Iterator[Problem]:
    """Yield receivers that take nothing but what follows alerts which they don't take."""
    for table in ("webhooks", "channels"):
        for at, one in enumerate(getattr(settings, table)):
            if _FOLLOWING.issuperset(one.kinds):
                what = f"follows alerts that {one.name!r} is never told: it would be told nothing"
                cure = 'Add the kinds that begin a story, such as "act.notable".'
                yield sources.problem((table, at, "kinds"), what, cure, fatal=False)


def _siren(channel: Channel) -> bool:
    return channel.type == "alertmanager"


def _fault(receiver: Webhook | Channel) -> tuple[str, str] | None:
    """Return what is wrong with an address, and the cure."""
    if isinstance(receiver, Channel):
        return receiver.fault()
    return exposed(receiver)
