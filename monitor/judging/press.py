"""Acts that texts tell of: heard, told once they are known, taken back when they don't stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from monitor.domain.act import Act, Rule, Verdict
from monitor.domain.activity import Provenance, Verb
from monitor.domain.acts import hearsay
from monitor.domain.acts.deed import Deed, Ending, Object
from monitor.domain.acts.known import of_tale
from monitor.domain.acts.tale import Report, Tale, Theme, tales
from monitor.domain.alert import Notice
from monitor.domain.catalogue import NAMED, Account, Catalogue, Pairing, Role
from monitor.domain.mention import Link
from monitor.domain.reported import Doing
from monitor.domain.seal import Seal
from monitor.domain.stories import story, telling
from monitor.judging.acts import Decided, Jury
from monitor.judging.citing import named
from monitor.judging.items import MEMORY, Item, published
from monitor.judging.ledger import Ledger
from monitor.judging.scribe import Scribe

_UPON: Final = frozenset({Theme.LIKE, Theme.LIKE_OF_COMMENT, Theme.COMMENT, Theme.REPOST})
"""What is done to somebody's post, rather than to an account or a profile."""


@dataclass(frozen=True, slots=True)
class Press:
    """Hears texts about watched pairings, and decides by the same table as the jury."""

    seal: Seal
    catalogue: Catalogue
    jury: Jury
    scribe: Scribe

    def hear(self, item: Item, key: bytes, links: Sequence[Link], ledger: Ledger) -> Decided:
        """Return what *item*, with key *key*, comes to as a text that tells of acts."""
        heard = self.scribe.ear.open_to(item)
        if not heard or ledger.outdated(item.record, item.activity):
            return Decided()
        found = self.scribe.reports(item, key, [link for link in links if not link.doubtful])
        ledger.hear(found)
        acts: list[Act] = []
        notices: list[Notice] = []
        for one in found:
            decided = self._settle(one, item, ledger)
            acts.extend(decided.acts)
            notices.extend(decided.notices)
        return Decided(tuple(acts), tuple(notices))

    def withdraw(self, item: Item, key: bytes, gone: Sequence[Report], ledger: Ledger) -> Decided:
        """Return what no longer stands now that *gone* don't tell it any more."""
        acts: list[Act] = []
        notices: list[Notice] = []
        for tale in _of(gone, ledger):
            if tale.known or tale.first.role is None:
                continue
            accounts = self._accounts(tale, ledger)
            before = _told(accounts, ledger)
            if before is None or any(act.doing is None for act in accounts):
                continue
            act, alert = before
            ending = Ending(item.activity.verb, published(item), of_object=False, of_report=True)
            together = _first(act, accounts)
            notice = telling.correct(alert, together, key, item.activity.seen_at, ending)
            held = tuple(replace(one, verdict=Verdict.HOLD) for one in accounts)
            notice = replace(notice, acts=held)
            ledger.note(held, notice)
            acts.extend(held)
            notices.append(notice)
        return Decided(tuple(acts), tuple(notices))

    def _settle(self, one: Report, item: Item, ledger: Ledger) -> Decided:
        """Return what a report that was just heard changes."""
        tale = next(tale for tale in tales(ledger.reports_on(one.pairing)) if one in tale.reports)
        if one.role is None or (one.denied and not tale.debunked):
            return Decided()
        accounts = self._accounts(tale, ledger)
        if tale.debunked:
            return self._correct(one, tale, accounts, item, ledger)
        if not tale.known:
            return Decided()
        if tale.removed and any(act.doing is not Doing.LIKE_REMOVED for act in accounts):
            return self._correct(one, tale, accounts, item, ledger)
        ended = self._undone(one, tale, ledger) if one.doing is Doing.UNFOLLOW else []
        if ended:
            return self._correct(one, tale, ended, item, ledger)
        return self._tell(one, tale, accounts, item, ledger)

    def _tell(
        self, one: Report, tale: Tale, accounts: Sequence[Act], item: Item, ledger: Ledger
    ) -> Decided:
        """An act that texts tell of, told by its first report that is enough, and surer later."""
        mine = [act for act in accounts if act.doing is not None]
        if not item.live or (mine and not tale.independent(one)):
            return Decided()
        rule, relation = self.scribe.rule(one)
        act = self._act(one, tale, rule)
        if mine:
            act = replace(act, observer=one.name)
        deed = Deed(
            act=act,
            account=self._account(one, tale),
            rule=rule,
            relation=relation,
            connector=item.connector,
            provenance=Provenance.REPORTED,
            seen_at=item.activity.seen_at,
            object=self._object(tale) if one.theme[1] in _UPON else None,
            blind=self.jury.blind,
            timed=False,
            tale=tale,
            close=self._close(one.pairing, ledger),
        )
        if tale.removed and not mine:
            deed = replace(deed, act=replace(act, doing=Doing.LIKE_REMOVED))
        act, notice = self.jury.tell(deed, ledger, mine)
        others = () if notice is None else (a for a in notice.acts if a.key != act.key)
        if tale.removed:
            act = replace(act, ended=True)
        kept = (act, *others)
        ledger.note(kept, notice)
        return Decided(kept, () if notice is None else (notice,))

    def _correct(
        self, one: Report, tale: Tale, accounts: Sequence[Act], item: Item, ledger: Ledger
    ) -> Decided:
        """What was told of an act is taken back, unless a source of ours saw it."""
        if any(act.provenance is Provenance.OBSERVED for act in accounts) and tale.debunked:
            return Decided()
        before = _told(accounts, ledger)
        ended = tuple(replace(act, ended=True) for act in accounts)
        if before is None:
            ledger.note(ended)
            return Decided(ended)
        act, alert = before
        if tale.debunked and tale.debunker is not None:
            how = Ending(Verb.UNDO, one.at, of_object=False, observer=tale.debunker.name,
                         of_report=True)  # fmt: skip
        else:
            how = Ending(Verb.UNDO, one.at, of_object=False, observer=one.name)
        together = _first(act, accounts)
        notice = telling.correct(alert, together, one.key, item.activity.seen_at, how)
        notice = replace(notice, acts=ended)
        ledger.note(ended, notice)
        return Decided(ended, (notice,))

    def _accounts(self, tale: Tale, ledger: Ledger) -> list[Act]:
        """Acts that stand and are of the tale: those told by its reports, and others' accounts."""
        keys = {one.key for one in tale.reports}
        like = of_tale(tale)
        return [
            act
            for act in ledger.acts_on(like.pairing, like.at - MEMORY, like.at + MEMORY)
            if not act.ended and (act.key in keys or hearsay.one_act(act, like))
        ]

    def _undone(self, one: Report, tale: Tale, ledger: Ledger) -> list[Act]:
        """Follows that were told and that an unfollow ends."""
        near = ledger.acts_on(one.pairing, tale.until - MEMORY, tale.until)
        return [
            act
            for act in near
            if act.verb is Verb.FOLLOW and act.role is one.role and act.told and not act.ended
        ]

    def _close(self, pairing: Pairing, ledger: Ledger) -> tuple[Tale, ...]:
        """What is known from texts of people close to the player."""
        told = tales(ledger.reports_on(pairing))
        return tuple(tale for tale in told if tale.first.role is None and tale.known)

    def _act(self, one: Report, tale: Tale, rule: Rule) -> Act:
        account = self._account(one, tale)
        return replace(
            of_tale(tale),
            key=one.key,
            record=one.key,
            actor=self.seal.author(account.platform, account.id or account.handle),
            handle=account.handle,
            role=one.role or Role.PUBLIC,
            verdict=rule.verdict,
            ended=False,
        )

    def _account(self, one: Report, tale: Tale) -> Account:
        """The account of who acted; one that stands for it, where texts name only whose it is."""
        where = tale.platform
        player = one.doer if one.role in {Role.PLAYER, Role.TEAMMATE} else ""
        if player in self.catalogue.players:
            known = self.catalogue.named(where, f"{NAMED}{player}")
            found = self.catalogue.witnessed(where, known)
            if found is not None:
                return found
        his = self.catalogue.players[one.pairing.player].name
        club = self.catalogue.clubs.get(one.doer)
        if one.doing is Doing.SQUAD_FOLLOW:
            name = f"{tale.count or 'Several'} players of {club.name if club else 'a squad'}"
        elif one.role is Role.CLUB and club is not None:
            name = club.name
        else:
            name = f"{'the agent' if one.role is Role.AGENT else 'a team-mate'} of {his}"
        return Account(
            platform=where,
            handle=f"{NAMED}{name}",
            role=one.role or Role.PUBLIC,
            player=one.pairing.player if one.role is Role.AGENT else None,
            club=one.doer if one.role is Role.CLUB else None,
            proof="texts name whose it is",
        )

    def _object(self, tale: Tale) -> Object:
        who = named(tale.author, self.catalogue) if tale.author else None
        return Object(known=False, account=who.account if who else None, told=True)


def _of(reports: Iterable[Report], ledger: Ledger) -> Iterator[Tale]:
    """Yield the tales that *reports* are among."""
    keys = {one.key for one in reports}
    for pairing in dict.fromkeys(one.pairing for one in reports):
        for tale in tales(ledger.reports_on(pairing)):
            if any(one.key in keys for one in tale.reports):
                yield tale


def _told(accounts: Sequence[Act], ledger: Ledger) -> tuple[Act, Notice] | None:
    """Return the account that was told first, with how its alert stands."""
    for act in accounts:
        before = ledger.told(act)
        if before is not None and story.rests(before, act.key):
            return act, before
    return None


def _first(act: Act, accounts: Sequence[Act]) -> tuple[Act, ...]:
    """Return *accounts* with the one that was told before the others."""
    return act, *(one for one in accounts if one is not act)
