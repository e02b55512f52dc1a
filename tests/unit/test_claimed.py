"""What is claimed is told in the words of who claims it, in every tongue, under one thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from monitor.domain.alert import Kind, Notice, Severity, Status, Weight
from monitor.domain.catalogue import Catalogue, Club, Pairing, Player, Role, Source
from monitor.domain.desk.worth import worth
from monitor.domain.rumour import Evidence, Record, Strength, origins
from monitor.domain.rumour import Testimony as Heard
from monitor.domain.stage import Stage
from monitor.domain.stories import claimed, story
from monitor.domain.stories.advance import Advance, Before, decide
from monitor.domain.stories.story import Story, Thread
from monitor.domain.told.alarm import relayed, up
from monitor.domain.told.bulletin import bulletin
from monitor.domain.told.tongues import TONGUES, Tongue
from monitor.domain.told.wire import shape
from monitor.web.dossier import step
from monitor.weighing import advancing
from tests.sample_alert import told as act_told
from tests.unit.rumours import RAMOS, START, said

PAGE = "https://lastdance.example.org"
EVERY = [pytest.param(each, id=code) for code, each in TONGUES.items()]
STRONG = Strength(Evidence.MEDIUM, probability=0.6, low=0.4, high=0.7)
KNOWN = {"marca": Record(source="marca", came_true=4, failed=6)}
NAMES = Catalogue(
    players={RAMOS.player: Player(slug=RAMOS.player, name="Sergio Ramos", born=date(1986, 3, 30))},
    clubs={RAMOS.club: Club(slug=RAMOS.club, name="Real Madrid", country="ES", timezone="UTC")},
    sources={
        slug: Source(slug=slug, name=slug.title(), role=Role.OUTLET)
        for slug in ("marca", "as", "sky", "bola")
    },
)
TALKS = said(1, 1, Stage.TALKS)
BEFORE = Before(stage=Stage.TALKS, firm=True, fallen=False, said=START + timedelta(hours=1))


def advance(*heard: Heard, strength: Strength = STRONG, before: Before | None = None) -> Advance:
    """Return what is to be told of what was said."""
    at = START + timedelta(hours=10)
    found = decide(RAMOS, origins(heard), KNOWN, strength, at, before)
    assert found is not None
    return found


def told(*heard: Heard, strength: Strength = STRONG, before: Before | None = None) -> Notice:
    """Return how that is told."""
    return claimed.tell(advance(*heard, strength=strength, before=before), NAMES, KNOWN, {})


def test_a_claim_is_told_in_the_name_of_who_makes_it() -> None:
    copy = said(2, 2, Stage.TALKS, "bola", cites="marca")
    alert = told(TALKS, copy).alert
    assert alert.title == "Unverified: Sergio Ramos to Real Madrid: talks, as Marca says"
    assert alert.text == (
        "Marca (right in 4 of 10) claims talks at 01:00 UTC on 1 July 2026; "
        "1 that repeat it count once with it."
    )
    assert alert.strength is STRONG
    assert [piece.who for piece in alert.evidence] == ["Marca"]


def test_two_voices_are_major_and_what_is_held_is_not() -> None:
    other = said(2, 2, Stage.TALKS, "as")
    assert told(TALKS).alert.severity is Severity.MINOR
    both = told(TALKS, other)
    assert both.alert.severity is Severity.MAJOR
    weak = told(TALKS, other, strength=Strength(Evidence.INSUFFICIENT))
    assert (weak.alert.severity, weak.held is None) == (Severity.INFO, False)
    assert worth(both) > worth(told(TALKS))


def test_what_is_claimed_of_a_story_is_told_in_its_thread() -> None:
    first = story.alone(act_told(), "act:1", Weight.ACT)
    joined = story.join(first, told(TALKS))
    assert joined.alert.id == first.alert.id
    assert joined.kind is Kind.CLAIM_STAGE_CHANGED
    later = story.join(joined, told(TALKS, said(2, 3, Stage.BID), before=BEFORE))
    assert [part.key for part in later.parts] == ["claim:real-madrid", "act:1"]
    assert "a bid" in later.alert.text


def test_the_same_change_has_the_same_cause() -> None:
    assert told(TALKS).cause == told(TALKS).cause
    assert told(TALKS).cause != told(said(1, 1, Stage.BID)).cause


def test_what_was_taken_back_is_a_correction_without_its_words() -> None:
    gone = told(said(1, 1, Stage.TALKS, withdrawn=True), before=BEFORE)
    assert gone.kind is Kind.ALERT_CORRECTED
    assert gone.alert.status is Status.CORRECTED
    assert gone.alert.evidence == ()
    assert not up(gone, gone.alert.told_at)


def gone(before: Notice, *, firm: bool) -> Notice:
    """Return how it is told in a thread that what was claimed has been taken back."""
    taken = advance(said(1, 1, Stage.TALKS, withdrawn=True), before=replace(BEFORE, firm=firm))
    saga = Story(
        id=before.alert.story,
        player=RAMOS.player,
        alert=before.alert.id,
        opened_at=START,
        last_at=START,
    )
    threads = {RAMOS.player: Thread(story=saga, newest=before)}
    (notice,) = advancing.notices([taken], threads, (), KNOWN, {}, NAMES)
    return notice


def rivals_talk() -> Notice:
    """Return how talk about another club stands."""
    paris = replace(
        act_told().alert, pairing=Pairing(RAMOS.player, "paris"), club_name="Paris", rule="spike"
    )
    return story.alone(replace(act_told(), alert=paris, acts=()), "talk:paris", Weight.TALK)


def test_what_was_taken_back_leads_its_story_no_more() -> None:
    thread = story.join(rivals_talk(), told(TALKS))
    assert thread.alert.pairing == RAMOS
    taken = gone(thread, firm=True)
    assert (taken.alert.id, taken.alert.rule) == (thread.alert.id, "spike")
    assert [part.key for part in taken.parts] == ["talk:paris"]
    assert taken.alert.pairing.club == "paris"
    assert "What else was told stands: " in taken.alert.text
    assert taken.alert.evidence == ()
    later = story.join(taken, told(said(1, 1, Stage.BID)))
    assert "taken it back" not in later.alert.text


def test_who_was_told_a_weak_claim_with_something_else_hears_that_it_is_gone() -> None:
    weak = replace(told(TALKS), held="Too little evidence.")
    told_on = story.join(story.join(rivals_talk(), weak), rivals_talk())
    assert "claims talks" in told_on.alert.text
    assert gone(told_on, firm=False).held is None
    assert gone(story.join(rivals_talk(), weak), firm=False).held is not None


def test_a_denial_says_who_denies() -> None:
    agent = said(2, 3, Stage.DENIED, None, role=Role.AGENT)
    denied = told(TALKS, agent, before=BEFORE)
    assert denied.kind is Kind.CLAIM_STAGE_CHANGED
    assert denied.alert.title == (
        "Unverified: Sergio Ramos to Real Madrid: The agent says that there is nothing in it"
    )


@pytest.mark.parametrize("tongue", EVERY)
@pytest.mark.parametrize("stage", [None, *Stage])
def test_every_stage_has_a_word_in_every_tongue(tongue: Tongue, stage: Stage | None) -> None:
    assert tongue.stages[stage]


@pytest.mark.parametrize("tongue", EVERY)
def test_people_read_how_far_it_is_and_who_says_so(tongue: Tongue) -> None:
    both = told(TALKS, said(2, 2, Stage.BID, "as"), before=None)
    message = bulletin(both, tongue, UTC, PAGE)
    assert message.title.startswith(f"{tongue.unverified}{tongue.mark}Sergio Ramos")
    assert tongue.stages[Stage.TALKS] in message.title
    assert "Marca, As" in message.text
    gone = told(said(1, 1, Stage.TALKS, withdrawn=True), before=BEFORE)
    corrected = bulletin(gone, tongue, UTC, PAGE)
    assert corrected.title.startswith(tongue.corrected)
    assert tongue.stages[Stage.TALKS] in corrected.title


@pytest.mark.parametrize("tongue", EVERY)
def test_who_speaks_for_himself_is_called_so_in_every_tongue(tongue: Tongue) -> None:
    agent = said(2, 3, Stage.DENIED, None, role=Role.AGENT)
    message = bulletin(told(TALKS, agent, before=BEFORE), tongue, UTC, PAGE)
    assert tongue.agent.format(player="Sergio Ramos") in message.title
    assert "The agent" not in message.title + message.text


def test_programs_read_it_too() -> None:
    notice = told(TALKS)
    assert shape(notice.alert, PAGE)["claim"] == {
        "club": {"slug": "real-madrid", "name": "Real Madrid"},
        "turn": "forward",
        "stage": "talks",
        "was": None,
        "by": ["Marca"],
        "voices": 1,
    }
    message = bulletin(notice, TONGUES["en"], UTC, PAGE)
    labels = relayed(notice, message, PAGE)["commonLabels"]
    assert labels["alertname"] == "TransferClaim"
    assert step(notice) == "Claimed"
