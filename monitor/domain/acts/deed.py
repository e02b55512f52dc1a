"""A decisive act, or the end of one, with all that its words need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.domain.act import Act, Rule
from monitor.domain.activity import Provenance, Verb
from monitor.domain.acts.tale import Tale
from monitor.domain.alert import Named
from monitor.domain.catalogue import Account, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """What somebody acted upon, as far as it is known and may be shown.

    Attributes:
        account: Its author's catalogue account; None = private, or unknown.
        known: Whether we have it at all.
        text, url: As stored; shown only where *account* is proven.
        reply: The act replied to it or quoted it, rather than liking or reposting it.
        told: It is known only from texts that tell of the act.
    """

    known: bool
    account: Account | None = None
    text: str = ""
    url: str | None = None
    at: datetime | None = None
    reply: str | None = None
    told: bool = False

    @property
    def public(self) -> bool:
        """Whether it may be quoted and linked."""
        return self.account is not None and self.account.proof is not None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An act that was seen before; `ended_at` is when it was taken back, if that is known."""

    act: Act
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A decisive act with all that its alert needs.

    Attributes:
        url: Where the act itself can be seen, if anywhere.
        address: Of its record, by which anybody can look it up.
        text: Its own words, if it has any.
        others: Team-mates' acts that it adds up with.
        blind: What was not seen at the time, a sentence each.
        timed: Whether it is known when it happened, and not only when it was seen.
        note: What its observer adds.
        witnesses: Earlier accounts of the same act that still stand, the first that was told
            first.
        tale: What texts tell of it, where it is a text that tells.
        close: What texts tell of people close to the player in the same story: never told alone.
        also: Other clubs that it points to.
        earlier: The last such act of the same account that was told, in a story that is over.
        first: Whether it is the first such act of the account that is on record; None = unknown.
        denies: Its own words deny the move: they lead no story, and nobody takes them up.
    """

    act: Act
    account: Account
    rule: Rule
    relation: Relation
    connector: str
    provenance: Provenance
    seen_at: datetime
    object: Object | None
    url: str | None = None
    address: str | None = None
    text: str = ""
    others: tuple[Act, ...] = ()
    blind: tuple[str, ...] = ()
    timed: bool = True
    note: str = ""
    witnesses: tuple[Act, ...] = ()
    tale: Tale | None = None
    close: tuple[Tale, ...] = ()
    also: tuple[Named, ...] = ()
    earlier: Earlier | None = None
    first: bool | None = None
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """How an act ended.

    Attributes:
        verb: Undo or delete.
        of_object: It is what the act was about that was deleted, not the act.
        observer: Who says so, where no source of ours saw it.
        of_report: It is the report that doesn't stand: it was denied by *observer*, or without
            one taken back by all who told it.
    """

    verb: Verb
    at: datetime
    of_object: bool
    observer: str | None = None
    of_report: bool = False
