"""All that is known of one player's rumours, and what it means for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from monitor.domain import windows
from monitor.domain.act import Act
from monitor.domain.catalogue import Account, Catalogue, Pairing, Relation, Role
from monitor.domain.rumour import Case, Outcome, Record, Testimony, settled
from monitor.domain.rumour.confirming import Word
from monitor.domain.rumour.verdict import ONE_WINDOW
from monitor.ports import Spoken

SETTLED: Final = timedelta(days=14)
"""So long at least nothing is estimated of a player who has just moved: he has arrived."""

UNKNOWN: Final = timedelta(days=30)
"""So long, where no window is known that closes."""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All that is known of one player's rumours at a time.

    Attributes:
        at: Only what was before it counts.
        said: By pairing; the player's own club too.
        outcomes: Of all pairings of the player.
        reports: Seals of the records that tell of the acts.
    """

    player: str
    at: datetime
    catalogue: Catalogue
    said: Mapping[Pairing, Sequence[Spoken]]
    acts: Mapping[Pairing, Sequence[Act]] = field(default_factory=dict)
    reports: Mapping[Pairing, frozenset[bytes]] = field(default_factory=dict)
    outcomes: Sequence[Outcome] = ()
    records: Mapping[str, Record] = field(default_factory=dict)

    @property
    def pairings(self) -> Sequence[Pairing]:
        """Pairings with something to go by, in order."""
        return sorted({*self.said, *self.acts})

    @cached_property
    def settled(self) -> Sequence[Outcome]:
        """Outcomes that hold, oldest first."""
        return settled(one for one in self.outcomes if one.at <= self.at)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """How sources are called, by slug."""
        return {slug: source.name for slug, source in self.catalogue.sources.items()}

    @cached_property
    def _heard(self) -> Mapping[Pairing, tuple[Testimony, ...]]:
        return {
            pairing: tuple(_testimony(one, self.catalogue) for one in said)
            for pairing, said in self.said.items()
        }

    @cached_property
    def _spoken(self) -> Mapping[Pairing, Mapping[bytes, Spoken]]:
        return {pairing: {one.key: one for one in said} for pairing, said in self.said.items()}

    def since(self, pairing: Pairing, without: Outcome | None = None) -> datetime | None:
        """Return from when on what is said of *pairing* is a rumour of its own; None = ever.

        In the future: the player has moved, and the rumour is over till then.

        Args:
            without: An outcome that is not to count.
        """
        over = (_over(one, pairing, self.catalogue) for one in self.settled if one is not without)
        return max((at for at in over if at is not None), default=None)

    def open(self, pairing: Pairing) -> bool:
        """Whether there is a rumour that can be estimated: a move that may be yet to come."""
        since = self.since(pairing)
        moves = self.catalogue.relation(pairing, self.at.date()) is not Relation.CURRENT
        return moves and (since is None or since <= self.at)

    def testimonies(
        self, pairing: Pairing, without: Outcome | None = None
    ) -> tuple[Testimony, ...]:
        """Return what was said of the rumour about *pairing* since it began."""
        since = self.since(pairing, without)
        heard = self._heard.get(pairing, ())
        return heard if since is None else tuple(one for one in heard if one.at > since)

    def ever(self, pairing: Pairing) -> tuple[Testimony, ...]:
        """Return all that was said of *pairing*, of rumours that are over too."""
        return self._heard.get(pairing, ())

    def spoken(self, testimony: Testimony) -> Spoken | None:
        """Return what *testimony* was made of."""
        return self._spoken.get(testimony.pairing, {}).get(testimony.key)

    def words(self, pairing: Pairing, said: Iterable[Testimony]) -> Iterator[Word]:
        """Yield what the buying club itself said, of *said*."""
        spoken = self._spoken.get(pairing, {})
        for one in said:
            account = account_of(spoken[one.key], self.catalogue)
            if account is None or account.standing is not Role.CLUB:
                continue
            if account.club == pairing.club:
                yield Word(one, account.handle)

    def case(self, pairing: Pairing) -> Case:
        """Return all that the strength of the rumour about *pairing* is judged by."""
        since = self.since(pairing)
        acts = self.acts.get(pairing, ())
        player = self.catalogue.players.get(pairing.player)
        return Case(
            pairing=pairing,
            testimonies=self.testimonies(pairing),
            rivals=tuple(
                one for rival in self.said if rival != pairing for one in self.testimonies(rival)
            ),
            acts=tuple(one for one in acts if since is None or one.at > since),
            reports=self.reports.get(pairing, frozenset()),
            relation=self.catalogue.relation(pairing, self.at.date()),
            closes=windows.closing(self.catalogue, pairing, self.at),
            value=player.worth(self.at.date()) if player is not None else None,
            records=self.records,
            names=self.names,
        )

    def settles(self, outcome: Outcome) -> datetime | None:
        """Return the end of the window that an outcome belongs to; None where there is none."""
        before = outcome.at - timedelta(microseconds=1)
        return windows.closing(self.catalogue, outcome.pairing, before)

    def near(self, pairing: Pairing, at: datetime) -> Sequence[Outcome]:
        """Return outcomes of *pairing* that speak of the same rumour as one at *at* would."""
        return [
            one
            for one in self.outcomes
            if one.pairing == pairing and abs(one.at - at) <= ONE_WINDOW
        ]


def _over(outcome: Outcome, pairing: Pairing, catalogue: Catalogue) -> datetime | None:
    """Return until when *outcome* ends the rumour about *pairing*, if it does at all."""
    if outcome.happened:
        closes = windows.closing(catalogue, outcome.pairing, outcome.at)
        return max(closes or outcome.at + UNKNOWN, outcome.at + SETTLED)
    return outcome.at if outcome.pairing == pairing else None


def _testimony(spoken: Spoken, catalogue: Catalogue) -> Testimony:
    account = account_of(spoken, catalogue)
    return Testimony(
        key=spoken.key,
        pairing=spoken.pairing,
        at=spoken.at,
        claim=spoken.claim,
        author=spoken.author,
        record=spoken.record,
        role=_role(account, spoken, catalogue),
        source=None if account is None else account.source,
        cites=spoken.cites,
        repeats=spoken.repeats,
        gist=spoken.gist,
        gossip=spoken.gossip,
        withdrawn=spoken.withdrawn,
    )


def account_of(spoken: Spoken, catalogue: Catalogue) -> Account | None:
    """Return the proven account that said it, if one did."""
    if spoken.account is None:
        return None
    account = catalogue.account(spoken.platform, spoken.account)
    return account if account is not None and account.standing is not Role.PUBLIC else None


def _role(account: Account | None, spoken: Spoken, catalogue: Catalogue) -> Role:
    """Return in what capacity it was said: of clubs and persons only those whom it concerns."""
    if account is None:
        return Role.PUBLIC
    player = catalogue.players.get(spoken.pairing.player)
    own = () if player is None else player.clubs(Relation.CURRENT, spoken.at.date())
    match account.standing:
        case Role.CLUB if account.club in {spoken.pairing.club, *own}:
            return Role.CLUB
        case Role.PLAYER | Role.AGENT if account.player == spoken.pairing.player:
            return account.standing
        case Role.JOURNALIST | Role.OUTLET | Role.FAN_ACCOUNT:
            return account.standing
        case _:
            return Role.PUBLIC
