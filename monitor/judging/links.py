"""What an item is about: its own words, those that it acts upon, and who acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.domain.activity import Provenance, Verb
from monitor.domain.catalogue import Account, Catalogue, Pairing, Role
from monitor.domain.mention import Link, Part
from monitor.domain.names.linking import link
from monitor.domain.text import fold
from monitor.judging.items import Item, whose
from monitor.ports import Matcher, Subject


@dataclass(frozen=True, slots=True)
class About:
    """What an item is about; *unsure*: a name in it could mean several."""

    links: tuple[Link, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Linker:
    """Links items by the names of one catalogue."""

    catalogue: Catalogue
    matcher: Matcher

    def about(self, item: Item, subjects: Sequence[Subject]) -> About:
        """Return the pairings that *item* is about; *subjects* are the records it acts upon."""
        said = self.said(item)
        if item.activity.verb is Verb.FOLLOW:
            return About(said or self._follow(item))
        inherited = tuple(link for subject in subjects for link in subject.links)
        speaks_for = self._clubs(item, subjects)
        texts = [item.activity.text] if item.activity.text else []
        if item.account is not None and item.account.standing is not Role.PUBLIC:
            texts.extend(subject.text for subject in subjects if subject.text)
        found: dict[Pairing, Link] = {one.pairing: one for one in said}
        unsure = False
        for text in texts or [""]:
            folded = fold(text)
            hits = self.matcher.find(folded) if folded else ()
            if not hits and not inherited and not speaks_for and item.account is None:
                continue
            linked = link(
                hits,
                catalogue=self.catalogue,
                text=text,
                folded=folded,
                account=item.account,
                inherited=inherited,
                subject_clubs=speaks_for,
                on=item.activity.seen_at.date(),
                verb=item.activity.verb,
            )
            unsure = unsure or linked.ambiguous
            for one in linked.links:
                if found.get(one.pairing, one).part is not Part.DESTINATION:
                    found[one.pairing] = one
                found.setdefault(one.pairing, one)
        return About(tuple(found.values()), unsure)

    def said(self, item: Item) -> tuple[Link, ...]:
        """Return what an act is about as its observer says, if that is watched."""
        activity, account = item.activity, item.account
        if activity.provenance is Provenance.OBSERVED or activity.about is None:
            return ()
        if account is None or account.standing is Role.PUBLIC or account.player is None:
            return ()
        pairing = Pairing(account.player, activity.about)
        if not self.catalogue.watches(pairing, activity.seen_at.date()):
            return ()
        who = activity.observer or item.connector
        why = f"about {self.catalogue.clubs[activity.about].name}, as {who} says"
        return (Link(pairing, Part.DESTINATION, (why,)),)

    def _clubs(self, item: Item, subjects: Sequence[Subject]) -> tuple[str, ...]:
        """Clubs that the authors of what was acted upon speak for."""
        authors: list[Account | None] = [
            self.catalogue.account(subject.platform, subject.account)
            for subject in subjects
            if subject.account is not None
        ]
        if not subjects and item.activity.object_author is not None:
            authors.append(
                whose(
                    item.activity.provenance,
                    item.activity.platform,
                    item.activity.object_author,
                    self.catalogue,
                )
            )
        return tuple(
            dict.fromkeys(
                author.club
                for author in authors
                if author is not None and author.club is not None and author.proof is not None
            )
        )

    def _follow(self, item: Item) -> tuple[Link, ...]:
        """A follow between a player (or agent) and a club is about the two of them."""
        activity = item.activity
        named = activity.object or ""
        followed = whose(activity.provenance, activity.platform, named, self.catalogue)
        follower = item.account
        if followed is None or follower is None:
            return ()
        sides = (follower, followed)
        persons = {Role.PLAYER, Role.AGENT}
        player = next((a.player for a in sides if a.player and a.standing in persons), None)
        club = next((a.club for a in sides if a.standing is Role.CLUB), None)
        if player is None or club is None:
            return ()
        pairing = Pairing(player, club)
        if not self.catalogue.watches(pairing, item.activity.seen_at.date()):
            return ()
        why = f"@{follower.handle} followed @{followed.handle}"
        return (Link(pairing, Part.DESTINATION, (why,)),)
