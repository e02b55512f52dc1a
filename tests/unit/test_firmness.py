"""Whether a story stands on firmer ground than when it was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.domain.activity import Verb
from monitor.domain.alert import Claimed, Kind, Named, Notice, Severity
from monitor.domain.catalogue import Pairing, Role
from monitor.domain.desk.firmness import firmer
from monitor.domain.stage import Stage
from tests.sample_alert import told

MADRID = Named("real-madrid", "Real Madrid")
SEVILLA = Named("sevilla", "Sevilla")


def talk(severity: Severity = Severity.MINOR, kind: Kind = Kind.STORY_UPDATED) -> Notice:
    notice = told()
    return replace(notice, kind=kind, acts=(), alert=replace(notice.alert, severity=severity))


def claim(stage: Stage | None, club: Named = MADRID, turn: str = "forward") -> Notice:
    said = Claimed(club=club, turn=turn, stage=stage, was=None, by=("Marca",), voices=1)
    notice = talk()
    return replace(notice, alert=replace(notice.alert, claim=said))


def act(role: Role = Role.PLAYER, verb: Verb = Verb.LIKE, club: Named = MADRID) -> Notice:
    notice = told()
    pairing = Pairing(notice.alert.pairing.player, club.slug)
    return replace(notice, acts=(replace(notice.acts[0], role=role, verb=verb, pairing=pairing),))


@pytest.mark.parametrize(
    "notice",
    [
        talk(),
        talk(Severity.MAJOR),
        talk(kind=Kind.SENSITIVE_SURGE),
        claim(None),
        claim(Stage.TALKS),
        claim(Stage.DENIED, turn="back"),
        act(),
    ],
)
def test_the_same_again_is_no_firmer(notice: Notice) -> None:
    assert not firmer(notice, [notice])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (talk(), talk(Severity.MAJOR)),
        (talk(Severity.MAJOR), talk(kind=Kind.SENSITIVE_SURGE)),
        (talk(Severity.MAJOR), claim(None)),
        (talk(Severity.MAJOR), act()),
        (claim(Stage.DONE), act()),
        (claim(Stage.TALKS), claim(Stage.AGREEMENT)),
        (claim(Stage.AGREEMENT), claim(Stage.DENIED, turn="back")),
        (claim(Stage.TALKS), claim(Stage.TALKS, SEVILLA)),
        (act(Role.AGENT), act(Role.PLAYER)),
        (act(verb=Verb.LIKE), act(verb=Verb.CREATE)),
        (act(), act(club=SEVILLA)),
        (act(), claim(Stage.AGREEMENT)),
    ],
)
def test_what_is_said_or_done_by_those_who_know_is_firmer(before: Notice, after: Notice) -> None:
    assert firmer(after, [before])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (talk(Severity.MAJOR), talk()),
        (act(), talk(Severity.MAJOR)),
        (act(), claim(None)),
        (claim(Stage.AGREEMENT), claim(Stage.TALKS)),
        (claim(Stage.AGREEMENT), claim(None)),
        (act(Role.PLAYER), act(Role.AGENT)),
        (act(), replace(act(), acts=(replace(act().acts[0], ended=True),))),
    ],
)
def test_an_echo_is_no_firmer(before: Notice, after: Notice) -> None:
    assert not firmer(
        after, [replace(before, alert=replace(before.alert, severity=Severity.MAJOR))]
    )


def test_all_that_was_told_counts_not_only_what_was_told_last() -> None:
    assert not firmer(act(), [act(), talk(Severity.MAJOR)])
