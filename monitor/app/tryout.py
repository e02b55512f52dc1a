"""Sets one configured connector up as the daemon would, and tries it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import connectors
from connectors.contract import Context
from connectors.http import Heard
from monitor.app import ledger
from monitor.app.parts import outward
from monitor.app.trial import Trial, trial
from monitor.domain.activity import Activity
from monitor.domain.catalogue import Account, Catalogue
from monitor.domain.seal import Seal
from monitor.interest import Attention, KeptRecords
from monitor.judges.names import Names
from monitor.ports import Clock, RefusedError, TransientError
from monitor.settings import Settings

RESOLVED: Final = 100
"""Handles that are looked up at most."""

QUOTED: Final = 140
"""Characters of a public account's post that are shown."""


async def try_out(
    settings: Settings,
    entry: Mapping[str, Any],
    clock: Clock,
    *,
    span: timedelta,
    report: Callable[[str, str], None],
    heard: Callable[[str, Heard], None] = lambda *_: None,
) -> Trial:
    """Try the connector that *entry* configures as the daemon would run it.

    Args:
        report: Told what it is up to.
        heard: Told of each answer that it got.

    Raises:
        CatalogueError: The catalogue can't be used.
    """
    today = clock.now().date()
    held = await ledger.read(settings)
    catalogue = await asyncio.to_thread(held.catalogue, settings)
    catalogue = catalogue.merged(a for a in catalogue.accounts if catalogue.may_act(a, today))
    attention = Attention(
        everything=settings.storage.keep == "all",
        catalogue=catalogue,
        matcher=await asyncio.to_thread(Names, catalogue),
        seal=Seal(secrets.token_bytes(32)),
        kept=KeptRecords(),
    )
    async with outward(settings) as session:
        context = Context(
            session=session,
            clock=clock,
            interest=attention,
            accounts=lambda: attention.catalogue.accounts,
            catalogue=lambda: attention.catalogue,
            contact=settings.ingest.contact,
            report=report,
            rest=report,
            heard=heard,
        )
        attention.catalogue, errors = await resolved(
            catalogue, connectors.objects(context, [entry])
        )
        found = await trial(
            connectors.load(entry, context),
            clock,
            attention,
            span=span,
            show=lambda activity: shown(activity, attention.catalogue),
        )
    config = connectors.config_of(entry)
    expected = connectors.expected_bytes_per_day(config, attention.catalogue.accounts)
    return replace(found, expected=expected, errors=errors + found.errors)


async def resolved(
    catalogue: Catalogue, lookups: connectors.Lookups
) -> tuple[Catalogue, tuple[str, ...]]:
    """Return the catalogue with ids for handles, as far as they are to be had, and what failed."""
    missing = [a for a in catalogue.accounts if a.id is None and a.platform in lookups.by_platform]
    ids: dict[Account, str | None] = {}
    errors: tuple[str, ...] = ()
    for account in missing[:RESOLVED]:
        try:
            ids[account] = await lookups.resolve(account.platform, account.handle)
        except (TransientError, RefusedError) as error:
            errors = (f"@{account.handle} can't be looked up: {error}",)
            break
    accounts = (replace(a, id=a.id or ids.get(a)) for a in catalogue.accounts)
    return replace(catalogue, accounts=tuple(accounts)), errors


def shown(activity: Activity, catalogue: Catalogue) -> str | None:
    """Return an act of a proven public account in a line; None for everybody else's."""
    account = catalogue.account(activity.platform, activity.actor)
    if account is None or not account.proof:
        return None
    at = activity.happened_at or activity.seen_at
    said = f"{at:%H:%M:%S} {account.handle}: {activity.about_actor or activity.verb.value}"
    author = activity.object_author
    if author is not None and author != activity.actor:
        whom = catalogue.account(activity.platform, author)
        said += f", {whom.handle}" if whom and whom.proof else ", a private account"
    text = " ".join(activity.text.split())
    return f'{said}, "{text[:QUOTED]}"' if text else said
