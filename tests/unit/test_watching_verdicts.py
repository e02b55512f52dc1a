"""Who is told of a spike, in which thread, in which words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.deliver.addressing import Receiver, messages
from monitor.deliver.body import LIMIT, body
from monitor.domain.alert import Evidence, Kind, Notice, Severity, State, Status
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Part, Topic
from monitor.domain.spiking import Spike
from monitor.domain.stories import raising
from monitor.domain.stories.raising import Voices
from monitor.domain.timing import BUCKET
from monitor.watching.verdicts import LEAST, Case, follow, telling
from tests.unit.watched import AT, CATALOGUE, PARIS, RAMOS, SEVILLA, buzz, heard, spike

SCHEMA = Path(__file__).parents[2] / "docs/webhook.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
LATER = AT + 6 * BUCKET

Spikes = dict[Pairing, Spike]


def case(
    authors: int = 43, pairing: Pairing = RAMOS, before: Spike | None = None, **more: Any
) -> Case:
    """Return a pairing of which *authors* speak, after what it was *before*."""
    act = more.pop("act", None)
    thread = more.pop("thread", act)
    what = more.pop("heard", None) or heard(authors)
    if before is None:
        return Case(before=None, spike=spike(authors, pairing, **more), heard=what, act=act,
                    thread=thread)  # fmt: skip
    at = more.pop("at", before.latest.at + BUCKET)
    state = more.pop("state", State.FIRING)
    after = follow(before, pairing, state, buzz(authors, at))
    assert after is not None
    return Case(before=before, spike=after, heard=what, act=act, thread=thread)


def tell(
    cases: Sequence[Case], standing: Iterable[Spike] = ()
) -> tuple[Spikes, tuple[Notice, ...]]:
    spikes, notices = telling(cases, standing, CATALOGUE, AT + 2 * BUCKET)
    for notice in notices:
        check(notice)
    return dict(spikes), notices


def check(notice: Notice) -> None:
    """Hold a notice to what receivers are promised."""
    raw = body(notice, "https://lastdance.example.org")
    assert len(raw) <= LIMIT
    VALIDATOR.validate(json.loads(raw))
    assert not any("  " in text or ".." in text for text in (notice.alert.title, notice.alert.text))


def told(authors: int = 43, pairing: Pairing = RAMOS, **more: Any) -> Spike:
    """Return a spike that was told, as its own leader."""
    spikes, _ = tell([case(authors, pairing, **more)])
    return spikes[pairing]


def act(status: Status = Status.STARTED) -> Notice:
    """Return how the alert of a like stands."""
    plain = raising.start(spike(), Voices(), CATALOGUE, (), AT)
    alert = replace(
        plain.alert,
        id="3f4f3f0e-9f5e-5a5f-8f2f-5d3bd0e06e0c",
        rule="decisive-act",
        status=status,
        title="Unverified: Sergio Ramos liked a post about Madrid",
        text="Sergio Ramos liked a post.",
        how_we_know=("Observed.",),
        reasons=("The player himself acted.",),
        evidence=(Evidence(what="the like", who="Sergio Ramos", provenance="observed", at=AT),),
        unknown=("Why: likes are not statements.",),
        buzz=None,
        state=None,
    )
    return Notice(kind=Kind.ACT_NOTABLE, alert=alert, cause=b"like")


# --- who is told ----------------------------------------------------------------------------


def test_a_spike_is_told_once_in_words_that_can_be_checked() -> None:
    spikes, (notice,) = tell([case()])
    alert = notice.alert
    assert notice.kind is Kind.STORY_STARTED
    assert alert.title == "Unverified: Sergio Ramos and Madrid: 43 accounts in 30 min, usually 6"
    assert alert.text == (
        "Sergio Ramos and Madrid: 43 accounts (Bluesky) in 30 min; usual at 00:00 CEST is 6; "
        "counted up to 00:05 CEST. 100% of the posts are about the transfer."
    )
    assert (
        alert.reasons[0] == "43 accounts (Bluesky) in 30 min, 7.2 times its own usual; score 4.2."
    )
    assert "not a general surge" in alert.reasons[1]
    assert [one.who for one in alert.evidence] == ["43 private accounts"]
    assert spikes[RAMOS].alert == alert.id
    assert spikes[RAMOS].told_authors == 43

    again = case(49, before=spikes[RAMOS])
    assert tell([again])[1] == ()


def test_a_spike_that_was_told_as_less_is_told_again_when_it_is_major() -> None:
    spikes, _ = tell([case(43)])
    _, (notice,) = tell([case(50, before=spikes[RAMOS])])
    assert notice.kind is Kind.STORY_UPDATED
    assert notice.alert.severity is Severity.MAJOR
    spikes, _ = tell([case(60)])
    assert tell([case(110, before=spikes[RAMOS])])[1] == ()


@given(st.integers(0, 9), st.sampled_from([State.FIRING, State.PROVISIONAL]), st.booleans())
def test_fewer_than_ten_accounts_never_wake_anybody(
    authors: int, state: State, carried: bool
) -> None:
    carrier = act() if carried else None
    assert tell([case(authors, state=state, act=carrier)])[1] == ()


def test_ten_accounts_are_told_as_provisional_without_a_number_of_what_is_usual() -> None:
    _, (notice,) = tell([case(LEAST, state=State.PROVISIONAL, buzz={"score": 0.0})])
    assert notice.alert.title == (
        "Unverified, provisional: Sergio Ramos and Madrid: 10 accounts in 30 min"
    )
    assert "what is usual is not known yet" in notice.alert.text
    assert notice.alert.severity is Severity.MINOR


def test_what_is_not_about_the_transfer_is_not_told_unless_an_act_carries_it() -> None:
    idle = heard(40, topic=Topic.OTHER)
    assert tell([case(40, heard=idle)])[1] == ()
    assert len(tell([case(40, heard=idle, act=act())])[1]) == 1


def test_a_club_of_his_own_that_is_merely_named_is_not_told() -> None:
    named = heard(40, part=Part.MENTIONED)
    assert tell([case(40, SEVILLA, heard=named)])[1] == ()
    assert len(tell([case(40, SEVILLA)])[1]) == 1
    assert len(tell([case(40, RAMOS, heard=named)])[1]) == 1


def test_talk_of_private_life_is_not_told_whatever_carries_it() -> None:
    grief = heard(40, topic=Topic.PRIVATE)
    assert tell([case(40, heard=grief)])[1] == ()
    assert tell([case(40, heard=grief, act=act())])[1] == ()
    assert tell([case(100, before=told(), heard=grief)])[1] == ()


@pytest.mark.parametrize(
    ("authors", "voices", "severity"),
    [
        (49, Voices(), Severity.MINOR),
        (50, Voices(), Severity.MAJOR),
        (12, Voices(outlets=("Gazette", "Herald")), Severity.MAJOR),
        (12, Voices(outlets=("Gazette",)), Severity.MINOR),
        (12, Voices(act=True), Severity.MAJOR),
    ],
)
def test_major_takes_size_two_outlets_or_an_act(
    authors: int, voices: Voices, severity: Severity
) -> None:
    notice = raising.start(spike(authors), voices, CATALOGUE, (), AT)
    assert notice.alert.severity is severity
    check(notice)


# --- in which thread ------------------------------------------------------------------------


def test_ids_and_causes_are_the_same_for_every_repeat_and_differ_from_each_other() -> None:
    once, again = tell([case()])[1], tell([case()])[1]
    assert once == again
    grown = tell([case(90, before=told())])[1]
    ended = tell([case(1, before=told(), state=State.COOLING)])[1]
    notices = [*once, *grown, *ended]
    assert [n.kind for n in notices] == ["story.started", "story.updated", "story.ended"]
    assert len({n.cause for n in notices}) == 3
    assert len({n.alert.id for n in notices}) == 1
    assert len({n.alert.story for n in notices}) == 1


def test_the_end_says_how_long_it_lasted_and_how_loud_it_was() -> None:
    first = told()
    _, (notice,) = tell([case(1, before=first, state=State.COOLING, at=first.first + 12 * BUCKET)])
    assert notice.alert.title == "Over: the talk about Sergio Ramos and Madrid is back to its usual"
    assert "after 60 min. At its loudest: 43 accounts (Bluesky) in 30 min" in notice.alert.text
    assert (notice.alert.severity, notice.alert.status) == (Severity.INFO, Status.ENDED)


def test_the_end_of_a_provisional_one_claims_no_usual() -> None:
    first = told(12, state=State.PROVISIONAL, buzz={"score": 0.0})
    _, (notice,) = tell([case(1, before=first, state=State.COOLING)])
    assert "has calmed down" in notice.alert.title
    assert "what is usual is not known yet" in notice.alert.text


def test_a_flare_up_that_begins_small_is_told_once_it_is_not() -> None:
    spikes, _ = tell([case(1, before=told(), state=State.COOLING)])
    spikes, notices = tell([case(7, before=spikes[RAMOS])])
    assert notices == ()
    spikes, (notice,) = tell([case(20, before=spikes[RAMOS])])
    assert notice.kind is Kind.STORY_UPDATED
    assert notice.alert.id == told().alert


def test_what_rises_together_is_one_story_led_by_the_loudest() -> None:
    spikes, (notice,) = tell([case(20, PARIS), case(43, RAMOS)])
    assert notice.alert.pairing == RAMOS
    assert "Also named with Sergio Ramos: Paris (20 accounts)." in notice.alert.text
    assert {one.leader for one in spikes.values()} == {RAMOS}
    assert {one.alert for one in spikes.values()} == {notice.alert.id}


def test_a_club_that_joins_later_is_told_within_the_story_once_it_is_the_louder() -> None:
    leader = told(20)
    spikes, notices = tell([case(18, PARIS), case(21, before=leader)])
    assert notices == ()
    assert spikes[PARIS].alert == leader.alert
    spikes, (notice,) = tell([case(60, PARIS), case(21, before=leader)])
    assert notice.kind is Kind.STORY_UPDATED
    assert notice.alert.id == leader.alert
    assert "Paris (60 accounts)" in notice.alert.text


def test_another_club_after_the_end_is_told_in_the_same_thread() -> None:
    spikes, (ended,) = tell([case(1, before=told(), state=State.COOLING)])
    after, (notice,) = tell([case(30, PARIS, thread=ended)], [spikes[RAMOS]])
    assert notice.kind is Kind.STORY_UPDATED
    assert (notice.alert.id, notice.alert.story) == (ended.alert.id, ended.alert.story)
    assert notice.alert.pairing == PARIS
    assert [one.slug for one in notice.alert.rivals] == ["madrid"]
    assert after[PARIS].leader == PARIS


def test_loud_talk_of_a_rival_joins_the_thread_of_an_act_and_does_not_lead_it() -> None:
    carrier = act()
    _, (notice,) = tell([case(60, PARIS, thread=carrier)])
    alert = notice.alert
    assert (alert.id, alert.pairing) == (carrier.alert.id, RAMOS)
    assert alert.title == "Unverified: Sergio Ramos and Paris: 60 accounts in 30 min, usually 6"
    assert alert.buzz_club is not None
    assert alert.buzz_club.slug == "paris"
    assert [one.slug for one in alert.rivals] == ["paris"]


def test_who_takes_a_rival_alone_hears_what_a_story_tells_of_it_and_nothing_else() -> None:
    rival = Receiver(name="paris-desk", clubs=frozenset({"paris"}))
    leader = Receiver(name="madrid-desk", clubs=frozenset({"madrid"}))
    third = Receiver(name="sevilla-desk", clubs=frozenset({"sevilla"}))
    carrier = act()

    def heard(notice: Notice) -> list[str]:
        told = messages(notice, [rival, leader, third], AT, "https://a.example")
        return [one.receiver for one in told]

    assert heard(carrier) == ["madrid-desk"]
    _, (joined,) = tell([case(60, PARIS, thread=carrier)])
    assert heard(joined) == ["paris-desk", "madrid-desk"]
    _, (own,) = tell([case(60, RAMOS, thread=joined)])
    assert [one.slug for one in own.alert.rivals] == ["paris"]
    assert heard(own) == ["madrid-desk"]


def test_after_a_confirmed_move_its_echo_is_told_to_nobody() -> None:
    assert tell([replace(case(400), settled=True)])[1] == ()
    over = replace(case(1, before=told(), state=State.COOLING), settled=True)
    assert tell([over])[1] == ()


def test_who_followed_is_told_by_itself_if_it_grows_after_its_leader_is_over() -> None:
    spikes, _ = tell([case(20, PARIS), case(43, RAMOS)])
    spikes, _ = tell(
        [case(22, before=spikes[PARIS], pairing=PARIS),
         case(1, before=spikes[RAMOS], state=State.COOLING)]
    )  # fmt: skip
    _, notices = tell([case(30, PARIS, spikes[PARIS])], [spikes[RAMOS]])
    assert notices == ()
    _, (notice,) = tell([case(50, PARIS, spikes[PARIS])], [spikes[RAMOS]])
    assert (notice.kind, notice.alert.pairing) == (Kind.STORY_STARTED, PARIS)


def test_a_spike_joins_the_act_that_it_follows_and_ends_there() -> None:
    carrier = act()
    spikes, (joined,) = tell([case(act=carrier)])
    assert joined.alert.id == carrier.alert.id
    assert joined.alert.rule == "decisive-act"
    assert joined.alert.text.endswith("It follows what was told before: Sergio Ramos liked a post.")
    assert joined.alert.severity is Severity.MAJOR

    spikes, (grown,) = tell([case(90, before=spikes[RAMOS], act=joined)])
    assert grown.alert.text.count("Sergio Ramos liked a post.") == 1
    assert [one.who for one in grown.alert.evidence] == ["Sergio Ramos", "90 private accounts"]
    assert grown.alert.reasons[-1] == "The player himself acted."
    assert not any("43 accounts" in each for each in (grown.alert.text, *grown.alert.reasons))

    _, (over,) = tell([case(1, before=spikes[RAMOS], act=grown, state=State.COOLING)])
    assert (over.kind, over.alert.id) == (Kind.STORY_ENDED, carrier.alert.id)
    assert over.alert.text.count("It follows what was told before") == 1
    assert [one.who for one in over.alert.evidence] == ["Sergio Ramos"]


def test_what_joined_an_act_that_was_taken_back_says_what_still_stands() -> None:
    spikes, (joined,) = tell([case(act=act())])
    _, (grown,) = tell([case(90, before=spikes[RAMOS])])
    assert grown.alert.id == joined.alert.id
    assert "liked" not in grown.alert.text
    assert "A watched act" not in " ".join(grown.alert.reasons)


def test_many_clubs_and_voices_still_make_a_body() -> None:
    voices = Voices(
        outlets=tuple(f"Outlet {n} {'x' * 150}" for n in range(60)),
        others=tuple(f"Journalist {n}" for n in range(60)),
        claims=1,
    )
    missing = {"missing": tuple(f"source {n}" for n in range(40)), "unseen": 0.1}
    also = [spike(n, PARIS) for n in range(30)]
    check(raising.start(spike(400, buzz=missing), voices, CATALOGUE, also, AT))
