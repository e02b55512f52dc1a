"""How each source is, and how far it has come: kept here, told to whoever counts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from monitor.domain import outage
from monitor.domain.health import LATE, OUT, UP, Health, patience
from monitor.domain.outage import Outage
from monitor.ports import (
    AuthError,
    Clock,
    Connector,
    Gap,
    Page,
    RateLimitedError,
    RefusedError,
    TransientError,
)

log = logging.getLogger(__name__)

GAPS = 20
"""Gaps at most that are remembered of a source."""

CHECKED = timedelta(seconds=15)
"""How often sources are to be checked."""

BLIND_AFTER = timedelta(minutes=5)
"""A source that has been silent or failing this long is named in alerts as not seen."""

_NONE = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How one source is just now.

    Attributes:
        says: What it is up to, in its own words.
        detail: What is wrong and what happens next, as a sentence; empty when healthy.
        began: Since when it has been read.
        since: Since when its health is what it is.
        heard_at: When anything last came, or a poll last ended well; by our clock.
        newest: Newest event that it brought, in the source's time.
        reached: Up to when in event time all that it brought is stored; never later than our
            clock's now, and back only where that was set back. Back-fill doesn't move it, nor
            does a poll before it ends: then it is the time at which that began.
        received: Bytes that came.
        gaps: The newest that it told of, at most 20, in the order in which it did.
        reconnects: How often it had to start again.
        limited: How long the other side has asked it to wait, in all.
    """

    name: str
    health: Health = Health.STARTING
    says: str = ""
    detail: str = ""
    began: datetime
    since: datetime
    heard_at: datetime | None = None
    newest: datetime | None = None
    reached: datetime | None = None
    received: int = 0
    gaps: tuple[Gap, ...] = ()
    reconnects: int = 0
    limited: timedelta = timedelta(0)


