"""Proves accounts, and proves them again: by whom their handles lead to, and by their own pages."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import connectors
from connectors.contract import Context
from connectors.lookup.homepages import Homepages
from monitor.app import ledger
from monitor.app.almanac import read_written
from monitor.app.ledger import Made
from monitor.app.parts import outward
from monitor.domain.addresses import Network
from monitor.domain.catalogue import Account, Catalogue
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.lookalikes import Lookalike, lookalikes
from monitor.domain.proof import (
    NETWORK,
    PROVIDERS,
    WELL_KNOWN,
    Outcome,
    Verdict,
    Whose,
    decide,
    page_of,
)
from monitor.domain.seal import Seal
from monitor.interest import Attention, KeptRecords
from monitor.judges.entries import PROOFS, AccountEntry, ProofEntry, SourceEntry
from monitor.ports import Clock, RefusedError, TransientError
from monitor.settings import Settings

AT_ONCE: Final = 8
"""Accounts that are asked about at the same time."""

_LOOKUP: Final = {"type": "bluesky_jetstream", "name": "verify"}
"""Where handles are looked up if no connector says."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How one account was found.

    Attributes:
        account: With the proof that it states, and the id that is known.
        withdrawn: Its proof held until now, and does no more.
    """

    account: Account
    outcome: Outcome
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Proofs:
    """How all accounts were found, and which look like a proven one."""

    tried: Sequence[Tried]
    lookalikes: Sequence[Lookalike]


async def verify(
    settings: Settings,
    clock: Clock,
    *,
    by: str,
    write: bool = False,
    allow: Sequence[Network] = (),
    well_known: str = WELL_KNOWN,
) -> Proofs:
    """Try to prove every account of the catalogue.

    Args:
        by: Who asks; stands beside what is stored.
        write: Whether to store what is proven, and what is no more.
        allow: Networks of one's own that pages may be in.
        well_known: Where a domain names its account.

    Raises:
        CatalogueError: The catalogue can't be used.
        TransientError, RefusedError: The database can't be read or written.
    """
    held = await ledger.read(settings)
    written = [one.entry for one in read_written(settings, held.entries)]
    shown = {one.slug: one for one in written if isinstance(one, ProofEntry)}
    domains = {one.slug: one.domains for one in written if isinstance(one, SourceEntry)}
    entries = [one for one in written if isinstance(one, AccountEntry)]
    turns = asyncio.Semaphore(AT_ONCE)
    async with outward(settings) as session:
        context = Context(session=session, clock=clock, interest=_nothing(), accounts=lambda: ())
        lookups = connectors.objects(context, [*settings.connectors, _LOOKUP])
        pages = Homepages(context.asker, allow, well_known)

        async def attempt(entry: AccountEntry) -> Tried:
            now = entry.proved(shown.get(entry.slug))
            account = replace(entry.made(), id=now.id)
            async with turns:
                outcome = await _prove(account, lookups, pages, domains.get(entry.source or "", ()))
            return Tried(account, outcome, outcome.failed and now.proof is not None)

        tried = await asyncio.gather(*map(attempt, entries))
    made = [row for one in tried if (row := _row(one, clock)) is not None]
    if write and made:
        about = f"{len(made)} accounts proven"
        await ledger.write(settings, made, Hand(by), Deed.CATALOGUE_CHANGED, about)
    stand = [replace(one.account, proof=_standing(one)) for one in tried]
    return Proofs(tried, list(lookalikes(stand)))


async def _prove(
    account: Account, lookups: connectors.Lookups, pages: Homepages, domains: Sequence[str]
) -> Outcome:
    whose = await _whose(account, lookups, pages) if account.platform == NETWORK else None
    address = page_of(account)
    shown = await pages.shown(address) if address is not None else None
    return decide(account, whose, shown, domains)


async def _whose(account: Account, lookups: connectors.Lookups, pages: Homepages) -> Whose:
    """Ask the network whose handle it is, and the domain itself where it is their own."""
    domain = None
    if not account.handle.casefold().endswith(PROVIDERS):
        domain = await pages.named(account.handle)
    try:
        return Whose(domain, await lookups.resolve(account.platform, account.handle))
    except (TransientError, RefusedError) as error:
        return Whose(domain, trouble=str(error))


def _nothing() -> Attention:
    """Return an interest in nothing: only questions are asked here."""
    seal = Seal(secrets.token_bytes(32))
    return Attention(
        everything=False, catalogue=Catalogue(), matcher=None, seal=seal, kept=KeptRecords()
    )


def _row(tried: Tried, clock: Clock) -> Made | None:
    """Return what is to be stored of an attempt; None: nothing."""
    account, outcome = tried.account, tried.outcome
    slug = f"{account.platform}/{account.handle.casefold()}"
    if outcome.verdict is not Verdict.PROVEN and not tried.withdrawn:
        return None
    body: dict[str, Any] = {
        "platform": account.platform,
        "handle": account.handle,
        "on": clock.now().date().isoformat(),
        "stated": account.proof,
        "proof": outcome.proof,
        "id": outcome.id,
    }
    return PROOFS, slug, {field: value for field, value in body.items() if value is not None}


def _standing(tried: Tried) -> str | None:
    """Return the proof that an account has after all this."""
    if tried.outcome.verdict is Verdict.UNASKED:
        return tried.account.proof
    return tried.outcome.proof
