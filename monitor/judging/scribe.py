"""Writes down which acts a text tells of, and towards which pairings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from monitor.domain import act as rules
from monitor.domain import claims
from monitor.domain.act import Rule, Verdict
from monitor.domain.activity import Provenance, Verb
from monitor.domain.acts.tale import Report
from monitor.domain.catalogue import Account, Catalogue, Pairing, Relation, Role
from monitor.domain.gist import gist
from monitor.domain.mention import Link, Part, Topic
from monitor.domain.reported import Doing, Told, read, tells
from monitor.domain.seal import Seal
from monitor.domain.text import fold
from monitor.domain.topic import topic
from monitor.judging.citing import Named, cited, named
from monitor.judging.items import Item, published
from monitor.judging.testifying import credit
from monitor.ports import Linguist, Matcher

_OWN: Final = frozenset({Doing.UNFOLLOW, Doing.CLUB_REMOVED, Doing.PICTURES_REMOVED})
"""About the player's own club, where a text doesn't say which."""

_MOST: Final = 40
"""Reports of one text that are kept."""


@dataclass(frozen=True, slots=True)
class Ear:
    """How texts are read: whether one may tell of an act, and of which acts it tells."""

    tells: Callable[[str], bool] = tells
    read: Callable[..., Sequence[Told]] = read

    def open_to(self, item: Item) -> bool:
        """Whether *item* is a text of a known public account that may tell of an act."""
        activity = item.activity
        return (
            item.public
            and bool(activity.text)
            and activity.verb in {Verb.CREATE, Verb.UPDATE}
            and activity.provenance is Provenance.OBSERVED
            and self.tells(fold(activity.text))
        )


EAR: Final = Ear()
"""How texts are read unless a test brings its own."""


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes reports, by one catalogue."""

    seal: Seal
    catalogue: Catalogue
    matcher: Matcher
    linguist: Linguist
    ear: Ear

    def reports(self, item: Item, key: bytes, links: Sequence[Link]) -> list[Report]:
        """Return what *item*, with key *key*, tells of acts about the pairings of *links*.

        Each kind of act by one doer upon one author's post is told once. What is routine by the
        table isn't written down, unless it may end a follow that was told.
        """
        account, activity = item.account, item.activity
        if account is None or not links:
            return []
        folded = fold(activity.text)
        if topic(folded, claims.claim(folded, activity.lang)) is Topic.PRIVATE:
            return []
        players = {link.pairing.player for link in links}
        sole = next(iter(players)) if len(players) == 1 else None
        told = self.ear.read(
            activity.text,
            self.matcher.find(folded),
            folded=folded,
            catalogue=self.catalogue,
            lang=activity.lang or self.linguist.identify([activity.text])[0],
            published=published(item),
            player=sole,
        )
        found: dict[object, Report] = {}
        for n, one in enumerate(told[:_MOST]):
            for part in self._parts(one, links, sole, item):
                own = self.seal("report", key.hex(), str(n), str(part[0]))
                report = self._report(one, item, account, folded, part, (own, key))
                never = self.rule(report)[0].verdict is Verdict.NEVER
                if report.role is None or report.doing is Doing.UNFOLLOW or not never:
                    same = report.theme, report.whose, report.denied, report.since
                    found.setdefault(same, report)
        return list(found.values())[:_MOST]

    def rule(self, one: Report) -> tuple[Rule, Relation]:
        """Return the row of the table that a reported act falls under, and the club's relation."""
        relation = self.catalogue.relation(one.pairing, one.until.date())
        verb = rules.VERBS[one.doing]
        rule = rules.judge(one.role or Role.PUBLIC, verb, relation, leaving=one.leaving)
        squad = one.doing is Doing.SQUAD_FOLLOW and (one.count or 0) >= rules.SQUAD_SIZE
        if squad and rule.verdict is Verdict.HOLD:
            reason = "Several players of a squad followed the player."
            rule = replace(rule, verdict=Verdict.PUSH, reason=reason)
        return rule, relation

    def _report(
        self,
        told: Told,
        item: Item,
        account: Account,
        folded: str,
        part: tuple[Pairing, Role | None, str],
        keys: tuple[bytes, bytes],
    ) -> Report:
        """Return one report; *keys* are its own and that of the activity that it is read from."""
        activity = item.activity
        at = published(item)
        who: Named | None = named(told.author, self.catalogue) if told.author else None
        cites = cited(folded, self.catalogue) or credit(folded, self.matcher.find(folded))
        pairing, role, doer = part
        return Report(
            key=keys[0],
            post=keys[1],
            record=item.record,
            order=activity.order,
            pairing=pairing,
            doing=told.doing,
            role=role,
            doer=doer,
            count=told.doer.count,
            platform=told.platform or "",
            whose=None if who is None else self.seal("whose", who.as_one),
            author=who.account.handle if who is not None and who.account else None,
            since=None if told.since is None else min(told.since, told.until, at),
            until=min(told.until, at),
            at=at,
            seen_at=activity.seen_at,
            hedged=told.hedged,
            denied=told.denied,
            leaving=claims.leaving(told.words or folded),
            by=account.standing,
            source=account.source,
            name=self._name(account),
            voice=item.author,
            cites=None if cites == account.source else cites,
            repeats=item.quoted or item.parent,
            gist=gist(folded, set(self.catalogue.words(pairing.player)), self.seal),
            url=activity.url,
        )

    def _parts(
        self, told: Told, links: Sequence[Link], sole: str | None, item: Item
    ) -> Iterator[tuple[Pairing, Role | None, str]]:
        """Yield pairings that an act is about, with in what role and who acted towards each."""
        for link in links:
            pairing = link.pairing
            by_club = told.doer.role is Role.CLUB or told.doing is Doing.SQUAD_FOLLOW
            if by_club:
                fits = pairing.club == told.doer.club and pairing.player == (
                    told.doer.player or sole
                )
                if fits and not self._own(pairing, item):
                    role = Role.CLUB if told.doer.role is Role.CLUB else Role.TEAMMATE
                    yield pairing, role, pairing.club
            elif pairing.club == self._club(told, link, item):
                acted = self._who(told, pairing, links, sole, item)
                if acted is not None:
                    yield pairing, *acted

    def _own(self, pairing: Pairing, item: Item) -> bool:
        day = item.activity.seen_at.date()
        return self.catalogue.relation(pairing, day) is Relation.CURRENT

    def _club(self, told: Told, link: Link, item: Item) -> str | None:
        """Return the club that an act is about, for the player of *link*.

        Of clubs that a text joins to it that is the one to go to: his own only where it is left,
        or where no other is named.
        """
        pairing = link.pairing
        own = told.doing in _OWN
        wanted = [
            club for club in told.clubs if self._own(Pairing(pairing.player, club), item) is own
        ]
        if wanted or told.clubs:
            return (wanted or [*told.clubs])[0]
        fits = self._own(pairing, item) if own else link.part is Part.DESTINATION
        return pairing.club if fits else None

    def _who(
        self, told: Told, pairing: Pairing, links: Sequence[Link], sole: str | None, item: Item
    ) -> tuple[Role | None, str] | None:
        """Return in what role, and who, acted towards a pairing; None = nobody of it."""
        doer = told.doer
        named = doer.player or sole
        if doer.role in {None, Role.AGENT}:
            return (doer.role, "") if named == pairing.player else None
        if doer.role is Role.TEAMMATE and doer.player in {None, pairing.player}:
            return (Role.TEAMMATE, "") if named == pairing.player else None
        if doer.role is Role.PLAYER and named == pairing.player:
            return Role.PLAYER, pairing.player
        himself = Pairing(doer.player or "", pairing.club)
        if doer.player is None or any(link.pairing == himself for link in links):
            return None
        account = Account(platform="", handle="", role=Role.PLAYER, player=doer.player, proof="-")
        role = rules.role_towards(account, pairing, self.catalogue, item.activity.seen_at)
        adult = self.catalogue.may_act(account, item.activity.seen_at.date())
        return (role, doer.player) if role is Role.TEAMMATE and adult else None

    def _name(self, account: Account) -> str:
        source = self.catalogue.sources.get(account.source or "")
        club = self.catalogue.clubs.get(account.club or "")
        if source is not None:
            return source.name
        if account.role is Role.CLUB and club is not None:
            return club.name
        return f"@{account.handle}"
