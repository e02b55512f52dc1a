"""Whether an account is who it says: decided from what its handle and their own page say."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

from monitor.domain.catalogue import Account
from monitor.domain.platforms import opened

NETWORK: Final = "bluesky"
"""The platform whose handles are domains."""

PROVIDERS: Final = (".bsky.social", ".brid.gy", ".blacksky.app", ".eurosky.social", ".tngl.sh")
"""Ends of handles that are given to anybody: they prove nothing."""

WELL_KNOWN: Final = "https://{handle}/.well-known/atproto-did"
"""Where a domain names its account (AT Protocol, handle resolution)."""

_PROFILES: Final = {
    NETWORK: r"bsky\.app/profile/",
    "facebook": r"(?:facebook|fb)\.com/",
    "instagram": r"instagram\.com/",
    "threads": r"threads\.(?:net|com)/@",
    "tiktok": r"tiktok\.com/@",
    "x": r"(?:x|twitter)\.com/@?",
    "youtube": r"youtube\.com/@",
}
_BEFORE: Final = r"(?<![\w.-])(?:www\.|m\.|mobile\.)?"
_AFTER: Final = r"(?![\w-]|\.\w|/\w)"
"""Neither a longer name, nor one post: pages quote posts of anybody."""


class Verdict(StrEnum):
    """How proving an account went."""

    PROVEN = "proven"
    UNPROVEN = "not proven"
    CHANGED = "changed"
    UNASKED = "could not be asked"


@dataclass(frozen=True, slots=True)
class Whose:
    """What a handle leads to.

    Attributes:
        domain: Id that the domain itself names; None = it names none.
        network: Id that the network's directory has; None = nobody bears the handle.
        trouble: Why the network could not be asked; empty if it was.
    """

    domain: str | None = None
    network: str | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says that is to prove an account.

    Attributes:
        text: Its source; None = there is no such page.
        address: Where it stood in the end.
        trouble: Why it could not be asked; empty if it was.
    """

    text: str | None = None
    address: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How proving an account went.

    Attributes:
        why: In a sentence, with what to do.
        proof: What holds now; None unless it is proven.
        id: Whose handle it is, as far as known.
    """

    verdict: Verdict
    why: str
    proof: str | None = None
    id: str | None = None

    @property
    def failed(self) -> bool:
        """Whether what was asked does not bear the account out."""
        return self.verdict in {Verdict.UNPROVEN, Verdict.CHANGED}


def page_of(account: Account) -> str | None:
    """Return the address of the page that is to prove *account*; None if its proof is none."""
    proof = account.proof or ""
    return proof if proof.startswith(("https://", "http://")) else None


def decide(
    account: Account, whose: Whose | None, shown: Shown | None, domains: Collection[str] = ()
) -> Outcome:
    """Return whether *account* is proven.

    Args:
        account: With the proof that it states, and the id that is known.
        whose: What its handle leads to; None where handles are no domains.
        shown: The page that its proof names; None where it names none.
        domains: Of the source that it belongs to.
    """
    found = account.id
    if whose is not None:
        moved = _moved(account, whose)
        if moved is not None:
            return moved
        found = whose.network or whose.domain
    if shown is not None:
        return _paged(account, shown, found)
    handle = account.handle.casefold()
    if whose is not None and not handle.endswith(PROVIDERS):
        own = next((d for d in domains if handle == d or handle.endswith(f".{d}")), None)
        proof = account.proof or (f"the handle is {own}, their own domain" if own else None)
        if proof is not None:
            return Outcome(Verdict.PROVEN, f"its domain is that of {found}", proof, found)
    if account.proof:
        why = (
            "its proof is a sentence: no program can check that. Give the address of a page of "
            "their own that links to the account"
        )
        return Outcome(Verdict.UNASKED, why, id=found)
    why = "no proof is given: add the address of a page of their own that links to the account"
    return Outcome(Verdict.UNPROVEN, why, id=found)


def _moved(account: Account, whose: Whose) -> Outcome | None:
    """Return the outcome where a handle leads to nobody, to two, or to another than it did."""
    if whose.domain and whose.network and whose.domain != whose.network:
        why = f"its domain names {whose.domain}, the network {whose.network}: see whose it is"
        return Outcome(Verdict.CHANGED, why, id=account.id)
    found = whose.network or whose.domain
    if whose.trouble and (found is None or found != account.id):
        return Outcome(Verdict.UNASKED, whose.trouble, id=account.id)
    if found is None:
        verdict = Verdict.UNPROVEN if account.id is None else Verdict.CHANGED
        return Outcome(verdict, "nobody bears that handle now: correct it", id=account.id)
    if account.id not in {None, found}:
        why = f"was {account.id} and is {found} now: if that is right, give the account that `id`"
        return Outcome(Verdict.CHANGED, why, id=account.id)
    return None


def _paged(account: Account, shown: Shown, found: str | None) -> Outcome:
    address = page_of(account) or ""
    page = opened(address)
    if page is not None and page.platform is not None:
        why = f"{address} is a page of a network, which anybody can write: name one of their own"
        return Outcome(Verdict.UNPROVEN, why, id=found)
    if shown.trouble:
        return Outcome(Verdict.UNASKED, shown.trouble, id=found)
    if shown.text is None:
        return Outcome(Verdict.UNPROVEN, f"{address} is not there any more", id=found)
    if _host(shown.address) != _host(address):
        why = f"{address} leads to {_host(shown.address)}: name the page where it stands now"
        return Outcome(Verdict.UNPROVEN, why, id=found)
    if links(shown.text, account):
        return Outcome(Verdict.PROVEN, f"{address} links to it", account.proof, found)
    return Outcome(Verdict.UNPROVEN, f"{address} doesn't link to it", id=found)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def links(source: str, account: Account) -> bool:
    """Whether the *source* of a page leads to *account*: its profile, its id or its full handle.

    A post by it, or a longer name that begins like its handle, doesn't count.
    """
    text = unquote(html.unescape(source)).replace("\\/", "/").casefold()
    return any(re.search(f"{pattern}{_AFTER}", text) for pattern in _patterns(account))


def _patterns(account: Account) -> Iterator[str]:
    handle = account.handle.removeprefix("@").casefold()
    name = re.escape(handle)
    names = [name, re.escape(account.id.casefold())] if account.id else [name]
    if account.platform in _PROFILES:
        yield f"{_BEFORE}{_PROFILES[account.platform]}(?:{'|'.join(names)})"
    if account.id is not None and account.id.startswith("did:"):
        yield rf"(?<![\w:]){names[-1]}"
    user, at, host = handle.partition("@")
    if at:
        yield f"{_BEFORE}{re.escape(host)}/@{re.escape(user)}"
    if at or account.platform == NETWORK:  # elsewhere a name alone may be of any network
        yield rf"(?<![\w.+@/-])@{name}"
