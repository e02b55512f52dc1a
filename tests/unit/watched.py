"""Small words for tests of the watch: a catalogue, mentions, spikes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import (
    Account,
    Catalogue,
    Club,
    Pairing,
    Player,
    Relation,
    Role,
    Source,
    Stint,
    Watch,
)
from monitor.domain.mention import Part, Topic
from monitor.domain.spiking import Spike
from monitor.domain.timing import BUCKET
from monitor.ports import Said
from monitor.watching.hearing import Heard, hear

AT = datetime(2026, 8, 4, 22, 5, tzinfo=UTC)
RAMOS = Pairing("ramos", "madrid")
PARIS = Pairing("ramos", "paris")
SEVILLA = Pairing("ramos", "sevilla")
PROOF = "linked from their own page"

CATALOGUE = Catalogue(
    clubs={
        slug: Club(slug=slug, name=slug.title(), country="es", timezone=zone)
        for slug, zone in (
            ("madrid", "Europe/Madrid"), ("paris", "Europe/Paris"), ("sevilla", "Europe/Madrid"),
        )
    },
    players={
        slug: Player(
            slug=slug, name=name, born=born,
            stints=(Stint(club="sevilla", relation=Relation.CURRENT),),
        )
        for slug, name, born in (
            ("ramos", "Sergio Ramos", date(1986, 3, 30)), ("kid", "A Kid", date(2010, 1, 1)),
        )
    },
    sources={
        slug: Source(slug=slug, name=slug.title(), role=role)
        for slug, role in (
            ("gazette", Role.OUTLET), ("herald", Role.OUTLET), ("reporter", Role.JOURNALIST),
        )
    },
    accounts=tuple(
        Account(
            platform="bluesky", handle=f"{slug}.example", id=f"did:{slug}", role=role,
            source=slug, proof=proof,
        )
        for slug, role, proof in (
            ("gazette", Role.OUTLET, PROOF), ("herald", Role.OUTLET, PROOF),
            ("reporter", Role.JOURNALIST, PROOF), ("unproven", Role.OUTLET, None),
        )
    ),
    watchlist=frozenset({Watch("ramos", None), Watch("kid", None), Watch(None, "madrid")}),
)  # fmt: skip


def said(author: str = "fan", pairing: Pairing = RAMOS, **more: Any) -> Said:
    """Return a mention by *author*, who is in the catalogue if there is such an account."""
    known = CATALOGUE.account("bluesky", f"did:{author}")
    return Said(
        **{
            "pairing": pairing,
            "start": AT - BUCKET,
            "author": author.encode(),
            "platform": "bluesky",
            "connector": "bluesky",
            "topic": Topic.TRANSFER,
            "part": Part.DESTINATION,
            "account": known.id if known is not None else None,
            **more,
        }
    )


def heard(count: int, **more: Any) -> Heard:
    """Return what *count* fans come to."""
    return hear([said(f"fan{n}", **more) for n in range(count)], CATALOGUE)


def buzz(authors: int = 43, at: datetime = AT, **more: Any) -> Buzz:
    """Return how loud *authors* are."""
    return Buzz(
        **{
            "at": at,
            "window": timedelta(minutes=30),
            "authors": authors,
            "by": (("Bluesky", authors),),
            "mentions": authors,
            "transfer": authors,
            "expected": 6.0,
            "score": 4.2,
            **more,
        }
    )


def spike(
    authors: int = 43,
    pairing: Pairing = RAMOS,
    state: State = State.FIRING,
    at: datetime = AT,
    **more: Any,
) -> Spike:
    """Return a spike whose newest bucket ended at *at*."""
    loud = buzz(authors, at, **more.pop("buzz", {}))
    return Spike(
        **{
            "pairing": pairing, "first": at - 3 * BUCKET, "state": state,
            "latest": loud, "peak": loud, **more,
        }
    )  # fmt: skip
