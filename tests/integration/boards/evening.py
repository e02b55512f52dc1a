"""Plays the simulated evening to the daemon's own counters, minute by minute.

Who says what and when is the demo's story; the detector is the one that is shipped. What the
demo has no people for (a receiver that fails, a source without leave, an estimate) is written
down here, so that every panel has something to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import Final

import connectors
from connectors.wire.sights import Interaction
from monitor.domain.act import Verdict
from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing, Role
from monitor.domain.desk.budget import Why
from monitor.domain.desk.opinion import Rated
from monitor.domain.health import UP, Health
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.spike.detector import Detector
from monitor.domain.spike.gate import Signal
from monitor.domain.spiking import Loudness
from monitor.metrics import Metrics
from tests.integration.boards.readings import Readings
from tests.simulator.demo import CUT, MEND, evening
from tests.simulator.plot import (
    DECOY,
    HISTORY,
    MADRID,
    MINUTE,
    PAIRINGS,
    START,
    STORY,
    Plot,
    minute,
)

SINCE: Final = minute(-90)
UNTIL: Final = minute(90)
"""What boards show: until the talk is about to cool."""

READ_SINCE: Final = SINCE - timedelta(hours=1)
"""So that what rose in the hour before is known from the start."""

BUCKET: Final = timedelta(minutes=5)
WINDOW: Final = timedelta(minutes=30)

SOURCES: Final = {
    "bluesky": ("bluesky_jetstream", 0),
    "mastodon": ("mastodon", 0),
    "evening-whistle": ("feed", 300),
    "diario-del-area": ("feed", 300),
    "wikipedia": ("wikimedia", 3600),
    "videos": ("youtube", 900),
}
"""Module and seconds between two looks, 0 for a stream."""

RECEIVERS: Final = ("newsroom", "night-desk")
TASKS: Final = {"expire": 60, "gauges": 1, "heartbeat": 5, "thin": 30, "verify": 60}
"""Minutes between two runs."""

LIKELY: Final = ((8, 0.31), (16, 0.38), (24, 0.44), (52, 0.47), (76, 0.21), (80, 0.14))
"""From which minute on the story's move is how likely."""


