"""Asks the store all that there is to say of one rumour, as it was last weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.app.almanac import read_model
from monitor.app.clock import SystemClock
from monitor.app.moods import take_moods
from monitor.app.parts import open_scorer
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.mood import Mood, Strand
from monitor.domain.stories.figures import span
from monitor.domain.timing import BUCKET
from monitor.settings import Settings
from monitor.weighing.gathering import LIVE, PAST, SPAN, gather
from monitor.weighing.inquiry import Inquiry, inquire
from monitor.weighing.quoting import spoken
from storage import Store, open_store

LOUD: Final = timedelta(hours=24)
"""How long ago talk may have been loud that is told, and a source blind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What there is to say of one rumour, and of the talk about it.

    Attributes:
        buzz: How loud the talk was last, if it was far above its usual lately.
        moods: How it is taken, by strand; empty where too few speak.
    """

    inquiry: Inquiry
    buzz: Buzz | None
    moods: Mapping[Strand, Mood]


async def ask(settings: Settings, catalogue: Catalogue, pairing: Pairing) -> Findings:
    """Return what there is to say of the rumour about *pairing*.

    It stands as it was last weighed, or where nothing was ever weighed as it is now.

    Raises:
        TransientError, RefusedError: The database, or the model, can't be read.
    """
    model = read_model(settings)
    scorer = open_scorer(settings.sentiment)
    store = await open_store(settings.storage.url.get_secret_value())
    try:
        at = await store.reader.weighed() or SystemClock().now()
        live = await store.estimates(at - LIVE)
        asked = {one for one in live if one.player == pairing.player} | {pairing}
        outcomes = await store.outcomes([pairing.player], at - PAST)
        records = await store.track(at)
        [dossier] = await gather(store, catalogue, asked, at, records, outcomes)
        known = await store.reader.acts(pairing.player, pairing.club, at - SPAN)
        inquiry = inquire(dossier, pairing, [one for one in known if one.act.at <= at], model)
        words = spoken(await store.words({one.key for one in inquiry.heard}), catalogue)
        moods = await take_moods(store.reader, scorer, at, [pairing])
        return Findings(
            inquiry=replace(
                inquiry,
                heard=tuple(replace(one, words=words.get(one.key)) for one in inquiry.heard),
                unknown=(*inquiry.unknown, *await _blind(store, at)),
            ),
            buzz=await _buzz(store, pairing, at),
            moods={strand: mood for (_, strand), mood in moods.items()},
        )
    finally:
        await store.close()


async def _buzz(store: Store, pairing: Pairing, at: datetime) -> Buzz | None:
    standing = await store.reader.standing(pairing.player, pairing.club)
    if standing is None or standing.spike is None:
        return None
    latest = standing.spike.latest
    return latest if at - latest.at <= LOUD else None


async def _blind(store: Store, at: datetime) -> Sequence[str]:
    """Return which sources were not seen, a sentence each."""
    missed: dict[str, int] = {}
    for blank in await store.blanks(at - LOUD):
        if not blank.filled:
            missed[blank.connector] = missed.get(blank.connector, 0) + 1
    return [
        f"What came by \u201c{name}\u201d: not seen for {span(number * BUCKET)} of the last 24 h."
        for name, number in sorted(missed.items())
    ]
