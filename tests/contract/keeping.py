"""Small words for the tests of the watch's storage: buckets, spikes, turns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.domain.spiking import Spike
from monitor.domain.timing import BUCKET
from monitor.ports import Lease, Turn, Watched
from storage import Store
from tests.conftest import NOW
from tests.contract.storing import PAIRING

SPAN = timedelta(minutes=1)


async def taken(store: Store, holder: str = "one", now: datetime = NOW) -> Lease:
    """Return the lease, which nobody else may hold."""
    lease = await store.lease(holder, now, SPAN)
    assert lease is not None
    return lease


async def close(store: Store, end: datetime, holder: str = "one") -> Lease:
    """Close all buckets up to *end*, and return the lease under which that was done."""
    lease = await taken(store, holder)
    await store.close_bucket(lease, end)
    return lease


async def score(store: Store, end: datetime, **more: Any) -> int:
    """Close the bucket that ends at *end*, and store its turn."""
    return await store.turn(await close(store, end), Turn(end=end, **more))


def watched(pairing: Pairing = PAIRING, state: bytes = b"\x00\xff", **more: Any) -> Watched:
    """Return how *pairing* stands."""
    return Watched(pairing=pairing, since=more.pop("since", NOW), state=state, **more)


def spike(pairing: Pairing = PAIRING, at: datetime = NOW + BUCKET, **more: Any) -> Spike:
    """Return a spike whose newest bucket ended at *at*."""
    buzz = Buzz(
        at=at,
        window=timedelta(minutes=30),
        authors=43,
        by=(("Bluesky", 39), ("outlets", 4)),
        expected=6.25,
        score=7.5,
        largest_in=23,
        missing=("reddit",),
        late=timedelta(hours=2),
    )
    return Spike(
        pairing=pairing,
        first=at - BUCKET,
        state=State.FIRING,
        latest=buzz,
        peak=buzz,
        **more,
    )
