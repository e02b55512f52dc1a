"""One moment, one number: on the board, on the page of a pairing, and for programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.noticeboard import recalled
from monitor.domain.alert import State
from monitor.domain.spike import Detector
from monitor.domain.timing import BUCKET
from monitor.metrics import Metrics
from monitor.ports.board import Row
from monitor.ports.watching import Watched
from monitor.web.api import casting
from monitor.web.sheet import lay_out
from tests.contract.keeping import spike
from tests.contract.test_pages import desk, get
from tests.simulator.archive import AT
from tests.simulator.blackboard import Blackboard
from tests.simulator.showcase import LIBRARY, PAIRING, PORTRAIT, Showcase

PLACE = "pairings/sergio-ramos/real-madrid"


def learnt(counts: list[int]) -> tuple[Detector, float]:
    """Return a detector that saw *counts* after three days, and what it expected at last."""
    detector, expected = Detector(), 0.0
    for number, count in enumerate([2, 1, 3, 0] * 216 + counts):
        at = AT + number * BUCKET
        expected = detector.update(count, at.hour, at.toordinal(), 1.5).alert.expected
    return detector, expected


@given(st.lists(st.integers(0, 90), min_size=1, max_size=12))
def test_what_was_expected_is_read_back_from_the_store_as_it_was(counts: list[int]) -> None:
    detector, expected = learnt(counts)
    assert detector.expected == expected
    assert Detector.restore(detector.snapshot()).expected == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("loud", [True, False])
async def test_board_page_api_and_metrics_tell_one_number(loud: bool) -> None:
    detector, expected = learnt([3, 9, 12])
    past = spike(PAIRING)
    latest = replace(past.latest, at=AT if loud else AT - timedelta(hours=9), expected=6.4)
    stood = Watched(
        pairing=PAIRING,
        since=AT - timedelta(days=3),
        state=detector.snapshot(),
        spike=replace(past, latest=latest, state=State.FIRING if loud else State.QUIET),
    )
    authors = latest.authors if loud else 0
    known = recalled(stood, authors, AT)
    assert known.buzz.expected == pytest.approx(6.4 if loud else expected, rel=1e-5)
    row = Row(player="Sergio Ramos", club="Real Madrid", pairing=PAIRING, since=stood.since,
              buzz=known.buzz, state=known.state)  # fmt: skip
    shown = desk(exhibits=Showcase(portrait=replace(PORTRAIT, watched=stood)),
                 board=Blackboard(row))  # fmt: skip
    usual = f"{known.buzz.expected:.0f}"
    board, page = await get(shown, "/"), await get(shown, f"/{PLACE}")
    assert f"{authors} usual {usual}" in board.words
    assert f"{f'{authors} accounts' if authors else 'Nobody'} in 30 min; usual at " in page.words
    assert f" is {usual}" in page.words
    seen = replace(PORTRAIT, watched=stood)
    talk = casting.talk(lay_out(seen, {}, LIBRARY, (), AT))  # as the API answers
    assert talk is not None
    assert (talk.authors, talk.expected) == (authors, round(known.buzz.expected, 2))
    metrics = Metrics()
    metrics.loudness({PAIRING: known})
    told = {
        line.partition("{")[0]: float(line.rpartition(" ")[2])
        for line in metrics.pairings()[0].decode().splitlines()
        if "real-madrid" in line
    }
    assert told["lastdance_buzz_authors"] == authors
    assert told["lastdance_buzz_expected_authors"] == pytest.approx(known.buzz.expected)