class Evening:
    """The evening as the daemon counts it."""

    def __init__(self) -> None:
        plot = Plot(seed=7)
        history = plot.moments(plot.history())
        self.moments = [*history, *evening(plot)]
        self.metrics = Metrics()
        self.readings = Readings()
        self.detectors = {pairing: Detector() for pairing in PAIRINGS}
        self.talk = {
            pairing: [(m.at, m.author) for m in self.moments if m.pairing == pairing and m.counts]
            for pairing in PAIRINGS
        }
        self.processor = 0.0
        self.loudness: dict[Pairing, Loudness] = {}
        self.withheld = 0

    def play(self) -> Readings:
        """Play it all, and return what Prometheus would have read."""
        self._set_up()
        at = START - HISTORY
        while at < UNTIL:
            at += BUCKET
            self._score(at)
            if at > READ_SINCE:
                for past in range(5):
                    self._pass(at - BUCKET + (past + 1) * MINUTE)
        return self.readings

    def _set_up(self) -> None:
        tell = self.metrics
        tell.reloaded(minute(-600))
        tell.receivers(RECEIVERS)
        tell.watch_held(held=True)
        tell.catalogue(42)
        for name, (module, seconds) in SOURCES.items():
            tell.connector(name, module, timedelta(seconds=seconds))
            seen = connectors.capabilities(module)
            tell.capabilities(name, {each: each in seen for each in Interaction})

    def _score(self, end: datetime) -> None:
        """Score the five minutes before *end*, as the watch does."""
        start = end - BUCKET
        slot, day = start.astimezone(MADRID).hour, start.astimezone(MADRID).toordinal()
        blind = minute(CUT) < end <= minute(MEND)
        for pairing, detector in self.detectors.items():
            if blind:
                detector.skip(slot)
                self.withheld += 1
                continue
            bucket = _authors(self.talk[pairing], start, end)
            whole = len(_authors(self.talk[pairing], end - WINDOW, end))
            look = detector.update(len(bucket), slot, day)
            score = look.alert.score if detector.warm else None
            detector.judge(Signal(score, whole, look.alert.expected))
            buzz = Buzz(
                at=end, window=WINDOW, authors=whole, expected=look.alert.expected,
                score=look.alert.score, sustained=look.sustained.score,
            )  # fmt: skip
            bound = detector.bound(buzz.expected)
            self.loudness[Pairing(*pairing)] = Loudness(buzz, detector.standing.state, bound)

    def _pass(self, now: datetime) -> None:
        """Let a minute pass, and let Prometheus read at its end."""
        past = round((now - START) / MINUTE)
        said = [each for each in self.moments if now - MINUTE < each.at <= now]
        self._come_in(past, now, said)
        self._go_wrong(past, now)
        self._go_out(past)
        self._keep_house(past, now)
        self._judge(past, now)
        page, _ = self.metrics.page()
        self.readings.read(page.decode(), now)
        page, _ = self.metrics.pairings()
        self.readings.read(page.decode(), now)
        self._beside(past, now)

    def _come_in(self, past: int, now: datetime, said: Sequence[object]) -> None:
        tell, cut = self.metrics, CUT < past <= MEND
        fetched = 0 if cut else len(said) * (9 if MEND < past < MEND + 3 else 1)
        for verb, share in (("create", 6), ("like", 11), ("announce", 3), ("follow", 2)):
            tell.activities("bluesky", verb, fetched * share // 2)
            tell.activities("mastodon", verb, 0 if 20 < past <= 31 else len(said) * share // 9)
        tell.activities("bluesky", "undo", fetched // 9)
        tell.mentions("bluesky", fetched)
        tell.mentions("mastodon", len(said) // 5)
        tell.ambiguous("bluesky", fetched // 6)
        tell.duplicates("bluesky", fetched // 8 + (60 if past == MEND + 1 else 0))
        tell.dropped("bluesky", "not about football", fetched * 2)
        tell.dropped("mastodon", "not public", len(said) // 6)
        tell.dropped("bluesky", "no language", fetched // 4)
        tell.unscored("language", fetched // 7)
        tell.received("bluesky", fetched * 5_300)
        tell.received("mastodon", len(said) * 900)
        for n in range(fetched):
            tell.lag("bluesky", 0.4 + (n * 7 % 13) / 10)
        for n in range(3):
            tell.lag("mastodon", 1.2 + n * 2.1)
        for outlet, minutes in (("evening-whistle", (16, 52, 76)), ("diario-del-area", (24,))):
            if past % 5 == 0:
                tell.received(outlet, 4_200)
                tell.asked(outlet, 200)
            if past in minutes:
                tell.activities(outlet, "create")
                tell.mentions(outlet)
                tell.lag(outlet, 95.0)
        tell.late(fetched // 5 if MEND < past < MEND + 3 else 0)
        tell.batch(
            max(1, fetched),
            {"recall": 0.004, "fetch": 0.02 + fetched / 4000, "judge": 0.006 + fetched / 2500,
             "commit": 0.012 + fetched / 6000},
        )  # fmt: skip
        tell.queue(fetched // 30 + (6 if MEND < past < MEND + 4 else 0))
        tell.kept_objects(180 + past // 2)
        for name, (_, seconds) in SOURCES.items():
            wrong = (cut and name == "bluesky") or name == "videos"
            looked = now - timedelta(seconds=(now.timestamp() % seconds) if seconds else 2)
            if not wrong:
                tell.connector_success(name, looked)
                late = {"wikipedia": 2400, "evening-whistle": 1900, "diario-del-area": 3100}
                tell.connector_newest(name, now - timedelta(seconds=late.get(name, 3)))
            behind = (past - CUT) * 60 if wrong and name == "bluesky" else 3 + seconds / 4
            tell.connector_lag(name, timedelta(seconds=behind))

    def _go_wrong(self, past: int, now: datetime) -> None:
        tell = self.metrics
        health = dict.fromkeys(SOURCES, Health.HEALTHY)
        health["videos"] = Health.AUTH_FAILED
        if past % 15 == 0:
            tell.asked("videos", 403)
        if CUT < past <= MEND:
            health["bluesky"] = Health.RETRYING
            tell.reconnected("bluesky", 1, Health.RETRYING)
            tell.asked("bluesky", 503)
        if 20 < past <= 31:
            health["mastodon"] = Health.RATE_LIMITED
            tell.rate_limited("mastodon", timedelta(seconds=48))
            tell.asked("mastodon", 429)
        if past == 32:
            tell.gap("mastodon", timedelta(seconds=95))
            tell.reconnected("mastodon", 1, Health.RATE_LIMITED)
        tell.asked("mastodon", 200)
        tell.granted("mastodon", 300 - past % 15 * 19, now + (15 - past % 15) * MINUTE)
        tell.granted("videos", 9_400, now + timedelta(hours=7))
        if past in (12, 44, 90):
            tell.dead_letters("bluesky", "record without a time", 2)
        if past == 57:
            tell.dead_letters("diario-del-area", "no date")
        for name, state in health.items():
            tell.connector_state(name, state, up=state in UP)

    def _go_out(self, past: int) -> None:
        tell = self.metrics
        told = {9: "act.notable", 45: "story.updated", 52: "story.updated",
                81: "alert.corrected"}  # fmt: skip
        if past in told:
            tell.alert(told[past], f"alert-{past}")
            tell.delivery("newsroom", 0.11)
        if past in told or 45 < past < 60:
            failed = None if past in (9, 59, 81) else "timeout" if past < 53 else "http_503"
            tell.delivery("night-desk", 9.8 if failed == "timeout" else 0.3, failed)
        waits = 45 if 45 <= past < 59 else 84 if past >= 84 else None
        waiting = int(waits is not None) + (past in told)
        tell.outbox(
            {"pending": waiting, "sent": 14 + past // 9, "failed": 1},
            None if waits is None else minute(waits),
        )
        tell.budgets({"newsroom": 5, "night-desk": 3},
                     {("night-desk", Why.LITTLE): 4, ("newsroom", Why.AGAIN): 2,
                      ("night-desk", Why.DAY): 1})  # fmt: skip
        tell.ratings({("act.player_like", Rated.USEFUL): 6, ("buzz.spike", Rated.USEFUL): 3,
                      ("buzz.spike", Rated.USELESS): 1})  # fmt: skip
        tell.silences(everything=0, part=1)
        acts = {9: (Role.PLAYER, Verdict.PUSH), -40: (Role.JOURNALIST, Verdict.HOLD),
                4: (Role.FAN_ACCOUNT, Verdict.NEVER),
                30: (Role.TEAMMATE, Verdict.HOLD)}  # fmt: skip
        if past in acts:
            tell.act(*acts[past])

    def _keep_house(self, past: int, now: datetime) -> None:
        tell = self.metrics
        for task, minutes in TASKS.items():
            if past % minutes == 0:
                tell.job(task)
                tell.job_began(task, timedelta(seconds=0.02 * (1 + past % 3)))
                tell.job_ended(task, 0.05 * minutes, f"run-{past}")
            tell.job_due(task, now + (minutes - past % minutes) * MINUTE)
        if past in (60, 61):
            tell.job_skipped("gauges")
        if past == 62:
            tell.job("verify", failed=True)
        busy = MEND < past < MEND + 5
        for n in range(40):
            tell.loop_lag((0.08 if busy else 0.004) * (1 + n % 5) + (0.3 if busy and n == 0 else 0))
        tell.heartbeat(taken=past % 50 != 0)
        rows = {"activities": 48_000 + 38 * past, "mentions": 9_100 + 9 * past, "alerts": 61,
                "observations": 31_000 + 21 * past}  # fmt: skip
        tell.stored(rows, 41_000_000 + 31_000 * (past + 100), now + timedelta(hours=5),
                    18_000_000_000 - 40_000 * past)  # fmt: skip
        tell.removed({"activities": 40 if past % 60 == 0 else 0})
        tell.log_size(2_100_000 + past % 20 * 90_000)
        tell.backed_up(minute(-400), 40_400_000)
        tell.paused(False)
        again = {"gained": 5, "same": 11, "gone": int(past % 7 == 0)}
        tell.asked_again("bluesky", again)
        tell.overdue("bluesky", timedelta(seconds=max(0, (past - CUT) * 40) if past < 90 else 0))
        tell.objects_fetched("found", 2)
        tell.attention("wikipedia", "sergio-ramos", "page views", 3_400 + max(0, past) * 55)
        tell.attention("wikipedia", "sergio-ramos", "edits", 2 + (past > 10) * 9)
        tell.attention("bluesky", "sergio-ramos", "likes", 140 + max(0, 60 - abs(past - 45)) * 31)

    def _judge(self, past: int, now: datetime) -> None:
        tell = self.metrics
        if past % 5 == 0:
            common = 1.0 + 0.04 * (past // 5 % 4) + (0.6 if 26 < past < 60 else 0)
            through, late = now - timedelta(minutes=12), timedelta(seconds=4)
            tell.watched(through, 1, self.withheld, late, common)
            self.withheld = 0
        tell.loudness(self.loudness)
        tell.strengths(dict(_strengths(past)))
        tell.moods({
            (Pairing(*pairing), strand): _mood(past, pairing, strand)
            for pairing in (STORY, DECOY) for strand in Strand
        })  # fmt: skip

    def _beside(self, past: int, now: datetime) -> None:
        """Note what Prometheus knows beside our pages: alerts, and the process."""
        note = self.readings.note
        for pairing, loud in self.loudness.items():
            if loud.state is State.FIRING:
                note(f'ALERTS{{alertname="LastdancePairingBuzz",alertstate="firing",category="buzz",'
                     f'player="{pairing.player}",club="{pairing.club}"}}', 1, now)  # fmt: skip
        if CUT + 5 < past <= MEND:
            note('ALERTS{alertname="LastdanceConnectorFailing",alertstate="firing",category="operations",'
                 'connector="bluesky"}', 1, now)  # fmt: skip
        busy = 1.6 if 38 < past < 48 else 1
        self.processor += 2.1 * busy + past % 4 * 0.3
        note("process_cpu_seconds_total", self.processor, now, "counter")
        note("process_resident_memory_bytes", 118e6 + 21e3 * past + 4e6 * (busy > 1), now)
        note("process_open_fds", 31 + past % 3, now)


def _authors(talk: Iterable[tuple[datetime, str]], since: datetime, until: datetime) -> set[str]:
    return {author for at, author in talk if since <= at < until}


def _strengths(past: int) -> Iterable[tuple[Pairing, Strength]]:
    for place, pairing in enumerate(PAIRINGS):
        if pairing == STORY:
            found = [likely for since, likely in LIKELY if past >= since]
            likely = found[-1] if found else None
        else:
            likely = None if place > 6 else 0.03 + 0.04 * place
        low = Evidence.MEDIUM if pairing == STORY else Evidence.LOW
        evidence = Evidence.INSUFFICIENT if likely is None else low
        yield Pairing(*pairing), Strength(evidence=evidence, probability=likely)


def _mood(past: int, pairing: tuple[str, str], strand: Strand) -> Mood:
    loud = max(0, min(past, 100))
    authors = 22 + (loud * 4 if pairing == STORY and strand is Strand.MOVE else loud)
    net = {STORY: 0.12 + 0.004 * min(loud, 75) - 0.012 * max(0, loud - 76), DECOY: -0.3}[pairing]
    net = net if strand is Strand.MOVE else 0.35
    margin = 1.96 * sqrt((1 - net * net) / authors)
    return Mood(net=net, low=net - margin, high=net + margin, shares=(0.2, 0.4, 0.4),
                authors=authors, posts=authors * 2, corrected=1.0)  # fmt: skip
