"""Entries of a catalogue as they are written in files and rows: strict, nothing unknown passes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final

import msgspec

from monitor.domain.catalogue import (
    Account,
    Alias,
    Club,
    Player,
    Relation,
    Role,
    Source,
    Stint,
    Watch,
    Window,
)

Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Country = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
"""Whether there is one is a finding: what was stored before that was asked stays readable."""


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all entries share: unknown fields are refused."""


class _Known(_Entry, frozen=True, kw_only=True):
    """Somebody or something with names.

    Attributes:
        aliases: Names that mean nobody else.
        ambiguous: Names that mean other things too.
    """

    slug: Slug
    name: Words
    aliases: tuple[Words, ...] = ()
    ambiguous: tuple[Words, ...] = ()

    def names(self) -> tuple[Alias, ...]:
        return (
            *(Alias(text) for text in self.aliases),
            *(Alias(text, ambiguous=True) for text in self.ambiguous),
        )


class ClubEntry(_Known, frozen=True, kw_only=True):
    country: Country
    timezone: str = "UTC"

    def made(self) -> Club:
        return Club(
            slug=self.slug,
            name=self.name,
            country=self.country,
            timezone=self.timezone,
            aliases=self.names(),
        )


class StintEntry(_Entry, frozen=True, kw_only=True):
    club: Slug
    relation: Relation
    since: date | None = None
    until: date | None = None

    def made(self) -> Stint:
        return Stint(club=self.club, relation=self.relation, since=self.since, until=self.until)


class PlayerEntry(_Known, frozen=True, kw_only=True):
    born: date | None = None
    as_of: date | None = None
    value_meur: Annotated[float, msgspec.Meta(gt=0, le=1_000)] | None = None
    value_as_of: date | None = None
    stints: tuple[StintEntry, ...] = ()

    def made(self) -> Player:
        return Player(
            slug=self.slug,
            name=self.name,
            born=self.born,
            aliases=self.names(),
            stints=tuple(stint.made() for stint in self.stints),
            as_of=self.as_of,
            value=self.value_meur,
            value_as_of=self.value_as_of,
        )


class SourceEntry(_Known, frozen=True, kw_only=True):
    role: Role
    languages: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    club: Slug | None = None

    def made(self) -> Source:
        return Source(
            slug=self.slug,
            name=self.name,
            role=self.role,
            languages=self.languages,
            domains=self.domains,
            club=self.club,
            aliases=self.names(),
        )


class AccountEntry(_Entry, frozen=True, kw_only=True):
    platform: Words
    handle: Words
    id: Words | None = None
    role: Role = Role.PUBLIC
    player: Slug | None = None
    club: Slug | None = None
    source: Slug | None = None
    lang: str | None = None
    proof: Words | None = None
    verified_on: date | None = None

    @property
    def slug(self) -> str:
        return f"{self.platform}/{self.handle.removeprefix('@').casefold()}"

    def proved(self, shown: ProofEntry | None) -> AccountEntry:
        """Return the account as it stands after it was last proven, or was not.

        What was shown holds for the proof and the id that were stated then, and for no others.
        """
        if shown is None or shown.stated != self.proof or self.id not in {None, shown.id}:
            return self
        return msgspec.structs.replace(
            self,
            id=shown.id,
            proof=shown.proof,
            verified_on=shown.on if shown.proof else self.verified_on,
        )

    def made(self) -> Account:
        return Account(
            platform=self.platform,
            handle=self.handle.removeprefix("@"),
            id=self.id,
            role=self.role,
            player=self.player,
            club=self.club,
            source=self.source,
            lang=self.lang,
            proof=self.proof,
            verified_on=self.verified_on,
        )


class ProofEntry(_Entry, frozen=True, kw_only=True):
    """What was found when an account was to be proven; stands in rows only.

    Attributes:
        stated: The proof that the account gave then.
        proof: What holds; None = its proof did not.
        id: Whose handle it was.
        on: The day.
    """

    platform: Words
    handle: Words
    on: date
    stated: Words | None = None
    proof: Words | None = None
    id: Words | None = None

    @property
    def slug(self) -> str:
        return f"{self.platform}/{self.handle.removeprefix('@').casefold()}"


class WatchEntry(_Entry, frozen=True, kw_only=True):
    player: Slug | None = None
    club: Slug | None = None

    @property
    def slug(self) -> str:
        return f"{self.player or '*'}/{self.club or '*'}"

    def made(self) -> Watch:
        return Watch(self.player, self.club)


class WindowEntry(_Entry, frozen=True, kw_only=True):
    country: Country
    opens: date
    closes: date

    @property
    def slug(self) -> str:
        return f"{self.country}/{self.opens}"

    def made(self) -> Window:
        return Window(country=self.country, opens=self.opens, closes=self.closes)


Entry = ClubEntry | PlayerEntry | SourceEntry | AccountEntry | WatchEntry | WindowEntry | ProofEntry

KINDS: Final[Mapping[str, type[Entry]]] = {
    "clubs": ClubEntry,
    "players": PlayerEntry,
    "sources": SourceEntry,
    "accounts": AccountEntry,
    "watch": WatchEntry,
    "windows": WindowEntry,
}
"""What each table of a file holds, in the order in which they lean on each other."""


PROOFS: Final = "proofs"
"""What rows hold besides: how proving accounts went."""

_ROWS: Final[Mapping[str, type[Entry]]] = {**KINDS, PROOFS: ProofEntry}


def read(kind: str, body: object) -> Entry:
    """Return one entry of a table, or of `PROOFS`.

    Raises:
        ValueError: It isn't one; the message says what is wrong with it.
    """
    try:
        return msgspec.convert(body, _ROWS[kind])
    except msgspec.ValidationError as error:
        raise ValueError(str(error).replace("Object", "the entry")) from None


__all__ = ["KINDS", "PROOFS", "Entry", "read"]
