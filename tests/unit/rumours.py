"""Rumours for tests: few voices, few times, everything that can be said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from monitor.domain.catalogue import Pairing, Role
from monitor.domain.claims import Claim
from monitor.domain.rumour import Case, Record, Testimony
from monitor.domain.stage import Stage

START = datetime(2026, 7, 1, tzinfo=UTC)
RAMOS = Pairing("sergio-ramos", "real-madrid")
RIVAL = Pairing("sergio-ramos", "sevilla")

SOURCES = ("marca", "as", "sky", "bola", None)
AGAINST = (Stage.DENIED, Stage.STAYS, Stage.WITHDRAWN)

stages = st.sampled_from([None, *Stage])


def said(
    number: int,
    hours: float,
    stage: Stage | None,
    source: str | None = "marca",
    **more: Any,
) -> Testimony:
    """Return a testimony, *hours* after the start."""
    held: dict[str, Any] = {
        "key": number.to_bytes(8, "big", signed=True),
        "pairing": RAMOS,
        "at": START + timedelta(hours=hours),
        "claim": None if stage is None else Claim(stage=stage, cue=""),
        "author": (source or f"fan {number}").encode(),
        "record": f"record {number}".encode(),
        "role": Role.OUTLET if source else Role.PUBLIC,
        "source": source,
    }
    return Testimony(**(held | more))


@st.composite
def _testimonies(draw: st.DrawFn, pairing: Pairing, first: int) -> Testimony:
    """Draw a testimony; a key is drawn once."""
    number = draw(st.integers(first, first + 10_000))
    source = draw(st.sampled_from(SOURCES))
    official = draw(st.sampled_from([Role.CLUB, Role.PLAYER, Role.AGENT, Role.PUBLIC]))
    words = st.frozensets(st.integers(0, 9), max_size=8)
    return said(
        number,
        draw(st.integers(0, 600)),
        draw(stages),
        source,
        pairing=pairing,
        role=draw(st.sampled_from([Role.OUTLET, Role.FAN_ACCOUNT])) if source else official,
        cites=draw(st.sampled_from(SOURCES)),
        repeats=draw(
            st.none() | st.integers(first, first + 20).map(lambda n: f"record {n}".encode())
        ),
        gist=draw(words),
        withdrawn=draw(st.booleans()),
        gossip=draw(st.booleans()),
        **hedged(draw),
    )


def hedged(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a claim with or without a reserve, or none, in place of the one that was given."""
    stage = draw(stages)
    return {"claim": stage and Claim(stage=stage, cue="x", hedged=draw(st.booleans()))}


def several(pairing: Pairing = RAMOS, first: int = 0) -> st.SearchStrategy[list[Testimony]]:
    """Draw testimonies with keys of their own."""
    return st.lists(_testimonies(pairing, first), max_size=12, unique_by=lambda one: one.key)


records = st.dictionaries(
    st.sampled_from(["marca", "as", "sky"]),
    st.builds(Record, source=st.just("x"), came_true=st.integers(0, 90), failed=st.integers(0, 90)),
)

cases = st.builds(
    Case,
    pairing=st.just(RAMOS),
    testimonies=several().map(tuple),
    rivals=several(RIVAL, 50_000).map(tuple),
    closes=st.none() | st.integers(20, 90).map(lambda days: START + timedelta(days=days)),
    value=st.none() | st.floats(),
    records=records,
)
