"""One public act, in the terms of ActivityStreams 2.0.

Times are aware and UTC. Ids and addresses are the platform's own, and stay in memory: what is
stored of a private account is sealed first (see `seal`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verb(StrEnum):
    """What was done."""

    CREATE = "create"
    ANNOUNCE = "announce"
    LIKE = "like"
    FOLLOW = "follow"
    UPDATE = "update"
    DELETE = "delete"
    UNDO = "undo"


ENDING = frozenset({Verb.DELETE, Verb.UNDO})
"""Verbs that end an earlier activity and never share its key."""


class Provenance(StrEnum):
    """How we know."""

    OBSERVED = "observed"
    REPORTED = "reported"
    PUSHED = "pushed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One public act, as a connector saw it.

    Attributes:
        platform: Where it happened, such as `bluesky`.
        actor: Stable platform id of who acted (a DID, never a handle).
        record: Address of the record that the act made, changed or (delete, undo) ended, such
            as an `at://` address; None where the platform names none. Changes of the actor
            itself (identity, account) are named `{actor}#{kind}/{seq}`.
        revision: Orders acts upon one record, in microseconds of the platform's clock; None
            where the platform gives none (then the time of the event orders).
        undoes: For an undo or delete: the verb of what it ended, as far as the wire tells.
        object: Address of what was acted upon: the liked post, the followed account, the post
            that was edited or deleted. None where only the record is known (an undo).
        object_author: Platform id of who wrote the object, where the address tells.
        in_reply_to, thread, quotes: Addresses of the parent, the root and the quoted post.
        about_actor: For an `update` or `delete` of the actor itself: `identity`, `account`,
            `profile`; else None.
        text: What it says, cleaned; empty for acts without words.
        lang: Primary language subtag claimed by the source, or None.
        url: Where a person can look at it, or None.
        happened_at: Time of the event as the source tells it, or None; `dated` says it was only
            a date.
        seen_at: When we saw it.
        observer: Who says that it happened, by the name to be shown; None for what a source
            of ours saw.
        about: Slug of the club that it is about, as its observer says; else None.
        note: What its observer adds; never the actor's words.
    """

    platform: str
    verb: Verb
    actor: str
    seen_at: datetime
    actor_handle: str | None = None
    record: str | None = None
    revision: int | None = None
    undoes: Verb | None = None
    object: str | None = None
    object_author: str | None = None
    in_reply_to: str | None = None
    thread: str | None = None
    quotes: str | None = None
    about_actor: str | None = None
    text: str = ""
    lang: str | None = None
    url: str | None = None
    happened_at: datetime | None = None
    dated: bool = False
    provenance: Provenance = Provenance.OBSERVED
    observer: str | None = None
    about: str | None = None
    note: str = ""

    @property
    def order(self) -> int:
        """Place among the acts upon one record, in microseconds since 1970."""
        if self.revision is not None:
            return self.revision
        at = self.happened_at or self.seen_at
        return int(at.timestamp() * 1_000_000)
