"""What a Mastodon server says by its client API: statuses, and who favourited or boosted them.

A status goes by its `uri`, which is the same on every server that has it; its `id` is that
server's own. A favourite has neither an address nor a time, and a boost is known by who boosted
what, for that is all that a list of boosters tells.

Source: docs.joinmastodon.org/entities, Mastodon 4.6.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

import msgspec

from connectors.wire.fields import ident, language, link, micros, time_of
from connectors.wire.markup import plain
from connectors.wire.reading import Unhandled, UnreadableError, read
from monitor.domain.activity import Activity, Verb
from monitor.domain.text import clean

PLATFORM: Final = "mastodon"

NOT_PUBLIC: Final = Unhandled("not_public")
LEFT_OUT: Final = Unhandled("asks_to_be_left_out")

_OPEN: Final = frozenset({"public", "unlisted"})
_ASKS: Final = re.compile(r"#(?:<span>)?no(?:bots?|index)\b", re.IGNORECASE)
_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)


class Account(msgspec.Struct):
    """Who wrote, favourited or boosted.

    Attributes:
        uri: Their id on every server; older servers tell *url* only.
        noindex, indexable, discoverable: Whether they want to be found; None = they never said.
    """

    id: str
    acct: str | None = None
    uri: str | None = None
    url: str | None = None
    note: str | None = None
    noindex: bool | None = None
    indexable: bool | None = None
    discoverable: bool | None = None

    @property
    def actor(self) -> str:
        """The id by which they are known everywhere.

        Raises:
            UnreadableError: There is none.
        """
        who = ident(self.uri or self.url, "account.uri")
        if who is None or not who.startswith(("https://", "http://")):
            raise UnreadableError("no_actor", "account has no uri and no url")
        return who

    @property
    def left_out(self) -> bool:
        """Whether they ask not to be gathered by others.

        That posts are not searchable is Mastodon's default and asks for nothing; that together
        with a profile that is not to be discovered was chosen, and so was `noindex`.
        """
        hidden = self.discoverable is False and not self.indexable
        return bool(self.noindex) or hidden or bool(_ASKS.search((self.note or "")[:5000]))


class _Quote(msgspec.Struct):
    state: str = "accepted"
    quoted_status: Any = None


class Status(msgspec.Struct):
    """A status as this server shows it."""

    id: str
    uri: str
    created_at: str
    account: Account
    visibility: str = "public"
    content: str | None = None
    spoiler_text: str | None = None
    language: str | None = None
    url: str | None = None
    edited_at: str | None = None
    in_reply_to_id: str | None = None
    favourites_count: int | None = 0
    reblogs_count: int | None = 0
    reblog: msgspec.Raw = msgspec.Raw(b"")
    quote: msgspec.Raw = msgspec.Raw(b"")

    @property
    def edited(self) -> datetime | None:
        """When it was last edited, if it was.

        Raises:
            UnreadableError: That is no time.
        """
        return None if self.edited_at is None else time_of(self.edited_at, "edited_at")[0]

    @property
    def boosted(self) -> Status | None:
        """The status that it passes on; None where it has words of its own.

        Raises:
            UnreadableError: That can't be read.
        """
        raw = bytes(self.reblog)
        return None if raw in (b"", b"null") else status(self.reblog, "reblog")

    @property
    def open(self) -> bool:
        """Whether everybody may see it."""
        return self.visibility in _OPEN


class _Id(msgspec.Struct):
    id: str


_decode_id = msgspec.json.Decoder(_Id).decode
_decode_status = msgspec.json.Decoder(Status).decode
_decode_account = msgspec.json.Decoder(Account).decode
_decode_quote = msgspec.json.Decoder(_Quote | None).decode


def status(raw: bytes | msgspec.Raw, place: str = "") -> Status:
    """Return the status in *raw*.

    Raises:
        UnreadableError: There is none.
    """
    found = read(_decode_status, raw, place)
    if not _ID.fullmatch(found.id):
        raise UnreadableError("bad_id", "id is no id of a status")
    return found


def account(raw: bytes | msgspec.Raw) -> Account:
    """Return the account in *raw*.

    Raises:
        UnreadableError: There is none.
    """
    return read(_decode_account, raw)


@dataclass(frozen=True, slots=True)
class Reading:
    """How statuses are read.

    Attributes:
        seen_at: When they were seen.
        known: Addresses by this server's ids, for what a reply answers.
        vouched: Ids of accounts that are read whatever their flags say.
    """

    seen_at: datetime
    known: Mapping[str, str] = field(default_factory=dict)
    vouched: frozenset[str] = frozenset()

    def activity(self, found: Status, *, edited: bool = False) -> Activity | Unhandled:
        """Return what *found* says: a post, its edit, or a boost.

        Raises:
            UnreadableError: It can't be read.
        """
        boosted = found.boosted
        if boosted is not None:
            return self._boost(found, boosted)
        if refused := self._refusal(found):
            return refused
        revised = found.edited if edited else None
        at = revised or time_of(found.created_at, "created_at")[0]
        record = address(found)
        return Activity(
            platform=PLATFORM,
            verb=Verb.UPDATE if edited else Verb.CREATE,
            actor=found.account.actor,
            actor_handle=ident(found.account.acct, "account.acct"),
            record=record,
            object=record if edited else None,
            revision=micros(at) if edited else None,
            in_reply_to=self.known.get(found.in_reply_to_id or ""),
            quotes=_quoted(found),
            text=_words(found),
            lang=language(found.language),
            url=link(found.url),
            happened_at=at,
            seen_at=self.seen_at,
        )

    def favourite(self, who: Account, of: str, author: str | None) -> Activity | Unhandled:
        """Return that *who* favourited the status at the address *of*, some time before now.

        Raises:
            UnreadableError: Nobody knows who.
        """
        return self._upon(Verb.LIKE, who, of, author)

    def boost(self, who: Account, of: str, author: str | None) -> Activity | Unhandled:
        """Return that *who* boosted the status at the address *of*, some time before now.

        Raises:
            UnreadableError: Nobody knows who.
        """
        return self._upon(Verb.ANNOUNCE, who, of, author)

    def undone(self, verb: Verb, actor: str, of: str) -> Activity:
        """Return that *actor* took back what they did to the status at the address *of*."""
        return Activity(
            platform=PLATFORM,
            verb=Verb.UNDO,
            undoes=verb,
            actor=actor,
            object=of,
            seen_at=self.seen_at,
        )

    def deleted(self, record: str, actor: str) -> Activity:
        """Return that the status at the address *record* is gone."""
        return Activity(
            platform=PLATFORM,
            verb=Verb.DELETE,
            undoes=Verb.CREATE,
            actor=actor,
            record=record,
            object=record,
            seen_at=self.seen_at,
        )

    def _boost(self, found: Status, boosted: Status) -> Activity | Unhandled:
        if not found.open or not boosted.open:
            return NOT_PUBLIC
        at = time_of(found.created_at, "created_at")[0]
        upon = self._upon(Verb.ANNOUNCE, found.account, address(boosted), boosted.account.actor)
        return upon if isinstance(upon, Unhandled) else replace(upon, happened_at=at)

    def _upon(self, verb: Verb, who: Account, of: str, author: str | None) -> Activity | Unhandled:
        actor = who.actor
        if who.left_out and actor not in self.vouched:
            return LEFT_OUT
        return Activity(
            platform=PLATFORM,
            verb=verb,
            actor=actor,
            actor_handle=ident(who.acct, "account.acct"),
            object=of,
            object_author=author,
            seen_at=self.seen_at,
        )

    def _refusal(self, found: Status) -> Unhandled | None:
        if not found.open:
            return NOT_PUBLIC
        hidden = found.account.left_out and found.account.actor not in self.vouched
        return LEFT_OUT if hidden else None


def order(status_id: str) -> tuple[int, str]:
    """Return what ids of statuses are in order by: they are numbers, whatever their length."""
    return len(status_id), status_id


def place(raw: bytes | msgspec.Raw) -> tuple[int, str]:
    """Return where a status stands among others, oldest first; what has no id stands before."""
    try:
        return order(read(_decode_id, raw).id)
    except UnreadableError:
        return (0, "")


def address(found: Status) -> str:
    """Return the address of a status, the same on every server.

    Raises:
        UnreadableError: It has none.
    """
    at = ident(found.uri, "uri")
    if at is None or not at.startswith(("https://", "http://", "tag:")):
        raise UnreadableError("bad_id", "uri is no address")
    return at


def since(status_id: str) -> datetime | None:
    """Return when a status was made by its id (a snowflake), None where it isn't one."""
    if not (status_id.isascii() and status_id.isdigit()) or len(status_id) > 19:
        return None
    millis = int(status_id) >> 16
    return time_of(millis, "id")[0] if 10**12 < millis < 10**13 else None


def _words(found: Status) -> str:
    parts = (plain(found.spoiler_text or ""), plain(found.content or ""))
    return clean("\n".join(part for part in parts if part))


def _quoted(found: Status) -> str | None:
    quote = read(_decode_quote, found.quote, "quote") if found.quote else None
    if quote is None or quote.state != "accepted" or not isinstance(quote.quoted_status, dict):
        return None
    uri = quote.quoted_status.get("uri")
    return ident(uri, "quote.quoted_status.uri") if isinstance(uri, str) else None
