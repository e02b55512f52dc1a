"""Plays the simulated evening to the daemon's own counters, minute by minute.

Who says what and when is the demo's story; the watch that scores it is the one that is shipped.
What the demo has no people for (a receiver that fails, a source without leave, an estimate) is
written down here and beside, so that every panel has something to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from math import sqrt
from typing import Final

from monitor.domain.act import Verdict
from monitor.domain.alert import Kind, State
from monitor.domain.catalogue import Pairing, Role
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.timing import BUCKET
from monitor.domain.watermark import SLACK
from monitor.metrics import Metrics
from tests.integration.boards import house, sources
from tests.integration.boards.readings import Readings
from tests.integration.boards.talk import TALE, WATCHED, Talk, cut
from tests.simulator.demo import DENIAL, LIKE, UNLIKE, evening
from tests.simulator.plot import HISTORY, MINUTE, START, Plot, minute

SINCE: Final = minute(-60)
UNTIL: Final = minute(150)
"""What boards show: from the quiet before the like until the talk has cooled."""

READ_SINCE: Final = SINCE - timedelta(minutes=65)
"""So that what rose in the hour before is known from the start."""

LINGERS: Final = timedelta(minutes=15)
"""So long the rule about buzz keeps an alert firing, against flapping."""

FOUND: Final = {round(LIKE) + 1: Kind.ACT_NOTABLE, round(DENIAL) + 1: Kind.CLAIM_STAGE_CHANGED,
                round(UNLIKE) + 1: Kind.ALERT_CORRECTED}  # fmt: skip
"""What is told in which minute, besides what the talk itself comes to."""

ACTS: Final = {
    -40: (Role.JOURNALIST, Verdict.HOLD),
    4: (Role.FAN_ACCOUNT, Verdict.NEVER),
    9: (Role.PLAYER, Verdict.PUSH),
    17: (Role.FAN_ACCOUNT, Verdict.NEVER),
    30: (Role.TEAMMATE, Verdict.HOLD),
    35: (Role.TEAMMATE, Verdict.HOLD),
}

LIKELY: Final = ((8, 0.31), (16, 0.38), (24, 0.44), (52, 0.47), (76, 0.21), (80, 0.14))
"""From which minute on the story's move is how likely."""

OTHERS: Final = (None, 0.07, 0.11, 0.15, 0.19, 0.23, 0.27, None, 0.04, None, 0.02, None)
"""How likely the others are; None: too little is known."""


_ALERT: Final = 'ALERTS{alertstate="firing",alertname='


class Evening:
    """The evening as the daemon counts it.

    Attributes:
        told: When what was told.
        fired: When the story's talk fired.
    """

    def __init__(self) -> None:
        plot = Plot(seed=7)
        self.moments = [*plot.moments(plot.history()), *evening(plot)]
        self.talk = Talk(self.moments)
        self.metrics = Metrics()
        self.readings = Readings()
        self.told: list[tuple[datetime, str]] = []
        self.fired: list[datetime] = []
        self._fired: dict[Pairing, datetime] = {}
        self._withheld = 0

    def play(self) -> Readings:
        """Play it all, and return what Prometheus would have read."""
        self._set_up()
        end = START - HISTORY
        while (now := end + SLACK) < READ_SINCE:
            end += BUCKET
            self.talk.score(end)
        while now < UNTIL:
            if now >= end + BUCKET + SLACK:
                end += BUCKET
                self._score(end, now)
            self._pass(now)
            now += MINUTE
        return self.readings

    def _set_up(self) -> None:
        tell = self.metrics
        tell.reloaded(minute(-600))
        tell.receivers(house.RECEIVERS)
        tell.watch_held(held=True)
        tell.catalogue(42)
        sources.announce(tell)

    def _score(self, end: datetime, now: datetime) -> None:
        before = self._state()
        self.talk.score(end)
        self.metrics.loudness(self.talk.loudness)
        unknown = self.talk.unknown - self._withheld
        self._withheld = self.talk.unknown
        self.metrics.watched(end, 1, unknown, timedelta(seconds=4), self.talk.common)
        match before, self._state():
            case State.QUIET, State.FIRING:
                self.told.append((now, Kind.STORY_UPDATED))
            case State.FIRING, State.COOLING:
                self.told.append((now, Kind.STORY_ENDED))

    def _state(self) -> State:
        loud = self.talk.loudness.get(TALE)
        return State.QUIET if loud is None else loud.state

    def _pass(self, now: datetime) -> None:
        """Let a minute pass, and let Prometheus read at its end."""
        tell, past = self.metrics, round((now - START) / MINUTE)
        if past in FOUND:
            self.told.append((now, FOUND[past]))
        if past in ACTS:
            tell.act(*ACTS[past])
        said = [each for each in self.moments if now - MINUTE < each.at <= now]
        sources.bring(tell, past, now, said)
        sources.fail(tell, past, now)
        sources.answer(tell, past, now)
        sources.look_again(tell, past)
        house.send(tell, past, [kind for at, kind in self.told if at == now])
        house.keep(tell, past, now)
        tell.strengths(dict(_strengths(past)))
        tell.moods(dict(_moods(past)))
        for page, _ in (tell.page(), tell.pairings()):
            self.readings.read(page.decode(), now)
        house.process(self.readings, past, now)
        self._alarm(now)

    def _alarm(self, now: datetime) -> None:
        """Note the alerts that rules of ours raise: 1, and 0 where Prometheus ends the series."""
        note = self.readings.note
        firing = {p for p, loud in self.talk.loudness.items() if loud.state is State.FIRING}
        self._fired |= dict.fromkeys(firing, now)
        if TALE in firing:
            self.fired.append(now)
        for pairing, at in self._fired.items():
            whom = f'player="{pairing.player}",club="{pairing.club}"'
            lasts = now - at <= LINGERS
            note(f'{_ALERT}"LastdancePairingBuzz",category="buzz",{whom}}}', int(lasts), now)
        unread = cut(now - 10 * MINUTE) and cut(now)
        note(f'{_ALERT}"LastdanceConnectorUnread",category="operations",connector="bluesky"}}',
             int(unread), now)  # fmt: skip


def _strengths(past: int) -> Iterable[tuple[Pairing, Strength]]:
    for pairing, other in zip(WATCHED, OTHERS, strict=True):
        found = [likely for since, likely in LIKELY if past >= since]
        of_story = pairing == TALE
        likely = (found[-1] if found else None) if of_story else other
        known = Evidence.MEDIUM if of_story else Evidence.LOW
        yield (
            pairing,
            Strength(
                evidence=Evidence.INSUFFICIENT if likely is None else known, probability=likely
            ),
        )


def _moods(past: int) -> Iterator[tuple[tuple[Pairing, Strand], Mood]]:
    for place, pairing in enumerate(WATCHED):
        for strand in Strand:
            authors, net = 34 - 2 * place, ((place * 5) % 11 - 5) / 12
            if pairing == TALE and strand is Strand.MOVE:
                authors += max(0, min(past - 4, 90)) * 3
                net = 0.12 + 0.006 * max(0, min(past - 8, 68)) - 0.007 * max(0, past - 76)
            margin = 1.96 * sqrt((1 - net * net) / authors)
            yield (pairing, strand), Mood(
                net=net, low=net - margin, high=net + margin, shares=(0.2, 0.4, 0.4),
                authors=authors, posts=authors * 2, corrected=1.0,
            )  # fmt: skip
