"""Acts known from texts: one record each, told once they are known, taken back when denied."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.act import Verdict
from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.acts.tale import tales
from monitor.domain.alert import Kind, Status
from monitor.domain.catalogue import Role
from monitor.domain.reported import Doer, Doing, Told
from tests.unit.judged import RAMOS, START
from tests.unit.told import PLAYER, Room, reading_room, room, saying

TITLE = "Unverified: Sergio Ramos liked a post about Real Madrid"
FIRST = (Kind.ACT_NOTABLE, f"{TITLE}; reported by Marca, unconfirmed")
NOTABLE, UPDATED, CORRECTED = Kind.ACT_NOTABLE, Kind.STORY_UPDATED, Kind.ALERT_CORRECTED


@pytest.fixture
def house() -> Room:
    return room()


def pushed(by: str, minutes: float, **more: Any) -> Activity:
    said: dict[str, Any] = {
        "platform": "instagram",
        "verb": Verb.LIKE,
        "actor": "player:ramos",
        "seen_at": START + timedelta(minutes=minutes),
        "object": "https://www.instagram.com/p/DoNeLaSt/",
        "provenance": Provenance.PUSHED,
        "observer": by,
        "about": "madrid",
    }
    return Activity(**{**said, **more})


def test_what_an_outlet_reports_is_told_as_reported_and_unconfirmed(house: Room) -> None:
    house.hear("marca")
    assert house.told() == [FIRST]
    alert = house.desk.notices[0].alert
    assert "Reported by Marca, unconfirmed." in alert.text
    assert any(line.startswith("Reported, not observed") for line in alert.how_we_know)
    assert any("no source of ours saw it" in line for line in alert.unknown)
    assert [e.url for e in alert.evidence if e.what == "a report"] == ["https://marca.example/1"]
    assert {e.provenance for e in alert.evidence} == {"reported"}


def test_copies_are_folded_and_wake_nobody(house: Room) -> None:
    first = house.hear("marca")
    for n, who in enumerate(("as", "relevo", "unidos")):
        house.hear(who, saying(), minutes=5 + n, words=f"{first.text} according to Marca {n}")
    assert house.told() == [FIRST]
    (one,) = house.known()
    assert (one.reports, one.copies) == (1, 3)
    assert one.first is not None
    assert one.first.name == "Marca"


def test_a_second_origin_is_told_once_with_the_copies_folded(house: Room) -> None:
    first = house.hear("marca")
    house.hear("unidos", saying(), minutes=5, words=f"{first.text} per Marca")
    house.hear("as", minutes=20)
    house.hear("relevo", minutes=30)
    assert house.kinds() == [NOTABLE, UPDATED]
    assert house.told()[1][1] == f"{TITLE}; reported by Marca and 1 other, unconfirmed"
    evidence = house.desk.notices[1].alert.evidence
    reports = [(e.what, e.who) for e in evidence if e.what.startswith("a report")]
    assert reports == [("a report (1 copy)", "Marca"), ("a report", "As")]
    (one,) = house.known()
    assert (one.reports, one.lead) == (3, timedelta(minutes=20))


@pytest.mark.parametrize("words", [
    "Marca: Sergio Ramos liked what Real Madrid fans post",
    "Sergio Ramos liked what Real Madrid fans post - Marca",
    "Marca claim that Sergio Ramos liked what Real Madrid fans post",
    "Asegura Marca que a Sergio Ramos le gusta una foto del Real Madrid",
])  # fmt: skip
def test_who_names_the_source_in_front_or_at_the_end_is_its_copy(house: Room, words: str) -> None:
    house.hear("marca")
    house.hear("as", saying(), minutes=20, words=words)
    assert house.told() == [FIRST]
    (one,) = house.known()
    assert (one.reports, one.copies) == (1, 1)


def test_a_fan_accounts_word_alone_is_stored_and_shown_nowhere(house: Room) -> None:
    house.hear("unidos")
    assert house.told() == []
    assert len(house.desk.recalled.reports) == 1
    assert house.known() == ()
    house.hear("unidos", minutes=60)
    assert house.told() == []


def test_two_fan_accounts_by_themselves_are_enough_and_copies_of_one_are_not(house: Room) -> None:
    first = house.hear("unidos")
    house.hear("ultras", saying(), minutes=5, words=f"{first.text} again")
    assert house.told() == []
    house.hear("fans", minutes=10)
    assert house.kinds() == [NOTABLE]
    assert "reported by @unidos.example and 1 other" in house.told()[0][1]


def test_private_people_are_never_stored_as_reports(house: Room) -> None:
    for n, who in enumerate(("somebody", "anybody", "unproven", "else")):
        house.hear(who, minutes=n)
    assert house.told() == []
    assert house.desk.recalled.reports == ()


def test_what_was_pending_counts_once_an_outlet_says_it_too(house: Room) -> None:
    house.hear("unidos")
    house.hear("marca", minutes=30)
    assert house.kinds() == [NOTABLE]
    assert house.told()[0][1].endswith("reported by Marca and 1 other, unconfirmed")


def test_two_acts_on_one_theme_weeks_apart_stay_two(house: Room) -> None:
    later = START + timedelta(weeks=12)
    house.hear("marca", saying(author="madridxtra"))
    house.hear("marca", saying(author="defensa central", until=later), at=later)
    assert house.kinds() == [NOTABLE, NOTABLE]
    assert len({notice.alert.id for notice in house.desk.notices}) == 2
    assert len(house.known()) == 2


def test_a_text_that_tells_of_an_old_act_and_a_new_one_is_a_report_of_each() -> None:
    house = reading_room()
    one = "Sergio Ramos liked a post by @{whose} on his return to Real Madrid"
    both = "Sergio Ramos, who weeks ago liked a post, has now liked a post by @other on Real Madrid"
    weeks = 20 * 24 * 60.0
    house.hear("marca", words=one.format(whose="nights"))
    house.hear("as", words=one.format(whose="other"), minutes=weeks)
    house.hear("relevo", words=both, minutes=weeks + 60)
    acts = tales(house.desk.recalled.reports)
    assert [[report.name for report in act.reports] for act in acts] == [
        ["Marca", "Relevo"],
        ["As", "Relevo"],
    ]


def test_a_text_about_an_act_of_years_ago_is_no_news() -> None:
    house = reading_room()
    house.hear("marca", words="Sergio Ramos liked a post about Real Madrid in 2021.")
    assert house.told() == []


def test_reports_of_one_act_in_three_languages_are_one() -> None:
    house = reading_room()
    for n, (who, lang, words) in enumerate(
        (
            ("marca", "es", "Sergio Ramos elimina al Sevilla de su biografía de Instagram"),
            ("as", "en", "Sergio Ramos has removed Sevilla from his Instagram bio, fans noticed"),
            ("relevo", "de", "Sergio Ramos hat Sevilla aus seiner Instagram-Bio gestrichen"),
        )
    ):
        house.hear(who, words=words, minutes=10.0 * n, lang=lang)
    (act,) = tales(house.desk.recalled.reports)
    assert len(act.origins) == 3
    assert house.kinds() == [NOTABLE, UPDATED]


def test_two_authors_on_one_day_are_two_acts_and_who_names_none_joins_one(house: Room) -> None:
    house.hear("marca", saying(author="madridxtra"))
    house.hear("as", saying(author="defensa central"), minutes=10)
    house.hear("relevo", saying(), minutes=20)
    assert len(tales(house.desk.recalled.reports)) == 2
    house.hear("unidos", saying(author="MadridXtra"), minutes=30)
    assert sorted(len(t.reports) for t in tales(house.desk.recalled.reports)) == [2, 2]


def test_two_acts_of_one_player_within_six_hours_wake_once(house: Room) -> None:
    house.hear("marca", saying(author="madridxtra"))
    house.hear("marca", saying(author="defensa central"), minutes=10)
    assert house.kinds() == [NOTABLE]
    assert len({notice.alert.id for notice in house.desk.notices}) == 1


def test_an_act_pushed_after_it_was_reported_is_the_same_and_surer(house: Room) -> None:
    house.hear("marca", saying(platform="instagram"))
    house.desk.see(pushed("Ana", 30))
    house.desk.see(pushed("Ben", 40))
    assert house.kinds() == [NOTABLE, UPDATED]
    assert house.told()[1][1] == f"{TITLE}; reported by Marca, pushed by Ana"
    (one,) = house.known()
    assert one.provenance is Provenance.PUSHED
    assert one.reports == 1


def test_an_act_reported_after_it_was_pushed_is_the_same_and_surer(house: Room) -> None:
    house.desk.see(pushed("Ana", 0))
    house.hear("marca", minutes=30)
    house.hear("as", minutes=40)
    assert house.kinds() == [NOTABLE, UPDATED]
    assert house.told()[1][1] == f"{TITLE}; pushed by Ana, reported by Marca"
    assert len(house.known()) == 1


def test_an_act_that_a_source_of_ours_sees_is_the_same_that_was_reported(house: Room) -> None:
    post = house.desk.post("fans", "Sergio Ramos to Real Madrid, one last dance?")
    house.desk.see(post)
    house.hear("marca", saying(platform="bluesky", author="fans.example"))
    house.desk.see(house.desk.like("ramos", post))
    assert house.kinds() == [NOTABLE, UPDATED]
    assert "now observed by a source of ours" in house.told()[1][1]
    (one,) = house.known()
    assert one.provenance is Provenance.OBSERVED


def test_an_observed_like_of_another_authors_post_is_another_act(house: Room) -> None:
    post = house.desk.post("fans", "Sergio Ramos to Real Madrid, one last dance?")
    house.desk.see(post)
    house.hear("marca", saying(author="somebody else"))
    house.desk.see(house.desk.like("ramos", post))
    assert len(house.known()) == 2


def test_a_denial_by_a_source_takes_what_was_told_back_for_good(house: Room) -> None:
    house.hear("marca")
    house.hear("as", saying(denied=True), minutes=20)
    house.hear("relevo", minutes=30)
    house.desk.see(pushed("Ana", 40))
    assert house.kinds() == [NOTABLE, CORRECTED]
    first, last = (notice.alert for notice in house.desk.notices)
    assert first.id == last.id
    assert last.status is Status.CORRECTED
    assert "denied by As" in last.title
    assert house.known()[0].debunked


def test_a_denial_that_comes_first_lets_nothing_be_told(house: Room) -> None:
    house.hear("as", saying(denied=True))
    house.hear("marca", minutes=5)
    assert house.told() == []


def test_a_fan_account_denies_nothing(house: Room) -> None:
    house.hear("marca")
    house.hear("unidos", saying(denied=True), minutes=20)
    assert house.told() == [FIRST]


def test_what_our_source_saw_is_not_taken_back_by_a_denial(house: Room) -> None:
    post = house.desk.post("fans", "Sergio Ramos to Real Madrid, one last dance?")
    house.desk.see(post, house.desk.like("ramos", post))
    house.hear("as", saying(denied=True), minutes=20)
    assert house.kinds() == [NOTABLE]


def test_what_is_hedged_is_told_with_a_reserve(house: Room) -> None:
    house.hear("marca", saying(hedged=True))
    assert house.told()[0][1].endswith("reported by Marca, with a reserve, unconfirmed")


def test_a_like_that_was_taken_back_is_told_once_as_both(house: Room) -> None:
    house.hear("marca", saying(doing=Doing.LIKE_REMOVED))
    house.hear("as", minutes=5)
    house.desk.see(pushed("Ana", 10))
    assert house.kinds() == [NOTABLE]
    assert "liked, then unliked, a post about Real Madrid" in house.told()[0][1]
    assert house.known()[0].act.ended


def test_a_like_told_before_it_was_taken_back_is_corrected(house: Room) -> None:
    house.hear("marca")
    house.hear("marca", saying(doing=Doing.LIKE_REMOVED), minutes=30)
    assert house.kinds() == [NOTABLE, CORRECTED]
    assert "took back the like" in house.told()[1][1]


def test_an_unfollow_ends_the_follow_that_was_told(house: Room) -> None:
    house.hear("marca", saying(doing=Doing.FOLLOW, object="account"))
    house.hear("marca", saying(doing=Doing.UNFOLLOW, object="account"), minutes=30)
    assert house.kinds() == [NOTABLE, CORRECTED]


@pytest.mark.parametrize(
    ("told", "title"),
    [
        (saying(doing=Doing.FOLLOW), "Sergio Ramos followed Real Madrid"),
        (saying(doing=Doing.LIKE_OF_COMMENT), "Sergio Ramos liked a comment about Real Madrid"),
        (saying(doing=Doing.COMMENT), "Sergio Ramos commented on a post about Real Madrid"),
        (saying(doing=Doing.REPOST), "Sergio Ramos reposted a post about Real Madrid"),
        (saying(doer=Doer(role=Role.AGENT, player="ramos")), "the agent of Sergio Ramos liked"),
        (
            saying(doing=Doing.FOLLOW, doer=Doer(role=Role.CLUB, club="madrid")),
            "Real Madrid followed Sergio Ramos",
        ),
        (
            saying(doing=Doing.SQUAD_FOLLOW, doer=Doer(role=Role.TEAMMATE, club="madrid", count=9)),
            "9 players of Real Madrid followed Sergio Ramos",
        ),
    ],
)
def test_every_kind_of_act_is_told_in_its_words(house: Room, told: Told, title: str) -> None:
    house.hear("marca", told)
    assert house.kinds() == [NOTABLE]
    assert title in house.told()[0][1]


@pytest.mark.parametrize(
    ("doing", "title"),
    [
        (Doing.UNFOLLOW, "Sergio Ramos unfollowed Sevilla"),
        (Doing.CLUB_REMOVED, "Sergio Ramos removed from the profile: Sevilla"),
        (Doing.PICTURES_REMOVED, "Sergio Ramos removed pictures of Sevilla"),
    ],
)
def test_leaving_signs_about_the_own_club_are_told(house: Room, doing: Doing, title: str) -> None:
    words = "Sergio Ramos no longer shows Sevilla on his profile"
    house.hear("marca", saying(doing=doing, clubs=("sevilla",)), words=words)
    assert house.kinds() == [NOTABLE]
    assert title in house.told()[0][1]


def test_routine_about_the_own_club_is_not_even_kept(house: Room) -> None:
    words = "Sergio Ramos liked the team photo of Sevilla"
    house.hear("marca", saying(clubs=("sevilla",)), words=words)
    assert house.told() == []
    assert house.desk.recalled.reports == ()


def test_a_squad_without_a_number_is_held(house: Room) -> None:
    squad = Doer(role=Role.TEAMMATE, club="madrid")
    house.hear("marca", saying(doing=Doing.SQUAD_FOLLOW, doer=squad))
    assert house.told() == []
    assert [act.verdict for act in house.desk.recalled.acts] == [Verdict.HOLD]


def test_somebody_close_is_told_only_inside_a_story(house: Room) -> None:
    close = Doer(role=None, player="ramos")
    house.hear("marca", saying(doing=Doing.FOLLOW, doer=close))
    assert house.told() == []
    house.hear("as", minutes=10)
    assert house.kinds() == [NOTABLE]
    beside = [e for e in house.desk.notices[0].alert.evidence if "somebody close" in e.what]
    assert [(e.what, e.who) for e in beside] == [
        ("what is reported of somebody close to the player (follow)", "Marca")
    ]
    assert len(house.known()) == 1


def test_a_late_report_is_kept_and_not_told(house: Room) -> None:
    late = START + timedelta(hours=25)
    house.hear("marca", saying(until=START), at=late)
    assert house.told() == []
    assert len(house.known()) == 1


def test_nobody_under_age_is_reported(house: Room) -> None:
    child = Doer(role=Role.PLAYER, player="child")
    words = "Very Young liked a post about Real Madrid, Sergio Ramos too"
    house.hear("marca", saying(doer=child), words=words)
    assert house.told() == []
    assert house.desk.recalled.reports == ()


def test_a_deleted_report_is_withdrawn_and_corrected_if_nothing_else_is_left(house: Room) -> None:
    first = house.hear("marca")
    house.desk.see(replace(first, verb=Verb.DELETE, undoes=Verb.CREATE, text="",
                           revision=first.order + 60_000_000,
                           seen_at=START + timedelta(minutes=1)))  # fmt: skip
    assert house.kinds() == [NOTABLE, CORRECTED]
    assert "withdrawn" in house.told()[1][1]
    assert house.known() == ()
    assert all(one.url is None and not one.gist for one in house.desk.recalled.reports)


def test_a_deleted_report_changes_nothing_where_another_stands(house: Room) -> None:
    first = house.hear("marca")
    house.hear("as", minutes=1)
    house.desk.see(replace(first, verb=Verb.DELETE, undoes=Verb.CREATE, text="",
                           revision=first.order + 120_000_000,
                           seen_at=START + timedelta(minutes=2)))  # fmt: skip
    assert house.kinds() == [NOTABLE, UPDATED]
    assert house.known()[0].reports == 1


def test_an_article_that_tells_it_no_more_after_an_edit_withdraws_it(house: Room) -> None:
    first = house.hear("marca")
    house.meant["Sergio Ramos and Real Madrid: nothing happened"] = ()
    house.desk.see(replace(first, verb=Verb.UPDATE, object=first.record,
                           text="Sergio Ramos and Real Madrid: nothing happened",
                           revision=first.order + 60_000_000))  # fmt: skip
    assert house.kinds() == [NOTABLE, CORRECTED]


def test_an_edit_that_still_tells_it_changes_nothing(house: Room) -> None:
    first = house.hear("marca")
    words = f"{first.text}, with more"
    house.meant[words] = (saying(),)
    house.desk.see(replace(first, verb=Verb.UPDATE, object=first.record, text=words,
                           revision=first.order + 60_000_000))  # fmt: skip
    assert house.told() == [FIRST]
    assert house.known()[0].reports == 1


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["marca", "as", "relevo", "unidos", "ultras", "fans", "madrid"]),
        st.sampled_from([Doing.LIKE, Doing.LIKE, Doing.LIKE_REMOVED, Doing.FOLLOW]),
        st.sampled_from([None, None, "madridxtra", "defensa central"]),
        st.sampled_from(["", "instagram", "x"]),
        st.integers(0, 40),  # half days
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(REPORTS, st.randoms(use_true_random=False))
def test_in_whatever_order_reports_come_the_same_is_known(script: Any, draw: Any) -> None:
    def play(shuffled: bool) -> Any:
        house = room(max_age=timedelta(days=30))
        texts: list[Activity] = []
        for who, doing, author, platform, days, hedged, cites in script:
            at = START + timedelta(hours=12 * days)
            told = saying(doing=doing, author=author, platform=platform or None,
                          until=at, hedged=hedged)  # fmt: skip
            words = f"Sergio Ramos and Real Madrid by {who} {len(texts)}" + " per Marca" * cites
            texts.append(house.text(who, told, at=at, words=words,
                                    seen_at=START + timedelta(days=30)))  # fmt: skip
        if shuffled:
            draw.shuffle(texts)
        for text in texts:
            house.desk.see(text)
        reports = house.desk.recalled.reports
        return {
            (frozenset(r.key for r in tale.reports), tale.first.key, tale.known, tale.hedged)
            for tale in tales(reports)
        }

    assert play(shuffled=False) == play(shuffled=True)


STEPS = st.lists(st.sampled_from(["marca", "as", "unidos", "copy", "push", "deny"]), max_size=8)


@given(STEPS)
def test_each_step_is_told_once_and_taken_back_once(script: list[str]) -> None:
    house = room()
    for n, step in enumerate(script):
        if step == "push":
            house.desk.see(pushed("Ana", n))
        elif step == "deny":
            house.hear("relevo", saying(denied=True), minutes=n)
        elif step == "copy":
            house.hear(
                "ultras", saying(), minutes=n, words=f"Sergio Ramos Real Madrid per Marca {n}"
            )
        else:
            house.hear(step, minutes=n)
    kinds = house.kinds()
    assert kinds.count(NOTABLE) <= 1
    assert kinds.count(UPDATED) <= 1
    assert kinds.count(CORRECTED) <= 1
    assert RAMOS in {notice.alert.pairing for notice in house.desk.notices} or not kinds
    assert PLAYER.player == RAMOS.player
