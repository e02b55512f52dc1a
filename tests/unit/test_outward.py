"""What a shared story says of how it ended: not who told so here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.domain.activity import Provenance
from monitor.domain.alert import Evidence
from monitor.domain.catalogue import Pairing
from monitor.domain.desk.share import SOMEBODY, ended, outward
from monitor.domain.rumour import Outcome
from tests.simulator.archive import NOTICE

AT = datetime(2026, 8, 1, tzinfo=UTC)


def outcome(by: str) -> Outcome:
    return Outcome(
        pairing=Pairing("sergio-ramos", "real-madrid"), happened=False, at=AT, by=by, told_at=AT
    )


@pytest.mark.parametrize("by", ["operator ana", "operator Ana (b)", "operator zq9<x>"])
def test_who_told_here_how_it_ended_is_not_named(by: str) -> None:
    told = NOTICE
    said = f"{by} says that it has not happened. Told by the {by}, not observed."
    told = replace(told, alert=replace(told.alert, text=said, how_we_know=(said,)))
    [shown] = outward([told], [], [outcome(by)])
    text = f"{shown.alert.text} {shown.alert.how_we_know}"
    assert by not in text
    assert f"by {SOMEBODY}" in text
    assert [one.by for one in ended([outcome(by)])] == [SOMEBODY]


@pytest.mark.parametrize("by", ["window", "two sources", "club account @x"])
def test_who_told_in_public_is(by: str) -> None:
    assert [one.by for one in ended([outcome(by)])] == [by]


@pytest.mark.parametrize("observer", ["Ana", "the night desk", "Al", "Sergio Ramos"])
def test_whom_a_pushed_act_is_about_keeps_the_name(observer: str) -> None:
    pushed = str(Provenance.PUSHED)
    evidence = (
        Evidence(what="the like", who="Sergio Ramos", provenance=pushed, at=AT, quote="come home"),
        Evidence(
            what="what they say", who=observer, provenance=pushed, at=AT, quote="seen on my phone"
        ),
    )
    title = f"Sergio Ramos liked a post about Al-Nassr; pushed by {observer}"
    told = replace(NOTICE, alert=replace(NOTICE.alert, title=title, evidence=evidence))
    [shown] = outward([told], [])
    assert shown.alert.title.startswith("Sergio Ramos liked a post about Al-Nassr; pushed by ")
    assert [one.who for one in shown.alert.evidence] == ["Sergio Ramos", SOMEBODY]
    assert not any(one.quote for one in shown.alert.evidence)
    if observer != "Sergio Ramos":
        assert shown.alert.title.endswith(SOMEBODY)
