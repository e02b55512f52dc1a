"""What is known while a batch is judged: what the store recalled, and what came since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from monitor.domain.act import Act, Verdict
from monitor.domain.activity import ENDING, Activity, Provenance, Verb
from monitor.domain.acts.deed import Earlier
from monitor.domain.acts.hearsay import one_actor
from monitor.domain.acts.tale import Report, withdrawn
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Pairing
from monitor.domain.stories.story import after, current, settled
from monitor.ports import Recalled, Subject, Trace, Waiting

WHOLE: Final = 500
"""With so many earlier acts recalled there may be more: nothing is called the first."""


class Ledger:
    """Knowledge of records, acts and alerts; grows as the batch is read in its order."""

    def __init__(self, recalled: Recalled) -> None:
        self.traces = {record: list(traces) for record, traces in recalled.traces.items()}
        self.subjects = {
            record: subject for record, subject in recalled.subjects.items() if not subject.gone
        }
        self.waiting = {record: list(acts) for record, acts in recalled.waiting.items()}
        self.alerts: dict[str, Notice] = dict(recalled.alerts)
        self._acts = {(act.key, act.pairing): act for act in recalled.acts}
        self._reports = {one.key: one for one in recalled.reports}
        self._heard: set[bytes] = set()
        self._stories = {one.id: one for one in recalled.stories}
        self._history = {(one.act.key, one.act.pairing): one for one in recalled.history}
        self.whole = len(recalled.history) < WHOLE

    def endings(self, record: bytes) -> list[int]:
        """Orders of the undos and deletes of a record."""
        return [trace.order for trace in self.traces.get(record, ()) if trace.verb in ENDING]

    def holds(self, record: bytes, key: bytes) -> bool:
        """Whether the activity with this key is known."""
        return any(trace.key == key for trace in self.traces.get(record, ()))

    def placed(self, record: bytes, activity: Activity) -> Activity:
        """Return an act told by hearsay at its place among those known of its record.

        Who names no time speaks of what is known: such an act is the last one of its kind, and
        never one that was done again after it had ended.
        """
        timed = activity.happened_at is not None or activity.revision is not None
        traces = self.traces.get(record)
        if activity.provenance is Provenance.OBSERVED or timed or not traces:
            return activity
        last = max(traces, key=lambda trace: trace.order)
        if activity.verb in ENDING:
            return replace(activity, revision=last.order) if last.verb in ENDING else activity
        done = [trace.order for trace in traces if trace.verb not in ENDING]
        before = min(trace.order for trace in traces) - 1
        return replace(activity, revision=max(done, default=before))

    def trace(self, record: bytes, key: bytes, verb: Verb, order: int) -> bool:
        """Note an activity upon a record; return whether a later ending of it is known."""
        traces = self.traces.setdefault(record, [])
        over = any(trace.verb in ENDING and trace.order > order for trace in traces)
        traces.append(Trace(key, verb, order, over))
        if verb in ENDING:
            self.traces[record] = [
                replace(t, ended=True) if t.verb not in ENDING and t.order < order else t
                for t in traces
            ]
            self.subjects.pop(record, None)
            self._wait_no_more({trace.key for trace in self.traces[record] if trace.ended})
        return over

    def learn(self, subject: Subject) -> list[Waiting]:
        """Note what a record says; return the acts that waited for it."""
        self.subjects[subject.record] = subject
        return self.waiting.pop(subject.record, [])

    def wait(self, act: Waiting) -> None:
        """Note an act whose object we don't have."""
        self.waiting.setdefault(act.object, []).append(act)

    def _wait_no_more(self, ended: set[bytes]) -> None:
        """What has ended is told no more, whatever it waited for."""
        for record, acts in self.waiting.items():
            self.waiting[record] = [act for act in acts if act.key not in ended]

    def note(self, acts: Iterable[Act], notice: Notice | None = None) -> None:
        """Note decisive acts, and the notice that told or took them back."""
        for act in acts:
            self._acts[act.key, act.pairing] = act
            if act.verdict is not Verdict.NEVER:
                known = self._history.get((act.key, act.pairing))
                ended_at = known.ended_at if known is not None else None
                self._history[act.key, act.pairing] = Earlier(act, ended_at)
        if notice is not None:
            self.alerts[notice.alert.id] = notice
            if notice.parts or notice.closes is not None:
                story = notice.alert.story
                self._stories[story] = after(self._stories.get(story), notice)

    def end(self, acts: Iterable[Act], at: datetime) -> None:
        """Note when acts ended."""
        for act in acts:
            self._acts[act.key, act.pairing] = act
            self._history[act.key, act.pairing] = Earlier(act, at)

    def thread(self, player: str, at: datetime) -> Notice | None:
        """How the open story of *player* at *at* stands, if one is open."""
        story = current(self._stories.values(), player, at)
        return None if story is None else self.alerts.get(story.alert)

    def settled(self, pairing: Pairing, at: datetime) -> bool:
        """Whether the player has moved to this club lately: what he does about it is no news."""
        story = settled(self._stories.values(), pairing.player, at)
        told = None if story is None else self.alerts.get(story.alert)
        return told is not None and told.alert.pairing == pairing

    def before(self, act: Act) -> list[Earlier]:
        """Acts of the same kind by the same actor before *act*, oldest first."""
        found = [
            one
            for one in self._history.values()
            if one.act.key != act.key
            and one.act.at < act.at
            and one.act.verb is act.verb
            and one.act.pairing.player == act.pairing.player
            and one_actor(act, one.act)
        ]
        return sorted(found, key=lambda one: (one.act.at, one.act.key, one.act.pairing))

    @property
    def heard(self) -> tuple[Report, ...]:
        """Reports that were heard just now, as they stand."""
        return tuple(self._reports[key] for key in sorted(self._heard))

    def hear(self, reports: Iterable[Report]) -> None:
        """Note what a text tells of acts."""
        for one in reports:
            self._reports[one.key] = one
            self._heard.add(one.key)

    def reports_on(self, pairing: Pairing) -> list[Report]:
        """What texts tell of acts about a pairing."""
        return [one for one in self._reports.values() if one.pairing == pairing]

    def outdated(self, record: bytes, activity: Activity) -> bool:
        """Whether a later edit of a text is known."""
        edits = (t for t in self.traces.get(record, ()) if t.verb is Verb.UPDATE)
        return any(trace.order > activity.order for trace in edits)

    def retract(self, record: bytes, leaver: bytes | None, order: int) -> list[Report]:
        """Withdraw what an older version of a text told, or all that *leaver* did; return it."""
        gone = [
            one
            for one in self._reports.values()
            if (one.record == record or one.voice == leaver)
            and one.order < order
            and not one.withdrawn
        ]
        for one in gone:
            self._reports[one.key] = withdrawn(one)
        return gone

    def told(self, act: Act) -> Notice | None:
        """How the alert stands that told *act*, if any did."""
        return self.alerts.get(act.alert) if act.told and act.alert else None

    def acts_with(self, key: bytes) -> list[Act]:
        """Decisive acts that the activity with this key was, and that still stand."""
        return [a for a in self._acts.values() if a.key == key and not a.ended]

    def acts_upon(self, record: bytes) -> list[Act]:
        """Decisive acts that made this record and still stand."""
        return [a for a in self._acts.values() if a.record == record and not a.ended]

    def acts_about(self, record: bytes) -> list[Act]:
        """Decisive acts about this record that still stand."""
        return [a for a in self._acts.values() if a.object == record and not a.ended]

    def acts_by(self, actor: bytes) -> list[Act]:
        """Decisive acts of an actor that still stand."""
        return [a for a in self._acts.values() if a.actor == actor and not a.ended]

    def acts_on(self, pairing: Pairing, since: datetime, until: datetime) -> list[Act]:
        """Decisive acts about a pairing in a span of time, both ends included, oldest first."""
        found = [a for a in self._acts.values() if a.pairing == pairing and since <= a.at <= until]
        return sorted(found, key=lambda act: (act.at, act.key))

    def act(self, key: bytes, pairing: Pairing) -> Act | None:
        """The decisive act with this key about this pairing, if it is known."""
        return self._acts.get((key, pairing))
