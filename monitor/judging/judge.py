"""Folds a batch, in its order, over what is known: keys, links, acts, then words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from monitor.domain.act import Act
from monitor.domain.activity import ENDING, Activity, Provenance, Verb
from monitor.domain.acts.tale import Report
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Catalogue
from monitor.domain.mention import Link, Part
from monitor.domain.seal import Seal
from monitor.domain.timing import Counted, count_at
from monitor.judging.acts import Decided, Jury
from monitor.judging.items import Item, whose
from monitor.judging.ledger import Ledger
from monitor.judging.links import About, Linker
from monitor.judging.press import Press
from monitor.judging.scribe import EAR, Ear, Scribe
from monitor.judging.words import Draft, Words, finish
from monitor.ports import Kept, Recalled, Relinked, Subject, Waiting

_ACTS_UPON = frozenset({Verb.LIKE, Verb.ANNOUNCE, Verb.CREATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the operator decided.

    Attributes:
        everything: Keep all, not only what is linked.
        text_kept: How long the texts of private accounts are kept.
        max_age: Decisive acts older than this are never told.
    """

    everything: bool = False
    text_kept: timedelta = timedelta(days=30)
    max_age: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a batch came to.

    Attributes:
        dropped: Counted and not kept, by (connector, reason).
        duplicates: Known before, by connector.
        unscored: Texts without a sentiment, by reason.
        ambiguous: Items with a name that could mean others, by connector.
    """

    kept: tuple[Kept, ...] = ()
    relinked: tuple[Relinked, ...] = ()
    acts: tuple[Act, ...] = ()
    notices: tuple[Notice, ...] = ()
    reports: tuple[Report, ...] = ()
    dropped: Mapping[tuple[str, str], int] = field(default_factory=dict)
    duplicates: Mapping[str, int] = field(default_factory=dict)
    unscored: Mapping[str, int] = field(default_factory=dict)
    ambiguous: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Sums:
    drafts: list[Draft] = field(default_factory=list)
    relinked: list[tuple[Waiting, Draft]] = field(default_factory=list)
    acts: dict[tuple[bytes, object], Act] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    duplicates: Counter[str] = field(default_factory=Counter)
    ambiguous: Counter[str] = field(default_factory=Counter)

    def add(self, decided: Decided) -> None:
        for act in decided.acts:
            self.acts[act.key, act.pairing] = act
        self.notices.extend(decided.notices)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges batches by one catalogue; pure but for the judges that it is given."""

    seal: Seal
    catalogue: Catalogue
    linker: Linker
    jury: Jury
    words: Words
    policy: Policy
    ear: Ear = EAR

    @property
    def press(self) -> Press:
        """Who hears what texts tell of acts."""
        words = self.words
        scribe = Scribe(self.seal, self.catalogue, self.linker.matcher, words.linguist, self.ear)
        return Press(self.seal, self.catalogue, self.jury, scribe)

    def judge(self, items: Sequence[Item], recalled: Recalled) -> Judged:
        """Return what *items*, in their order, come to, given what the store recalled."""
        ledger = Ledger(recalled)
        sums = _Sums()
        for item in items:
            self._one(item, ledger, sums)
        drafts = [*sums.drafts, *(draft for _, draft in sums.relinked)]
        unscored = finish(drafts, self.words, self.seal)
        return Judged(
            kept=tuple(self._kept(draft) for draft in sums.drafts),
            relinked=tuple(
                Relinked(waiting=waiting, mentions=draft.mentions)
                for waiting, draft in sums.relinked
            ),
            acts=tuple(sums.acts.values()),
            notices=tuple(sums.notices),
            reports=ledger.heard,
            dropped=sums.dropped,
            duplicates=sums.duplicates,
            unscored=unscored,
            ambiguous=sums.ambiguous,
        )

    def _one(self, item: Item, ledger: Ledger, sums: _Sums) -> None:
        item = replace(item, activity=ledger.placed(item.record, item.activity))
        activity = item.activity
        endings = ledger.endings(item.record)
        key = self.seal.key(activity, item.record, endings, item.observer)
        if ledger.holds(item.record, key):
            if not item.fetched:
                sums.duplicates[item.connector] += 1
            return
        subjects = [ledger.subjects[seal] for _, seal in item.targets() if seal in ledger.subjects]
        known = activity.verb not in ENDING and activity.about_actor is None
        about = self.linker.about(item, subjects) if known else About()
        links = about.links
        if about.unsure:
            sums.ambiguous[item.connector] += 1
        if known and not links and activity.provenance is not Provenance.OBSERVED:
            links = _as_said_before(ledger.acts_upon(item.record))
        if not self._worth(item, links, subjects, ledger):
            sums.dropped[item.connector, "unlinked"] += 1
            return
        ended = ledger.trace(item.record, key, activity.verb, activity.order)
        draft = Draft(item=item, key=key, links=links, subjects=subjects)
        sums.drafts.append(draft)
        if activity.verb in ENDING:
            standing = ledger.acts_upon(item.record)
            sums.add(self.jury.end(item, key, ledger))
            sums.add(self._unfollow(item, key, standing, ledger))
            sums.add(self.press.withdraw(item, key, self._retracted(item, ledger), ledger))
            return
        if not ended:
            draft.waiting = self._waits(item, key, subjects, ledger)
            target = subjects[0] if subjects else None
            sums.add(self.jury.decide(item, key, links, target, ledger))
            self._hear(item, key, links, ledger, sums)
            if activity.verb in {Verb.CREATE, Verb.UPDATE} and activity.about_actor is None:
                self._arrive(draft, ledger, sums)

    def _worth(
        self, item: Item, links: Sequence[Link], subjects: Sequence[Subject], ledger: Ledger
    ) -> bool:
        """Whether *item* is kept: linked, by the catalogue, or about something that is kept."""
        return bool(
            self.policy.everything
            or links
            or item.account is not None
            or item.fetched
            or subjects
            or ledger.traces.get(item.record)
            or item.record in ledger.waiting
            or (item.activity.about_actor is not None and item.activity.verb is Verb.DELETE)
        )

    def _hear(
        self, item: Item, key: bytes, links: Sequence[Link], ledger: Ledger, sums: _Sums
    ) -> None:
        """A text may tell of an act; what an older version of it told is told no more."""
        gone = self._retracted(item, ledger) if item.activity.verb is Verb.UPDATE else []
        press = self.press
        sums.add(press.hear(item, key, links, ledger))
        if gone:
            sums.add(press.withdraw(item, key, gone, ledger))

    def _retracted(self, item: Item, ledger: Ledger) -> list[Report]:
        activity = item.activity
        left = activity.about_actor is not None and activity.verb is Verb.DELETE
        return ledger.retract(item.record, item.author if left else None, activity.order)

    def _unfollow(self, item: Item, key: bytes, standing: Sequence[Act], ledger: Ledger) -> Decided:
        """An unfollow of somebody whose follow was not told is an act of its own."""
        if item.activity.undoes is not Verb.FOLLOW:
            return Decided()
        links = [
            Link(act.pairing, part=Part.DESTINATION, why=("ends a follow",))
            for act in standing
            if act.alert is None
        ]
        if all(act.verb is Verb.UNDO for act in standing):
            links = [*self.linker.said(item)]
        return self.jury.decide(item, key, links, None, ledger, verb=Verb.UNDO)

    def _waits(self, item: Item, key: bytes, subjects: Sequence[Subject], ledger: Ledger) -> bool:
        """Whether *item* is an act by the catalogue on a record that we don't have; notes it."""
        targets = list(item.targets())
        if not item.public or not targets or subjects or item.activity.verb not in _ACTS_UPON:
            return False
        address, target = targets[0]
        ledger.wait(_waiting(item, key, address, target, self._counted(item)))
        return True

    def _arrive(self, draft: Draft, ledger: Ledger, sums: _Sums) -> None:
        """A record has come: what it says is known, and acts that waited for it are judged."""
        subject = _subject(draft)
        for waiting in ledger.learn(subject):
            item = self._recast(waiting)
            links = self._said_before(waiting, self.linker.about(item, [subject]).links, ledger)
            late = Draft(item=item, key=waiting.key, links=links, subjects=[subject])
            sums.relinked.append((waiting, late))
            decided = self.jury.decide(item, waiting.key, links, subject, ledger)
            sums.add(decided)
            seen_at = draft.item.activity.seen_at
            sums.add(self.jury.withdraw(waiting.key, decided, seen_at, ledger))

    def _said_before(
        self, waiting: Waiting, links: Sequence[Link], ledger: Ledger
    ) -> Sequence[Link]:
        """With what its observer had said that a waiting act is about."""
        if waiting.provenance is Provenance.OBSERVED:
            return links
        known = {link.pairing for link in links}
        why = ("as its observer says",)
        said = {act.pairing for act in ledger.acts_with(waiting.key)} - known
        return [*(Link(pairing, Part.DESTINATION, why) for pairing in sorted(said)), *links]

    def _recast(self, waiting: Waiting) -> Item:
        """The item that a waiting act once was."""
        spoken = waiting.verb is Verb.CREATE
        activity = Activity(
            platform=waiting.platform,
            verb=waiting.verb,
            actor=waiting.account,
            actor_handle=waiting.handle,
            text=waiting.text,
            object=None if spoken else waiting.address,
            in_reply_to=waiting.address if spoken and not waiting.quotes else None,
            quotes=waiting.address if spoken and waiting.quotes else None,
            url=waiting.url,
            happened_at=waiting.happened_at,
            seen_at=waiting.seen_at,
            provenance=waiting.provenance,
        )
        account = whose(waiting.provenance, waiting.platform, waiting.account, self.catalogue)
        return Item(
            activity=activity,
            connector=waiting.connector,
            live=not waiting.late,
            interval=timedelta(0),
            record=waiting.record,
            author=self.seal.author(waiting.platform, waiting.account),
            object=None if spoken else waiting.object,
            parent=waiting.object if spoken and not waiting.quotes else None,
            quoted=waiting.object if spoken and waiting.quotes else None,
            account=account,
        )

    def _counted(self, item: Item) -> Counted:
        activity = item.activity
        return count_at(
            activity.happened_at,
            activity.seen_at,
            live=item.live,
            interval=item.interval,
            reached=item.reached,
            dated=activity.dated,
        )

    def _kept(self, draft: Draft) -> Kept:
        item = draft.item
        activity = item.activity
        counted = self._counted(item)
        return Kept(
            key=draft.key,
            record=item.record,
            author=item.author,
            activity=activity,
            connector=item.connector,
            account=activity.actor if item.public else None,
            object=item.object,
            parent=item.parent,
            quoted=item.quoted,
            counted_at=counted.at,
            late=counted.late,
            lang=draft.lang,
            sentiment=draft.score.polarity,
            subjectivity=draft.score.subjectivity,
            positive=draft.score.positive,
            negative=draft.score.negative,
            scorer=draft.score.scorer,
            claim=draft.claim,
            mentions=draft.mentions,
            waiting=draft.waiting,
            ends_author=activity.about_actor is not None and activity.verb is Verb.DELETE,
            expires_at=None if item.public else activity.seen_at + self.policy.text_kept,
        )


