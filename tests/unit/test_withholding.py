"""What nobody is interrupted for, and what is told instead."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from monitor.deliver.body import body
from monitor.domain.alert import Kind, Notice, Severity, State
from monitor.domain.campaign import Campaign, Written
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Part, Topic
from monitor.domain.spike import Surge
from monitor.domain.spiking import Spike
from monitor.domain.stories import lifting, sensitive
from monitor.domain.timing import BUCKET
from monitor.watching.hearing import Heard, hear
from monitor.watching.verdicts import LEAST, Case, telling
from monitor.watching.warning import warn
from monitor.watching.withholding import doubted, examine, missed, names, nearly, withhold
from tests.unit.test_campaign import chatter
from tests.unit.test_watching_verdicts import VALIDATOR, act, case
from tests.unit.watched import AT, CATALOGUE, PARIS, RAMOS, SEVILLA, heard, said, spike

TOLD_AT = AT + 2 * BUCKET
DRIVEN = Campaign(slogan=0.81, copied=0.1, new=0.9)
LIFTED = Surge(factor=3.14, raised=24, active=40)
GRIEF = {"topic": Topic.PRIVATE}


def driven(authors: int = 43, **more: Any) -> Case:
    """Return a case that is a campaign."""
    return case(authors, buzz={"campaign": DRIVEN}, **more)


def judged(
    cases: Sequence[Case], standing: Iterable[Spike] = (), surges: Any = None
) -> tuple[dict[Pairing, Spike], list[Notice]]:
    """Return what one turn comes to, as the watch decides it."""
    others = [*standing]
    kept = withhold(cases, others, surges or {})
    spikes, told = telling(kept, others, CATALOGUE, TOLD_AT)
    after = dict(spikes)
    noted, warnings = warn(kept, after, others, CATALOGUE, TOLD_AT)
    after.update(noted)
    noted, held = missed(kept, after, others, CATALOGUE, TOLD_AT)
    after.update(noted)
    notices = [*told, *warnings, *held]
    for notice in notices:
        VALIDATOR.validate(json.loads(body(notice, "https://lastdance.example.org")))
    return after, notices


def again(before: Spike, what: Heard | None = None, authors: int = 43, **more: Any) -> Case:
    """Return the next bucket of a spike."""
    return case(authors, before.pairing, before, heard=what or heard(authors), **more)


# --- campaigns ------------------------------------------------------------------------------


def test_a_campaign_that_no_act_and_no_source_carries_is_held_with_the_reason() -> None:
    spikes, (notice,) = judged([driven()])
    assert notice.held == "campaign: 81 % carry one hashtag; no act, no claim"
    assert notice.kind is Kind.STORY_STARTED
    assert "81% of the accounts carry one hashtag" in notice.alert.text
    assert "90% of them were first heard of within a day." in notice.alert.text
    assert spikes[RAMOS].alert is None
    assert notice.parts == ()


def test_it_is_noted_once_however_long_it_goes_on() -> None:
    spikes, _ = judged([driven()])
    following = again(spikes[RAMOS], authors=500)
    loud = replace(following.spike.latest, campaign=DRIVEN)
    following = replace(following, spike=replace(following.spike, latest=loud))
    assert judged([following])[1] == []


@pytest.mark.parametrize("carrier", ["act", "press"])
def test_with_an_act_or_a_claim_by_a_source_it_is_told_with_how_much_is_a_campaign(
    carrier: str,
) -> None:
    voices = [said(f"fan{n}") for n in range(43)]
    press = hear([*voices, said("gazette", stage="talks")], CATALOGUE)
    carried = driven(act=act()) if carrier == "act" else driven(heard=press)
    spikes, (notice, *_) = judged([carried])
    assert notice.held is None
    assert "81% of the accounts carry one hashtag: that much is a campaign." in notice.alert.text
    assert spikes[RAMOS].alert is not None


def test_once_a_source_carries_it_what_was_held_is_told_under_the_same_id() -> None:
    spikes, (held,) = judged([driven()])
    voices = [said(f"fan{n}") for n in range(43)]
    press = hear([*voices, said("gazette", stage="talks")], CATALOGUE)
    _, (told,) = judged([again(spikes[RAMOS], press)])
    assert told.held is None
    assert told.alert.id == held.alert.id
    assert told.cause != held.cause


@pytest.mark.parametrize(("authors", "share", "held"), [
    (49, 0.55, True), (49, 0.39, False), (50, 0.9, False),
])  # fmt: skip
def test_one_loud_account_holds_a_small_spike_back_and_no_great_one(
    authors: int, share: float, held: bool
) -> None:
    _, (notice, *_) = judged([case(authors, buzz={"loudest": share})])
    assert (notice.held is not None) == held
    if held:
        reason = "campaign: one account writes 55 % of the posts; no act, no claim"
        assert notice.held == reason
    assert judged([case(authors, buzz={"loudest": share}, act=act())])[1][0].held is None


def test_an_outlet_that_writes_most_is_no_loud_account() -> None:
    ticker = [said("gazette") for _ in range(40)]
    assert hear([*ticker, *(said(f"fan{n}") for n in range(10))], CATALOGUE).loudest == 0.02


def test_fans_who_claim_a_step_carry_no_campaign() -> None:
    claims = heard(43, stage="done")
    _, (notice,) = judged([driven(heard=claims)])
    assert notice.held is not None


def test_words_are_looked_at_only_where_something_is_about_to_be_told() -> None:
    assert doubted(case(43))
    assert doubted(case(43, act=act()))
    assert not doubted(case(LEAST - 1))
    assert not doubted(case(43, heard=heard(43, topic=Topic.OTHER)))
    assert not doubted(case(43, heard=heard(43, **GRIEF)))
    assert not doubted(case(43, state=State.COOLING))


def test_a_hashtag_of_the_names_is_no_campaign_and_another_is() -> None:
    assert {"sergio", "ramos", "sergioramos", "madrid"} <= names(CATALOGUE, RAMOS)
    own = (("#SergioRamos", False), ("#Sevilla", False), ("#VamosSevilla", True))
    for tag, found in (*own, ("#OneLastDance", True)):
        posts = [Written(b"%d" % n, f"{text} {tag}") for n, text in enumerate(chatter(40))]
        examined = examine(case(43), posts, CATALOGUE)
        assert (examined.spike.latest.campaign is not None) == found


# --- private life ---------------------------------------------------------------------------


def test_a_death_hoax_is_told_once_with_numbers_alone() -> None:
    grief = heard(340, **GRIEF)
    hoax = {"private": 300, "transfer": 0, "mentions": 340}
    cases = [
        case(340, RAMOS, heard=grief, buzz=hoax),
        case(120, PARIS, heard=heard(120, pairing=PARIS, **GRIEF), buzz=hoax),
    ]  # fmt: skip
    spikes, (warning,) = judged(cases)
    alert = warning.alert
    assert warning.kind is Kind.SENSITIVE_SURGE
    assert warning.held is None
    assert alert.severity is Severity.MAJOR
    assert alert.evidence == ()
    assert alert.strength.probability is None
    assert "88% of the posts are about death, health, crime or private life." in alert.text
    assert "Verify before saying anything." in alert.text
    assert "transfer" not in f"{alert.title} {alert.text} {alert.unknown}"
    assert alert.pairing == RAMOS
    assert {one.warned for one in spikes.values()} == {alert.id}

    after, notices = judged([again(spikes[RAMOS], grief, 900)], [spikes[PARIS]])
    assert notices == []
    calm = again(after[RAMOS], heard(2), 2, state=State.COOLING)
    assert judged([calm], [spikes[PARIS]])[1] == []


def test_a_surge_after_all_was_quiet_is_another() -> None:
    over = spike(pairing=RAMOS, state=State.QUIET, warned="0" * 36)
    _, (warning,) = judged([case(40, PARIS, heard=heard(40, pairing=PARIS, **GRIEF))], [over])
    assert warning.kind is Kind.SENSITIVE_SURGE


def test_beside_it_no_spike_of_the_player_is_told_unless_an_act_or_a_source_carries_it() -> None:
    grief = case(60, RAMOS, heard=heard(60, **GRIEF))
    other = case(20, PARIS, heard=heard(20, pairing=PARIS))
    kinds = [(one.kind, one.held is None) for one in judged([grief, other])[1]]
    assert kinds == [(Kind.SENSITIVE_SURGE, True), (Kind.STORY_STARTED, False)]
    carried = replace(other, act=act())
    assert all(one.held is None for one in judged([grief, carried])[1])


@pytest.mark.parametrize("authors", [5, LEAST - 1])
def test_fewer_than_ten_accounts_warn_nobody(authors: int) -> None:
    assert judged([case(authors, heard=heard(authors, **GRIEF))])[1] == []


def test_one_account_that_posts_a_thousand_times_makes_nothing_delicate_and_nothing_carried() -> (
    None
):
    flood = [said("one", topic=Topic.PRIVATE) for _ in range(5_000)]
    found = hear([*flood, *(said(f"fan{n}") for n in range(20))], CATALOGUE)
    assert not found.delicate
    assert found.carried(0.0)
    assert found.loudest > 0.99
    idle = [said(f"fan{n}", topic=Topic.OTHER) for n in range(20)]
    assert not hear([*(said("one") for _ in range(5_000)), *idle], CATALOGUE).carried(0.0)


def test_a_story_that_is_a_warning_has_an_id_of_its_own() -> None:
    warning = sensitive.warn(spike(), CATALOGUE, TOLD_AT)
    _, (told,) = judged([case(43)])
    assert warning.alert.id != told.alert.id
    assert warning.alert.story != told.alert.story


# --- what almost was told -------------------------------------------------------------------


@pytest.mark.parametrize("authors", [5, 8, 9])
@pytest.mark.parametrize("state", [State.PROVISIONAL, State.FIRING])
def test_fewer_than_ten_accounts_stand_on_the_page_and_wake_nobody(
    authors: int, state: State
) -> None:
    spikes, (notice,) = judged([case(authors, state=state)])
    assert notice.held == f"{authors} accounts: fewer than 10 wake nobody"
    following = again(spikes[RAMOS], authors=authors, state=state)
    assert judged([following])[1] == []
    _, (told,) = judged([again(spikes[RAMOS], authors=LEAST, state=state)])
    assert told.held is None


def test_talk_that_is_not_about_the_transfer_is_noted_with_its_share() -> None:
    idle = [said(f"fan{n}", topic=Topic.TRANSFER if n < 10 else Topic.OTHER) for n in range(40)]
    _, (notice,) = judged([case(40, heard=hear(idle, CATALOGUE))])
    assert notice.held == "12 % of the rise is about the transfer; it takes a third"


def test_a_club_that_is_merely_named_and_a_spike_that_fades_are_not_even_noted() -> None:
    merely = heard(8, part=Part.MENTIONED)
    assert judged([case(8, heard=merely)])[1] == []
    faded = case(8, buzz={})
    loud = replace(faded.spike.peak, authors=60)
    assert judged([replace(faded, spike=replace(faded.spike, peak=loud))])[1] == []


def test_beside_a_story_that_is_told_nothing_almost_was() -> None:
    few = case(9, SEVILLA, heard=heard(9, pairing=SEVILLA))
    _, notices = judged([case(43), few])
    assert [one.held for one in notices] == [None]


# --- general surges -------------------------------------------------------------------------


@pytest.mark.parametrize("scope", [None, "madrid"])
def test_in_a_general_surge_it_takes_fifty_accounts_an_act_or_a_source(scope: str | None) -> None:
    surges = {scope: LIFTED}
    _, (held,) = judged([case(49)], surges=surges)
    assert held.held == (
        "general surge: 24 of 40 pairings are at 3.1 times their usual; no act, no claim"
    )
    assert judged([case(50)], surges=surges)[1][0].held is None
    assert judged([case(49, act=act())], surges=surges)[1][0].held is None
    assert judged([case(49)], surges={"paris": LIFTED})[1][0].held is None


def test_a_general_surge_is_one_notice_to_nobody() -> None:
    first = lifting.lifted(LIFTED, "madrid", RAMOS, CATALOGUE, AT, TOLD_AT)
    later = lifting.lifted(LIFTED, "madrid", PARIS, CATALOGUE, AT + 3 * BUCKET, TOLD_AT)
    other = lifting.lifted(LIFTED, None, RAMOS, CATALOGUE, AT, TOLD_AT)
    assert first.held == (
        "general surge around Madrid: 24 of 40 pairings at 3.1 times their usual; "
        "one notice for all"
    )
    assert first.alert.severity is Severity.INFO
    assert first.alert.id == later.alert.id != other.alert.id
    VALIDATOR.validate(json.loads(body(first, "https://lastdance.example.org")))


def test_what_came_near_is_noted_once_a_day_and_told_to_nobody() -> None:
    first = case(6, heard=heard(6))
    later = again(first.spike, authors=7)
    [one] = nearly([first], (), CATALOGUE, TOLD_AT)
    [other] = nearly([later], (), CATALOGUE, TOLD_AT + BUCKET)
    assert one.alert.id == other.alert.id
    assert one.held == "6 accounts: not far enough above the usual"
    assert one.parts == ()
    VALIDATOR.validate(json.loads(body(one, "https://lastdance.example.org")))


def test_nothing_is_near_beside_a_spike_of_the_same_player() -> None:
    near = case(6, SEVILLA, heard=heard(6))
    assert nearly([near], [spike(43)], CATALOGUE, TOLD_AT) == ()
    assert len(nearly([near], (), CATALOGUE, TOLD_AT)) == 1
    idle = case(6, heard=heard(6, topic=Topic.OTHER))
    assert nearly([idle], (), CATALOGUE, TOLD_AT) == ()
