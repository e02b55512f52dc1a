"""Whose post an act was about, and whose word a text passes on: names as one spelling each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from monitor.domain.catalogue import NAMED, Account, Catalogue, Role
from monitor.domain.text import fold

_PER: Final = re.compile(
    r"\b(?:per|via|according to|as reported by|reported by|reports|segun|secondo|selon|d'apres|laut"
    r"|segundo|de acordo com|fuente|fonte|source|quelle|h/t)\b ?:? ?(@?[\w.-]+(?: [\w.-]+){0,3})"
)
_ARTICLES: Final = re.compile(r"^(?:the|el|la|los|le|les|il|lo|die|der|das|o|a) ")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a text names.

    Attributes:
        as_one: The same however it is spelt, and wherever the account is.
        account: That account, if the catalogue holds it and it may be shown.
    """

    as_one: str
    account: Account | None = None


def named(name: str, catalogue: Catalogue) -> Named | None:
    """Return whom a handle or a name means; None for what names nobody."""
    asked = _plain(name)
    if not asked:
        return None
    for account in catalogue.accounts:
        if asked in _names(account, catalogue):
            return Named(_owner(account), account if account.proof is not None else None)
    for source in catalogue.sources.values():
        spelt = (source.name, source.slug, *(alias.text for alias in source.aliases))
        if asked in {_plain(each) for each in (*spelt, *source.domains)}:
            return Named(source.slug)
    return Named(asked)


def owned(account: Account) -> Named:
    """Return the owner of a catalogue's account, as `named` does."""
    return Named(_owner(account), account if account.proof is not None else None)


def cited(folded: str, catalogue: Catalogue) -> str | None:
    """Return whose word a folded text passes on, as one spelling; None = nobody's that is known.

    A name that the catalogue doesn't know counts only as a handle: words after "per" are many.
    """
    for found in _PER.finditer(folded):
        words = _ARTICLES.sub("", found.group(1)).split()
        for count in range(len(words), 0, -1):
            who = named(" ".join(words[:count]), catalogue)
            if who is None:
                continue
            if words[0].startswith("@") and count == 1:
                return who.as_one
            if who.account is not None or who.as_one in catalogue.sources:
                return who.as_one
    return None


def _plain(name: str) -> str:
    return "".join(letter for letter in fold(name.removeprefix(NAMED)) if letter.isalnum())


def _owner(account: Account) -> str:
    """What accounts of one owner have in common; a player's or agent's slug is no source's."""
    if account.source is not None:
        return account.source
    if account.role is Role.CLUB and account.club is not None:
        return f"club:{account.club}"
    if account.role is Role.PLAYER and account.player is not None:
        return f"{NAMED}{account.player}"
    return _plain(account.handle)


def _names(account: Account, catalogue: Catalogue) -> Iterator[str]:
    yield _plain(account.handle)
    if "." in account.handle:
        yield _plain(account.handle.partition(".")[0])
    source = catalogue.sources.get(account.source or "")
    if source is not None:
        yield _plain(source.name)
    club = catalogue.clubs.get(account.club or "")
    if account.role is Role.CLUB and club is not None:
        yield _plain(club.name)
    player = catalogue.players.get(account.player or "")
    if account.role is Role.PLAYER and player is not None:
        yield _plain(player.name)