def _as_said_before(acts: Sequence[Act]) -> tuple[Link, ...]:
    """What a further voice speaks of, that doesn't say: the same that the voices before did."""
    pairings = dict.fromkeys(act.pairing for act in acts if not act.ended)
    why = ("as was said of the same act before",)
    return tuple(Link(pairing, Part.DESTINATION, why) for pairing in pairings)


def _subject(draft: Draft) -> Subject:
    item = draft.item
    activity = item.activity
    return Subject(
        record=item.record,
        key=draft.key,
        platform=activity.platform,
        author=item.author,
        account=activity.actor if item.public else None,
        text=activity.text,
        url=activity.url,
        handle=activity.actor_handle,
        lang=activity.lang,
        at=activity.happened_at,
        links=tuple(draft.links),
    )


def _waiting(item: Item, key: bytes, address: str, target: bytes, counted: Counted) -> Waiting:
    activity = item.activity
    return Waiting(
        key=key,
        record=item.record,
        object=target,
        connector=item.connector,
        platform=activity.platform,
        account=activity.actor,
        handle=activity.actor_handle,
        verb=activity.verb,
        url=activity.url,
        happened_at=activity.happened_at,
        seen_at=activity.seen_at,
        counted_at=counted.at,
        late=counted.late,
        provenance=activity.provenance,
        address=address,
        text=activity.text,
        quotes=target == item.quoted,
    )
