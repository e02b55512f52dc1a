"""Decisive acts: recognised, told once, taken back when they are undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.domain import act as rules
from monitor.domain import claims
from monitor.domain.act import Act, Verdict
from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.acts import hearsay
from monitor.domain.acts.deed import Deed, Ending, Object
from monitor.domain.alert import Named, Notice
from monitor.domain.catalogue import Catalogue, Relation, Role
from monitor.domain.mention import Link, Part, Topic
from monitor.domain.stage import Stage
from monitor.domain.stance import Stance
from monitor.domain.stories import story, telling
from monitor.domain.text import fold
from monitor.domain.topic import topic
from monitor.judging.items import MEMORY, Item, published, whose
from monitor.judging.ledger import Ledger
from monitor.ports import Subject

_NO = frozenset({Stage.DENIED, Stage.WITHDRAWN})
_DECISIVE = frozenset({Verb.LIKE, Verb.ANNOUNCE, Verb.FOLLOW, Verb.CREATE})


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of an item's acts.

    Attributes:
        acts: To be stored, told or held.
        notices: To be sent.
    """

    acts: tuple[Act, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Jury:
    """Decides about acts by the table of `monitor.domain.act`.

    Attributes:
        max_age: Older acts are stored and not told.
        blind: What can't be seen just now, a sentence each.
    """

    catalogue: Catalogue
    max_age: timedelta
    blind: tuple[str, ...] = field(default=())

    def decide(
        self,
        item: Item,
        key: bytes,
        links: Sequence[Link],
        target: Subject | None,
        ledger: Ledger,
        *,
        verb: Verb | None = None,
    ) -> Decided:
        """Return what *item*, with key *key*, means as an act; *target* is what it acted upon.

        *verb* stands in for the item's own where an ending is itself an act (an unfollow).
        """
        account = item.account
        done = verb or item.activity.verb
        day = item.activity.seen_at.date()
        if account is None or done not in _DECISIVE | {Verb.UNDO}:
            return Decided()
        if account.standing is Role.PUBLIC or not self.catalogue.may_act(account, day):
            return Decided()
        words = " ".join(filter(None, (target.text if target else "", item.activity.text)))
        folded = fold(words)
        claim = claims.claim(folded, target.lang if target else item.activity.lang)
        if topic(folded, claim) is Topic.PRIVATE:
            return Decided()
        about = self._object(item, target)
        acts: list[Act] = []
        notices: list[Notice] = []
        elsewhere = any(link.part is Part.DESTINATION for link in links)
        for link in links:
            relation = self.catalogue.relation(link.pairing, day)
            leaving = claims.leaving(folded)
            own_exit = relation is Relation.CURRENT and leaving and not elsewhere
            if link.part is Part.MENTIONED and not own_exit and done is not Verb.UNDO:
                continue
            role = rules.role_towards(account, link.pairing, self.catalogue, item.activity.seen_at)
            rule = rules.judge(role, done, relation, leaving=leaving)
            if rule.verdict is Verdict.NEVER and done is not Verb.FOLLOW:
                continue  # a follow is kept in mind: its end may be worth telling
            deed = Deed(
                act=Act(
                    key=key,
                    record=item.record,
                    object=item.object or item.parent or item.quoted,
                    actor=item.author,
                    platform=item.activity.platform,
                    handle=account.handle,
                    role=role,
                    verb=done,
                    pairing=link.pairing,
                    at=published(item),
                    verdict=rule.verdict,
                    provenance=item.activity.provenance,
                    observer=item.observer,
                    whose=item.whose,
                ),
                account=account,
                rule=rule,
                relation=relation,
                connector=item.connector,
                provenance=item.activity.provenance,
                seen_at=item.activity.seen_at,
                object=about,
                url=item.activity.url,
                address=item.activity.record,
                text=item.activity.text,
                blind=self.blind,
                timed=item.activity.happened_at is not None
                or item.activity.provenance is Provenance.OBSERVED,
                note=item.activity.note,
                also=self._also(link, links),
                denies=done is Verb.CREATE and _denies(item.activity),
            )
            act, notice = self.tell(deed, ledger)
            told = [act] if notice is None else [act, *(a for a in notice.acts if a.key != key)]
            acts.extend(told)
            if notice is not None:
                notices.append(notice)
            ledger.note(told, notice)
        return Decided(tuple(acts), tuple(notices))

    def end(self, item: Item, key: bytes, ledger: Ledger) -> Decided:
        """Return what an undo or delete takes back: acts upon its record, or about it."""
        activity = item.activity
        undone = [act for act in ledger.acts_upon(item.record) if act.verb is not Verb.UNDO]
        undone += self._accounts(undone, ledger)
        lost = [act for act in ledger.acts_about(item.record) if act.record != item.record]
        if activity.about_actor is not None:
            undone = ledger.acts_by(item.author)
        at = published(item)
        over = [replace(act, ended=True) for act in (*undone, *lost)]
        told: dict[str, list[Act]] = {}
        for act in over:
            if act.told and act.alert in ledger.alerts:
                told.setdefault(act.alert, []).append(act)
        ledger.end(over, at)
        notices = []
        for alert, together in told.items():
            how = Ending(activity.verb, at, together[0] not in over[: len(undone)], item.observer)
            before = ledger.alerts[alert]
            notice = telling.correct(before, together, key, activity.seen_at, how)
            notices.append(notice)
            ledger.note((), notice)
        return Decided(tuple(over), tuple(notices))

    def _accounts(self, undone: Sequence[Act], ledger: Ledger) -> list[Act]:
        """Return what others tell of acts that are undone: it was one act, and so is its end."""
        keys = {act.key for act in undone}
        found: dict[bytes, Act] = {}
        for act in undone:
            near = ledger.acts_on(act.pairing, hearsay.begun(act), act.at + MEMORY)
            for other in near:
                same = not other.ended and hearsay.one_act(act, other)
                if same and other.alert == act.alert and other.key not in keys:
                    found[other.key] = other
        return [*found.values()]

    def withdraw(self, key: bytes, decided: Decided, seen_at: datetime, ledger: Ledger) -> Decided:
        """Return what was told of the act *key* while its object was unknown, and is not so.

        Args:
            key: Of an act whose object has come.
            decided: What became of the act, now that its object is known.
            seen_at: When the object came.
        """
        still = {act.pairing for act in decided.acts}
        notices = []
        for act in ledger.acts_with(key):
            before = None if act.pairing in still else ledger.told(act)
            if before is not None and story.rests(before, key):
                notice = telling.withdraw(before, act, seen_at)
                notices.append(notice)
                ledger.note(notice.acts, notice)
        return Decided(tuple(act for one in notices for act in one.acts), tuple(notices))

    def tell(
        self, deed: Deed, ledger: Ledger, kin: Sequence[Act] = ()
    ) -> tuple[Act, Notice | None]:
        """Return the act as it is stored, and the notice that tells it, if one does.

        Args:
            deed: What happened.
            ledger: What is known.
            kin: Accounts of the same act by other texts.
        """
        act = deed.act
        known = ledger.act(act.key, act.pairing)
        deed = replace(deed, witnesses=self._witnesses(act, ledger, kin))
        if known is not None and (known.ended or known.alert is not None):
            before = None if known.ended else ledger.told(known)
            return known, before and telling.update(
                before, replace(deed, act=known), self.catalogue
            )
        if deed.witnesses and act.verdict is not Verdict.NEVER:
            return self._confirm(deed, ledger)
        over = self._same(act, ledger) or self._over(act, ledger)
        if over is not None:
            return replace(act, alert=over.alert, verdict=Verdict.HOLD), None
        if act.verdict is Verdict.NEVER or deed.seen_at - act.at > self.max_age:
            return act, None
        if act.verdict is Verdict.HOLD:
            others = self._squad(act, ledger)
            if len({other.actor for other in others}) < rules.SQUAD_SIZE - 1:
                return act, None
            act = replace(act, verdict=Verdict.PUSH)
            deed = replace(deed, act=act, others=others)
        return self._join_or_open(deed, ledger)

    def _join_or_open(self, deed: Deed, ledger: Ledger) -> tuple[Act, Notice | None]:
        """An act worth telling belongs to the alert of an earlier one, or opens its own."""
        act = deed.act
        if ledger.settled(act.pairing, deed.seen_at):
            return replace(act, verdict=Verdict.HOLD), None
        earlier = self._earlier(act, deed.others, ledger)
        if earlier is not None and earlier.alert is not None:
            act = replace(act, alert=earlier.alert)
            before = ledger.alerts.get(earlier.alert)
            if before is None or story.rests(before, earlier.key):
                return replace(act, verdict=Verdict.HOLD), None
            notice = telling.update(before, replace(deed, act=act), self.catalogue)
            return notice.acts[0], notice
        thread = ledger.thread(act.pairing.player, deed.seen_at)
        notice = telling.tell(self._dated(deed, thread, ledger), self.catalogue, thread)
        return notice.acts[0], notice

    def _dated(self, deed: Deed, thread: Notice | None, ledger: Ledger) -> Deed:
        """Return *deed* with what such acts of the same account there were before."""
        before = ledger.before(deed.act)
        told = [one for one in before if one.act.told and one.act.pairing == deed.act.pairing]
        ident = None if thread is None else thread.alert.id
        last = told[-1] if told and told[-1].act.alert != ident else None
        if last is not None:  # of its accounts, the one whose end is known
            known = (one for one in told if one.act.alert == last.act.alert and one.ended_at)
            last = next(known, last)
        return replace(deed, earlier=last, first=not before if ledger.whole else None)

    def _also(self, link: Link, links: Sequence[Link]) -> tuple[Named, ...]:
        """Other clubs that an act points to for the same player."""
        clubs = [
            one.pairing.club
            for one in links
            if one.part is not Part.MENTIONED
            and one.pairing.player == link.pairing.player
            and one.pairing.club != link.pairing.club
        ]
        return tuple(Named(club, self.catalogue.clubs[club].name) for club in dict.fromkeys(clubs))

    def _same(self, act: Act, ledger: Ledger) -> Act | None:
        """The same act about another club of the same player, if that was told: one is enough."""
        others = (a for a in ledger.acts_with(act.key) if a.pairing != act.pairing and a.told)
        return next((a for a in others if a.pairing.player == act.pairing.player), None)

    def _over(self, act: Act, ledger: Ledger) -> Act | None:
        """The account by a text of the same act, which was told and no longer stands.

        What people tell doesn't bring it back; what a source of ours sees does.
        """
        if act.provenance is Provenance.OBSERVED:
            return None
        near = ledger.acts_on(act.pairing, hearsay.begun(act), act.at + MEMORY)
        told = (other for other in near if other.ended and other.told and other.doing is not None)
        return next((other for other in told if hearsay.one_act(act, other)), None)

    def _witnesses(self, act: Act, ledger: Ledger, kin: Sequence[Act]) -> tuple[Act, ...]:
        """Others that tell of the same act, if it was told; what told it first comes first."""
        near = ledger.acts_on(act.pairing, hearsay.begun(act), act.at + MEMORY)
        upon = [other for other in ledger.acts_upon(act.record) if other.pairing == act.pairing]
        same = {other.key: other for other in kin if not other.ended} | {
            other.key: other
            for other in (*near, *upon)
            if other.key != act.key and not other.ended and hearsay.one_act(act, other)
        }
        first = next((other for other in same.values() if other.told), None)
        if first is None:
            return ()
        rest = (other for other in same.values() if other.alert == first.alert)
        return first, *(other for other in rest if other is not first)

    def _confirm(self, deed: Deed, ledger: Ledger) -> tuple[Act, Notice | None]:
        """An act that was told is told of again: worth a word only where that makes it surer."""
        first = deed.witnesses[0]
        act = replace(deed.act, alert=first.alert, verdict=Verdict.HOLD)
        before = ledger.told(first)
        surer = hearsay.certainty([*deed.witnesses, act]) > hearsay.certainty(deed.witnesses)
        if before is None or not story.rests(before, first.key) or not surer:
            return act, None
        act = replace(act, verdict=Verdict.PUSH)
        return act, telling.confirm(before, replace(deed, act=act), self.catalogue)

    def _squad(self, act: Act, ledger: Ledger) -> tuple[Act, ...]:
        recent = ledger.acts_on(act.pairing, act.at - rules.SQUAD_SPAN, act.at)
        return tuple(
            other
            for other in recent
            if other.role is Role.TEAMMATE and other.actor != act.actor and not other.ended
        )

    def _earlier(self, act: Act, squad: Sequence[Act], ledger: Ledger) -> Act | None:
        """The act of the same actor (or squad) whose alert this one belongs to.

        It may have happened later: what waited for its object is judged after what did not.
        """
        actors = {act.actor, *(other.actor for other in squad)}
        span = rules.SQUAD_SPAN if squad else rules.ONE_PUSH
        near = ledger.acts_on(act.pairing, act.at - span, act.at + span)
        told = [a for a in near if a.told and (a.actor in actors or hearsay.one_actor(act, a))]
        return told[-1] if told else None

    def _object(self, item: Item, target: Subject | None) -> Object | None:
        activity = item.activity
        if activity.verb not in {Verb.LIKE, Verb.ANNOUNCE, Verb.CREATE}:
            return None
        reply = None
        if activity.verb is Verb.CREATE:
            if activity.in_reply_to is None and activity.quotes is None:
                return None
            reply = "reply" if activity.in_reply_to is not None else "quote"
        if target is None:
            said, named = activity.provenance, activity.object_author or ""
            author = whose(said, activity.platform, named, self.catalogue)
            url = activity.object or activity.in_reply_to or activity.quotes
            by_hand = said is not Provenance.OBSERVED
            return Object(known=False, account=author, reply=reply, url=url if by_hand else None)
        account = (
            self.catalogue.account(target.platform, target.account) if target.account else None
        )
        return Object(
            known=True,
            account=account,
            text=target.text,
            url=target.url,
            at=target.at,
            reply=reply,
        )


def _denies(activity: Activity) -> bool:
    """Whether the own words of a post say that there is nothing in a move."""
    claim = claims.claim(fold(activity.text), activity.lang)
    if claim is None:
        return False
    return claim.stage in _NO or claim.stance is Stance.DENY
