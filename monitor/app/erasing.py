"""Erases a person, a record, or all private people: here, and in the copies that are at hand."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

import storage
from monitor.app import ledger
from monitor.app.copies import listed
from monitor.app.parts import open_seal
from monitor.domain.seal import Seal
from monitor.ports import RefusedError, TransientError
from monitor.settings import Settings, coming_secret, renew_secret

_HIDDEN: Final = re.compile(r"[A-Za-z0-9_-]{24,}={0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be erased: somebody by id or handle, a record by its address, or all."""

    platform: str = ""
    who: str | None = None
    record: str | None = None
    all_private: bool = False


@dataclass(slots=True)
class Receipt:
    """What was erased; it names nobody.

    Attributes:
        removed: Rows removed or emptied, by table.
        left: Rows that hold something of it still, by table.
        sources: Sources that begin anew.
        copies: Back-ups that were made anew without it.
        held: Copies that may hold it still, with why.
        bytes_left: How often it stands in the database's files still; None = a server's.
        secret: Whether the secret was retired.
    """

    removed: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    sources: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    bytes_left: int | None = None
    secret: bool = False


def erase(settings: Settings, wanted: Wanted) -> Receipt:
    """Erase what is *wanted*; no daemon may be running. Not inside a running event loop.

    Raises:
        RefusedError: A daemon runs, or the account is one of the catalogue's.
        TransientError: The database can't be written now.
    """
    if not storage.stands(settings.storage.url.get_secret_value()):
        cure = "Name the right one with --config or --database."
        raise RefusedError(f"there is no database, so nothing to erase. {cure}")
    seal = open_seal(settings, retiring=wanted.all_private)
    if wanted.who is not None:
        _private(settings, wanted)
    with storage.held(settings.storage.url.get_secret_value()):
        return _erase(settings, seal, wanted)


def _erase(settings: Settings, seal: Seal, wanted: Wanted) -> Receipt:
    url = settings.storage.url.get_secret_value()
    subject, retires = (
        _subject(seal, wanted),
        wanted.all_private and settings.privacy.secret is None,
    )
    if retires:
        coming = Seal(coming_secret(settings.privacy.secret_file))
        subject = replace(subject, anew=(seal, coming))
    done = storage.erase(url, subject)
    found, receipt = done.receipt, Receipt(bytes_left=done.bytes_left)
    receipt.removed, receipt.left, receipt.sources = found.removed, found.left, found.dropped
    folder = settings.backups.folder
    for draft in storage.drafts(url, folder):  # of a back-up that was cut off
        draft.unlink(missing_ok=True)
    made = [file for _, file in listed(folder)] if folder is not None else []
    for copy in storage.copies(url, folder) + made:
        try:
            storage.erase_copy(url, copy, done.subject, older=copy in made)
        except (RefusedError, TransientError, OSError) as error:
            receipt.held[str(copy)] = str(error)
        else:
            receipt.copies.append(str(copy))
    if retires:
        renew_secret(settings.privacy.secret_file)
        receipt.secret = True
    return receipt


def _private(settings: Settings, wanted: Wanted) -> None:
    """Do nothing if it is nobody of the catalogue's.

    Raises:
        RefusedError: It is.
    """
    catalogue = asyncio.run(ledger.read(settings)).catalogue(settings)
    who = _bare(wanted.who or "").casefold()
    for account in catalogue.accounts:
        names = {account.handle.casefold(), (account.id or "").casefold()}
        if account.platform == wanted.platform and who in names:
            raise RefusedError(
                f"{wanted.who} is in the catalogue, as a public account: take it out there first "
                "(`lastdance catalogue forget`, or its file)"
            )


def _subject(seal: Seal, wanted: Wanted) -> storage.Subject:
    if wanted.all_private:
        return storage.Subject(everybody=True, held=lambda one: _opens(seal, one, lambda _: True))
    given = [one for one in (wanted.who, wanted.record) if one]
    words = storage.usable({*given, *map(_bare, given)})
    subject = storage.Subject(
        platform=wanted.platform,
        words=words,
        held=lambda one: _opens(seal, one, lambda text: any(word in text for word in words)),
    )
    if wanted.record is not None:
        record = seal.record(wanted.platform, wanted.record)
        subject = replace(subject, records=frozenset({record}))
    if wanted.who is not None:
        who = {wanted.who, _bare(wanted.who)}
        authors = frozenset(seal.author(wanted.platform, one) for one in who)
        subject = replace(subject, handles=frozenset({_bare(wanted.who)}), authors=authors)
    return subject


def _opens(seal: Seal, cursor: str, holds: Callable[[str], bool]) -> bool:
    """Whether any part of *cursor* that only we can read holds it."""
    texts = (seal.reveal(part) for part in _HIDDEN.findall(cursor))
    return any(text is not None and holds(text) for text in texts)


def _bare(who: str) -> str:
    return who.strip().removeprefix("@")
