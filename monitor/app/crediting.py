"""Lists how often each source was right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.app import ledger
from monitor.app.almanac import read_model
from monitor.app.clock import SystemClock
from monitor.domain.rumour import Record, Verdict
from monitor.domain.settling import find
from monitor.settings import Settings
from monitor.weighing.credit import Credit, credit
from storage import open_store, stands


@dataclass(frozen=True, slots=True)
class Listed:
    """A source with its record.

    Attributes:
        verdicts: What its claims came to, the newest first; None where that was not asked.
    """

    credit: Credit
    verdicts: Sequence[Verdict] | None = None


async def listed(settings: Settings, named: str | None = None) -> Sequence[Listed]:
    """Return all sources, those with the longest record first; or the one that is *named*.

    Raises:
        SightingError: There is no source of this name, or there are several.
        TransientError, RefusedError: The database, or the model, can't be read.
    """
    catalogue = (await ledger.read(settings)).catalogue(settings)
    model = read_model(settings)
    one = None
    if named is not None and (one := named) not in catalogue.sources:
        one = find(named, catalogue.sources, "source", "source").slug
    records, verdicts = await _read(settings.storage.url.get_secret_value(), one)
    if one is not None:
        return [Listed(credit(one, catalogue, records, model), verdicts)]
    every = {*catalogue.sources, *records}
    found = [credit(slug, catalogue, records, model) for slug in every]
    found.sort(key=lambda one: (-one.resolved, one.name.casefold(), one.record.source))
    return [Listed(one) for one in found]


async def _read(url: str, source: str | None) -> tuple[Mapping[str, Record], Sequence[Verdict]]:
    """Return the records of all sources, and what came of the claims of one."""
    if not stands(url):
        return {}, ()
    store = await open_store(url)
    try:
        records = await store.track(SystemClock().now())
        return records, await store.reader.judged(source) if source is not None else ()
    finally:
        await store.close()
