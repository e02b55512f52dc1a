"""Players, clubs, sources, accounts and windows; who belongs where, and since when we know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from monitor.domain import phrases
from monitor.domain.text import fold

NAMED = "player:"
"""Before the slug of a player who acted by an account that the catalogue doesn't hold."""

WEB = "web"
"""The platform of articles; a catalogue's source goes by its slug there."""

ADULT = 18
"""Nobody younger is ever watched, in years."""


VALUED = timedelta(days=365)
"""How long a market value holds."""


class Role(StrEnum):
    """In what capacity an account speaks."""

    PLAYER = "player"
    AGENT = "agent"
    CLUB = "club"
    TEAMMATE = "teammate"
    JOURNALIST = "journalist"
    OUTLET = "outlet"
    FAN_ACCOUNT = "fan_account"
    PUBLIC = "public"


class Relation(StrEnum):
    """What a player is to a club at a date."""

    CURRENT = "current"
    FORMER = "former"
    LOAN_PARENT = "loan_parent"
    NONE = "none"


@dataclass(frozen=True, slots=True, order=True)
class Pairing:
    """A player and a club that the talk links: slugs of the catalogue."""

    player: str
    club: str

    def __str__(self) -> str:
        return f"{self.player}/{self.club}"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as people write it.

    Attributes:
        text: The name, in any case and with any accents.
        ambiguous: It means other things too: it links only with context.
    """

    text: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Club:
    slug: str
    name: str
    country: str
    timezone: str = "UTC"
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stint:
    """A player at a club, `since` and `until` as far as known."""

    club: str
    relation: Relation
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A footballer.

    Attributes:
        born: Required before the player's acts are watched (nobody under 18 is).
        stints: Clubs, with what they are to the player; a club not named is `none`.
        as_of: The day on which the current club was known to hold.
        value: Market value in millions of euros, as an operator knows it.
        value_as_of: The day on which it was so.
    """

    slug: str
    name: str
    born: date | None = None
    aliases: tuple[Alias, ...] = ()
    stints: tuple[Stint, ...] = ()
    as_of: date | None = None
    value: float | None = None
    value_as_of: date | None = None

    def worth(self, on: date) -> float | None:
        """Return the market value on *on*, in millions of euros: none from later, or a year old."""
        if self.value_as_of is None or not timedelta() <= on - self.value_as_of <= VALUED:
            return None
        return self.value

    def adult(self, today: date) -> bool:
        """Whether the player is known to be at least 18 on *today*."""
        if self.born is None:
            return False
        years = today.year - self.born.year
        return years - ((today.month, today.day) < (self.born.month, self.born.day)) >= ADULT

    def relation(self, club: str, on: date) -> Relation:
        """What *club* is to the player on the day *on*; the current club wins over the past."""
        found = Relation.NONE
        for stint in self.stints:
            if stint.club != club or (stint.since is not None and stint.since > on):
                continue
            relation = stint.relation
            if relation is not Relation.FORMER and stint.until is not None and stint.until < on:
                relation = Relation.FORMER
            if relation is Relation.CURRENT:
                return relation
            if found is not Relation.LOAN_PARENT:
                found = relation
        return found

    def clubs(self, relation: Relation, on: date) -> tuple[str, ...]:
        """Clubs that are *relation* to the player on the day *on*."""
        named = dict.fromkeys(stint.club for stint in self.stints)
        return tuple(club for club in named if self.relation(club, on) is relation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet, a journalist or a fan account that speaks about transfers."""

    slug: str
    name: str
    role: Role
    languages: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    club: str | None = None
    aliases: tuple[Alias, ...] = ()

    @property
    def publishes(self) -> bool:
        """Whether it may have a site of its own: persons who are watched go by their accounts."""
        return self.role in {Role.OUTLET, Role.JOURNALIST, Role.FAN_ACCOUNT}

    def site(self) -> Account:
        """Return the account that its articles are by, once an operator vouches for a feed."""
        return Account(
            platform=WEB,
            handle=self.domains[0] if self.domains else self.slug,
            id=self.slug,
            role=self.role,
            club=self.club,
            source=self.slug,
            proof="the configuration names its feed",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account of somebody in the catalogue.

    Attributes:
        platform: Such as `bluesky`.
        handle: As its owner shows it now; may change.
        id: Stable platform id (a DID); None until the handle is resolved.
        role: In what capacity it speaks; without `proof` it ranks as `public`.
        player, club, source: Slugs of what it belongs to.
        proof: How we know that it is theirs (an address of their own page, or "handle is
            their domain"); None = unproven.
    """

    platform: str
    handle: str
    id: str | None = None
    role: Role = Role.PUBLIC
    player: str | None = None
    club: str | None = None
    source: str | None = None
    lang: str | None = None
    proof: str | None = None
    verified_on: date | None = None

    @property
    def standing(self) -> Role:
        """The role that it is given: unproven accounts rank as public."""
        return self.role if self.proof else Role.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A transfer window of one country, both days included."""

    country: str
    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched: a pairing, any club with a player, or any player with a club."""

    player: str | None = None
    club: str | None = None


@dataclass(frozen=True)
class Catalogue:
    """All of it, as one value.

    Attributes:
        version: Rises with each change; 0 is the starter data alone.
    """

    players: Mapping[str, Player] = field(default_factory=dict)
    clubs: Mapping[str, Club] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()
    windows: tuple[Window, ...] = ()
    watchlist: frozenset[Watch] = frozenset()
    version: int = 0

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Account]:
        held = {(a.platform, a.id): a for a in self.accounts if a.id is not None}
        return {(WEB, s.slug): s.site() for s in self.sources.values() if s.publishes} | held

    def account(self, platform: str, actor: str) -> Account | None:
        """The catalogue's account with this stable id, if it is there."""
        return self._by_id.get((platform, actor))

    @cached_property
    def _by_handle(self) -> Mapping[tuple[str, str], Account]:
        return {(a.platform, a.handle.casefold()): a for a in self.accounts}

    @cached_property
    def handles(self) -> frozenset[str]:
        """Handles of accounts with proof, in small letters, whichever platform they are on."""
        return frozenset(a.handle.casefold() for a in self.accounts if a.proof)

    def named(self, platform: str, name: str) -> str:
        """Return the id that an account goes by which a person names.

        Args:
            platform: Where the account is.
            name: Its id, its handle with or without `@`, or `player:SLUG`. Accounts without an
                id go by `@handle`; what names nobody stays as it is.
        """
        handle = name.removeprefix("@").casefold()
        account = self._by_id.get((platform, name)) or self._by_handle.get((platform, handle))
        if account is None and name.startswith(NAMED):
            slug = name.removeprefix(NAMED)
            account = next((a for a in self.accounts if a.platform == platform and a.player == slug
                            and a.standing is Role.PLAYER), None)  # fmt: skip
        if account is None:
            return name
        return account.id or f"@{account.handle.casefold()}"

    def witnessed(self, platform: str, actor: str) -> Account | None:
        """The account that acted as a person says who saw it; *actor* is as `named` gives it.

        Only for what is pushed or reported: people name handles, sources of ours name ids. A
        player whose account isn't here acts by one that stands for it.
        """
        known = self.account(platform, actor)
        if known is not None:
            return known
        if actor.startswith("@"):
            return self._by_handle.get((platform, actor[1:]))
        player = self.players.get(actor.removeprefix(NAMED))
        if player is None or not actor.startswith(NAMED):
            return None
        return Account(
            platform=platform,
            handle=f"{NAMED}{player.name}",
            id=actor,
            role=Role.PLAYER,
            player=player.slug,
            proof="whoever saw it says so",
        )

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        return {}

    def words(self, player: str) -> tuple[str, ...]:
        """The words of a player's names, folded, those of his full name first."""
        known = self._words.get(player)
        if known is None:
            one = self.players.get(player)
            sure = () if one is None else (a.text for a in one.aliases if not a.ambiguous)
            names = () if one is None else (one.name, *sure)
            known = tuple(word for name in names for word in phrases.split(fold(name)))
            self._words[player] = known
        return known

    def watches(self, pairing: Pairing, today: date) -> bool:
        """Whether *pairing* is watched on *today*: on the list, and the player an adult."""
        player = self.players.get(pairing.player)
        if player is None or pairing.club not in self.clubs or not player.adult(today):
            return False
        return (
            Watch(pairing.player, pairing.club) in self.watchlist
            or Watch(pairing.player, None) in self.watchlist
            or Watch(None, pairing.club) in self.watchlist
        )

    def watched_players(self, today: date) -> tuple[Player, ...]:
        """Players that are watched on *today*: those on the list, then those of clubs on it."""
        named = sorted({w.player for w in self.watchlist if w.player is not None})
        clubs = {w.club for w in self.watchlist if w.player is None}
        theirs = [
            slug
            for slug, player in self.players.items()
            if clubs and not clubs.isdisjoint(player.clubs(Relation.CURRENT, today))
        ]
        found = [self.players.get(slug) for slug in dict.fromkeys([*named, *theirs])]
        return tuple(player for player in found if player is not None and player.adult(today))

    def may_act(self, account: Account, today: date) -> bool:
        """Whether the acts of *account* may be watched at all: never those of the under-aged."""
        if account.role not in {Role.PLAYER, Role.TEAMMATE} or account.player is None:
            return True
        player = self.players.get(account.player)
        return player is not None and player.adult(today)

    def relation(self, pairing: Pairing, on: date) -> Relation:
        """What the club is to the player of *pairing* on the day *on*."""
        player = self.players.get(pairing.player)
        return player.relation(pairing.club, on) if player else Relation.NONE

    def merged(self, accounts: Iterable[Account]) -> Catalogue:
        """This catalogue with *accounts* in place of its own."""
        return Catalogue(
            players=self.players,
            clubs=self.clubs,
            sources=self.sources,
            accounts=tuple(accounts),
            windows=self.windows,
            watchlist=self.watchlist,
            version=self.version,
        )