class Standing:
    """Keeps the states of all sources.

    Durations are summed up from check to check, and each step counts for a little at most: a
    clock that is set by an hour makes nobody silent for an hour.

    Args:
        before: How sources of these names were, where they were read before.
        changed: Told of each change.
        waits: Whether what was read waits for the store, so that nothing more is read.
    """

    def __init__(
        self,
        connectors: Sequence[Connector],
        clock: Clock,
        before: Mapping[str, SourceState],
        changed: Callable[[SourceState], None],
        waits: Callable[[], bool],
    ) -> None:
        now = clock.now()
        self._connectors = connectors
        self._clock = clock
        self._changed = changed
        self._waits = waits
        self._checked = now
        self._quiet = dict.fromkeys((c.name for c in connectors), _NONE)
        self._out = dict(self._quiet)
        self._outages: dict[str, Outage] = {}
        self._resting: set[str] = set()
        self.states = {c.name: _anew(c.name, before.get(c.name), now) for c in connectors}
        for state in self.states.values():
            if state.health in OUT:
                self._outages[state.name] = Outage(state.since, now)
                self._out[state.name] = min(now - state.since, BLIND_AFTER)

    def heard(self, name: str, page: Page | None = None) -> None:
        """A source brought a page; without one: its poll ended well."""
        state = self.states[name]
        self._quiet[name] = _NONE
        if page is None and name in self._resting:
            self._resting.remove(name)
            return  # this look ended so
        if state.health is Health.STARTING:
            log.info("source %s: reading", name)
        well = state.health in {Health.HEALTHY, Health.DEGRADED}
        received = page.received if page is not None else 0
        self._turn(
            state,
            state.health if well else Health.HEALTHY,
            state.detail if well else "",
            heard_at=self._clock.now(),
            newest=(newest(page) if page is not None else None) or state.newest,
            received=state.received + received,
        )
        self._mend(name)

    def pushed(self, name: str, page: Page) -> None:
        """Something was pushed, and is stored; that nothing is means nothing."""
        state = self.states[name]
        self._note(
            replace(
                state,
                heard_at=self._clock.now(),
                newest=newest(page) or state.newest,
                received=state.received + page.received,
            )
        )

    def stored(self, name: str, reached: datetime | None, gap: Gap | None) -> None:
        """What was read is stored: only now has the source come so far."""
        state = self.states[name]
        gaps = (*state.gaps, gap)[-GAPS:] if gap is not None else state.gaps
        times = [at for at in (state.reached, reached) if at is not None]
        come = min(max(times), self._clock.now()) if times else None
        if (come, gaps) != (state.reached, state.gaps):
            self._note(replace(state, reached=come, gaps=gaps))

    def failed(self, name: str, error: Exception, wait: timedelta) -> None:
        """A source failed, and is tried again after *wait*."""
        state = self.states[name]
        seconds = wait.total_seconds()
        detail = f"{error} (again {f'in {seconds:.0f} s' if seconds >= 1 else 'at once'})"
        health = _sorted(error)
        if health is Health.FAILED:
            detail = f"fault of ours: {error!r}{detail.removeprefix(str(error))}"
            log.error("source %s", name, exc_info=error)
        limited = wait if health is Health.RATE_LIMITED else _NONE
        self._turn(
            state, health, detail, reconnects=state.reconnects + 1, limited=state.limited + limited
        )
        self._outage(name, detail)

    def report(self, name: str, says: str) -> None:
        """A source says what it is up to."""
        state = self.states[name]
        if says != state.says:
            log.info("source %s: %s", name, says)
        if state.health is Health.IDLE:
            self._quiet[name] = _NONE
            self._turn(state, Health.STARTING, "", says=says)
        elif says != state.says:
            self._note(replace(state, says=says))

    def rest(self, name: str, why: str) -> None:
        """A source says that it has nothing to do, and why."""
        state = self.states[name]
        self._resting.add(name)
        if (state.health, state.detail) != (Health.IDLE, why):
            log.info("source %s: %s", name, why)
            self._turn(state, Health.IDLE, why, says="")
            self._outages.pop(name, None)

    def done(self, name: str) -> None:
        """A source is read to its end."""
        self._turn(self.states[name], Health.DONE, "")
        self._outages.pop(name, None)

    def check(self) -> None:
        """See which sources stall or are far behind, and which outages are over."""
        now = self._clock.now()
        passed = min(max(now - self._checked, _NONE), 2 * CHECKED)
        self._checked = now
        for connector in self._connectors:
            self._check(connector, passed, now)

    def blind(self) -> Sequence[SourceState]:
        """Return the sources that have been out for so long that alerts must say so, by name."""
        states = (self.states[name] for name, out in self._out.items() if out >= BLIND_AFTER)
        return sorted(states, key=lambda state: state.name)

    def _check(self, connector: Connector, passed: timedelta, now: datetime) -> None:
        name = connector.name
        state = self.states[name]
        if state.health in {Health.STARTING, Health.HEALTHY, Health.DEGRADED}:
            self._quiet[name] += passed
            quiet = self._quiet[name]
            limit = patience(connector.every, getattr(connector, "silence", None))
            if limit is not None and quiet >= limit and not self._waits():
                self._stall(state, connector, quiet)
                return
        if state.health in OUT:
            self._out[name] += passed
        if state.health in UP:
            self._mend(name)
        if connector.every is None and state.health in {Health.HEALTHY, Health.DEGRADED}:
            self._lag(state, now)

    def _stall(self, state: SourceState, connector: Connector, quiet: timedelta) -> None:
        minutes = quiet.total_seconds() / 60
        what = "has brought nothing" if connector.every is None else "no poll has ended well"
        detail = f"{what} for {minutes:.0f} min, and nothing says why"
        self._turn(state, Health.STALLED, detail)
        self._out[state.name] = quiet
        self._outage(state.name, detail)

    def _lag(self, state: SourceState, now: datetime) -> None:
        late = state.reached is not None and now - state.reached > LATE
        if late and state.reached is not None:
            at = f"catching up: has come to {state.reached:%H:%M} UTC"
            self._turn(state, Health.DEGRADED, at)
        elif state.health is Health.DEGRADED:
            self._turn(state, Health.HEALTHY, "")

    def _outage(self, name: str, why: str) -> None:
        left, said = outage.fails(self._outages.get(name), why, self._clock.now())
        self._outages[name] = left
        if said is not None:
            log.warning("source %s: %s", name, said)

    def _mend(self, name: str) -> None:
        """An outage may be over."""
        if (before := self._outages.get(name)) is None:
            return
        left, said = outage.works(before, self._clock.now())
        if left is not None:
            self._outages[name] = left
        else:
            del self._outages[name]
        if said is not None:
            log.info("source %s: %s", name, said)

    def _turn(self, state: SourceState, health: Health, detail: str, **changes: Any) -> None:
        since = state.since if state.health is health else self._clock.now()
        if health not in OUT:
            self._out[state.name] = _NONE
        fresh = replace(state, health=health, detail=detail, since=since, **changes)
        if fresh != state:
            self._note(fresh)

    def _note(self, fresh: SourceState) -> None:
        self.states[fresh.name] = fresh
        self._changed(fresh)


def _anew(name: str, before: SourceState | None, now: datetime) -> SourceState:
    """Return how a source begins: one that was out before is out until it brings something."""
    if before is None:
        return SourceState(name=name, began=now, since=now)
    if before.health in OUT:
        return before
    return replace(before, health=Health.STARTING, says="", detail="", since=now)


def newest(page: Page) -> datetime | None:
    """Return the time of the newest event of *page*, as far as it tells."""
    times = (a.happened_at for a in page.activities if a.happened_at is not None)
    return page.reached or max(times, default=None)


def reached(page: Page, every: timedelta | None, now: datetime) -> datetime | None:
    """Return how far a source is with *page*; times that lie ahead of us say nothing of that."""
    if page.reached is not None:
        return page.reached
    if every is not None or not page.live:
        return None
    times = (a.happened_at for a in page.activities if a.happened_at is not None)
    return max((at for at in times if at <= now), default=None)


def _sorted(error: Exception) -> Health:
    match error:
        case AuthError():
            return Health.AUTH_FAILED
        case RefusedError():
            return Health.REFUSED
        case RateLimitedError():
            return Health.RATE_LIMITED
        case TransientError():
            return Health.RETRYING
        case _:
            return Health.FAILED
