"""What whoever looks at the terminal reads: alerts as they come, and a sign of life."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from monitor.domain.alert import Notice
from monitor.domain.learning import learning
from monitor.domain.told.bulletin import bulletin
from monitor.domain.told.harmless import PAUSE
from monitor.domain.told.tongues import TONGUES
from monitor.domain.told.wire import plain

WIDTH: Final = 80
_NAMES: Final = 5

OFFLINE: Final = (
    "no source can be reached: this machine seems to be offline, or a firewall is in the way. Look "
    "at its network and its name resolution; `lastdance doctor` says what answers. It is tried "
    "again and again by itself, and goes on where it was"
)
"""What is said where all sources are out at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What happened in a span of time.

    Attributes:
        read: Posts and acts that came, whatever became of them.
        about: Those among them that are about what is watched.
        told: Alerts.
        learns: When each watch that still learns began.
        out: Names of the sources that are not seen now.
    """

    long: timedelta
    read: int
    about: int
    told: int
    learns: Sequence[datetime] = ()
    out: Sequence[str] = ()


def announced(notice: Notice, public_url: str) -> str:
    """Return *notice* as a paragraph of lines of at most 80 characters, times in UTC."""
    said = bulletin(notice, TONGUES["en"], UTC, public_url)
    at = f"{notice.alert.told_at:%H:%M}  "
    told = _wrapped(said.title, at, " " * len(at))
    for line in said.text.splitlines():
        told += _wrapped(line, " " * len(at), " " * len(at))
    return "\n".join(told)


def sign_of_life(span: Span, now: datetime) -> str:
    """Return in one line how *span*, which ends *now*, was."""
    told = {0: "nothing to report", 1: "1 alert told"}.get(span.told, f"{span.told:,} alerts told")
    read = f"{span.read:,} posts read {_within(span.long)}"
    said = [f"{read}, {span.about:,} about what is watched, {told}"]
    if span.learns:
        many = f"{len(span.learns)} watched: " if len(span.learns) > 1 else ""
        said.append(f"{many}{learning(max(span.learns), now)}; acts and claims are told meanwhile")
    if span.out:
        more = f" and {len(span.out) - _NAMES} more" if len(span.out) > _NAMES else ""
        said.append(f"not seen: {', '.join(span.out[:_NAMES])}{more}")
    return "; ".join(said)


def _within(long: timedelta) -> str:
    minutes = max(1, round(long / timedelta(minutes=1)))
    if minutes == 60:
        return "in an hour"
    return f"in {minutes} minutes" if minutes > 1 else "in a minute"


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    """Return *text* in lines, addresses whole and nothing in it that a terminal would obey."""
    return textwrap.wrap(
        plain(text).replace(PAUSE, ""),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words="://" not in text,
        break_on_hyphens=False,
    )
