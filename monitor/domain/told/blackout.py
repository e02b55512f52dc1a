"""A source that brings nothing for longer than is usual for it: told once, and when it is back.

Alerts name what was not seen anyway; this is word for whoever looks after lastdance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from monitor.domain.alert import Kind, Severity
from monitor.domain.told.bulletin import Bulletin
from monitor.domain.told.harmless import harmless
from monitor.domain.told.tongues import Tongue

LEAST: Final = timedelta(minutes=15)
"""Nobody is told of a shorter one, however often the source is polled."""

_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Blackout:
    """A time for which a source brought nothing.

    Attributes:
        until: When it was read again; None = it is still out.
        detail: What is wrong, in its own words.
    """

    source: str
    since: datetime
    until: datetime | None = None
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Return it in English."""
        if self.until is None:
            why = f": {self.detail}" if self.detail else ""
            return f"{self.source} has brought nothing since {self.since:%H:%M} UTC{why}."
        minutes = (self.until - self.since) / timedelta(minutes=1)
        return f"{self.source} is read again; it brought nothing for {minutes:.0f} min."


def thread(source: str) -> str:
    """Return what all messages about *source* have in common."""
    return f"source:{source}"


def unusual(silent: timedelta, patience: timedelta | None) -> bool:
    """Whether a source that is out has been *silent* for longer than is usual for it.

    Args:
        patience: How long it may bring nothing while it is well; None = for ever, a stream.
    """
    return silent >= max(LEAST, patience or LEAST)


def tell(blackout: Blackout, tongue: Tongue, zone: tzinfo) -> Bulletin:
    """Return what people are told of it, in their language and time."""
    source = harmless(blackout.source, _NAME)
    if blackout.until is None:
        said, severity = tongue.stale, Severity.MINOR
        text = tongue.stale_text.format(at=tongue.moment(blackout.since, zone))
    else:
        said, severity = tongue.back, Severity.INFO
        text = tongue.back_text.format(span=tongue.span(blackout.until - blackout.since))
    return Bulletin(
        kind=Kind.CONNECTOR_STALE,
        severity=severity,
        title=f"lastdance{tongue.mark}{said.format(source=source)}",
        lines=(text,),
    )
