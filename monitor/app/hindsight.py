"""Rumours of this installation that have ended, to fit a model of its own on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from monitor.app import ledger
from monitor.app.clock import SystemClock
from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import settled
from monitor.domain.rumour.verdict import ONE_WINDOW
from monitor.judges.hindsight.panel import Day, Ended, panel
from monitor.settings import Settings
from monitor.weighing.dossier import Dossier
from storage import open_store, stands

EVERY: Final = timedelta(days=3)
"""How often a rumour is looked at."""

_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


async def own(settings: Settings) -> list[Ended]:
    """Return the rumours that have ended here, with what was said before; none without a database.

    Raises:
        TransientError, RefusedError: The database can't be read.
    """
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        return []
    now = SystemClock().now()
    catalogue = (await ledger.read(settings)).catalogue(settings)
    store = await open_store(url)
    found: list[Ended] = []
    try:
        pairings: defaultdict[str, list[Pairing]] = defaultdict(list)
        for pairing in sorted(await store.stirred(_EVER, now)):
            pairings[pairing.player].append(pairing)
        for player, theirs in pairings.items():
            for outcome in settled(await store.outcomes([player], _EVER)):
                said = await store.spoken(theirs, outcome.at - ONE_WINDOW, outcome.at)
                dossier = Dossier(player=player, at=outcome.at, catalogue=catalogue, said=said)
                case = dossier.case(outcome.pairing)
                closes = dossier.settles(outcome)
                found.append(
                    Ended(
                        outcome=outcome,
                        testimonies=case.testimonies,
                        rivals=case.rivals,
                        closes=closes,
                    )
                )
    finally:
        await store.close()
    return [one for one in found if one.testimonies]


def days(ended: Sequence[Ended]) -> list[Day]:
    """Return every third day of *ended*, until each was settled."""
    found: list[Day] = []
    for one in ended:
        first = min(each.at for each in one.testimonies)
        count = max(0, (one.outcome.at - first) // EVERY)
        found += panel([one], [first + EVERY * place for place in range(1, count + 1)])
    return found
