"""People are told in their language and time, and nothing that strangers said acts on them."""

# ruff: noqa: E501 - texts as they are read

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.deliver.services import SERVICES
from monitor.domain.activity import Provenance, Verb
from monitor.domain.alert import Evidence, Kind, Named, Notice, State, Weight
from monitor.domain.buzz import Buzz
from monitor.domain.campaign import Campaign
from monitor.domain.catalogue import Role
from monitor.domain.desk.reply import Choice
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import Evidence as Much
from monitor.domain.rumour import Strength
from monitor.domain.slurs import crude
from monitor.domain.stories import story
from monitor.domain.stories.spread import Lift
from monitor.domain.text import quote
from monitor.domain.told.bulletin import Bulletin, bulletin, silenced, trial
from monitor.domain.told.harmless import harmless
from monitor.domain.told.tongues import TONGUES, Tongue
from tests.sample_alert import AT, told, took_back

PAGE = "https://lastdance.example.org"
MADRID = ZoneInfo("Europe/Madrid")
EVERY = [pytest.param(each, id=code) for code, each in TONGUES.items()]

BUZZ = Buzz(
    at=AT,
    window=timedelta(minutes=30),
    authors=1043,
    by=(("Bluesky", 1039), ("outlets", 3), ("journalists", 1)),
    mentions=50,
    transfer=40,
    expected=6.2,
    score=9,
    largest_in=23,
    missing=("bluesky",),
)


def loud(**changed: Any) -> Notice:
    """A notice of a spike."""
    parts = {"evidence": (), "buzz": BUZZ, "state": State.FIRING, **changed}
    alert = replace(told().alert, **parts)
    return replace(told(), kind=Kind.STORY_STARTED, acts=(), alert=alert)


def confirmed() -> Notice:
    """A notice that the move has happened."""
    who = Evidence(what="the confirmation", who="club account @x.example", provenance="observed")
    return replace(
        told(), kind=Kind.STORY_CONFIRMED, acts=(), alert=replace(told().alert, evidence=(who,))
    )


def warned() -> Notice:
    """A notice that much of the talk is about private life."""
    alert = replace(loud().alert, buzz=replace(BUZZ, private=20))
    return replace(loud(), kind=Kind.SENSITIVE_SURGE, alert=alert)


def notices() -> Iterator[Notice]:
    """One of each kind."""
    yield told()
    yield warned()
    yield loud()
    yield replace(loud(), kind=Kind.STORY_ENDED)
    yield confirmed()
    yield took_back()
    yield replace(took_back(), acts=())


def said(told: Bulletin) -> str:
    return f"{told.title}\n{told.text}"


def names(template: object) -> set[str]:
    """Names in braces of a phrase, or of all phrases of a group."""
    if isinstance(template, str):
        return {name for _, name, _, _ in Formatter().parse(template) if name}
    if isinstance(template, Mapping):
        return set().union(*(names(each) for each in template.values()))
    return (
        set().union(*(names(each) for each in template)) if isinstance(template, tuple) else set()
    )


@pytest.mark.parametrize("tongue", EVERY)
def test_each_language_has_every_phrase_with_the_names_of_english(tongue: Tongue) -> None:
    english = TONGUES["en"]
    for field in fields(Tongue):
        ours, theirs = getattr(tongue, field.name), getattr(english, field.name)
        assert names(ours) == names(theirs), field.name
        if isinstance(theirs, Mapping):
            assert ours.keys() == theirs.keys(), field.name
        assert ours or field.name == "thousands", field.name
    assert len(tongue.months) == 12
    assert {verb for verb in Verb if verb is not Verb.DELETE} <= tongue.deeds.keys()
    assert all(doing in tongue.deeds or doing in _AS_ITS_VERB for doing in Doing)


_AS_ITS_VERB = {Doing.LIKE, Doing.REPOST, Doing.FOLLOW, Doing.SQUAD_FOLLOW, Doing.UNFOLLOW}


@pytest.mark.parametrize("tongue", EVERY)
def test_what_is_not_confirmed_says_so_in_its_first_word(tongue: Tongue) -> None:
    for notice in (
        told(),
        loud(),
        replace(loud(), alert=replace(loud().alert, state=State.PROVISIONAL)),
    ):
        title = bulletin(notice, tongue, UTC, PAGE).title
        assert title.startswith((tongue.unverified, tongue.provisional))
    message = bulletin(confirmed(), tongue, UTC, PAGE)
    assert message.title.startswith(tongue.confirmed)
    assert "Real Madrid (@" in message.text
    assert "club account" not in message.text
    assert bulletin(took_back(), tongue, UTC, PAGE).title.startswith(tongue.corrected)


@pytest.mark.parametrize("tongue", EVERY)
def test_a_denial_is_told_as_one_and_a_post_as_one(tongue: Tongue) -> None:
    act = replace(told().acts[0], verb=Verb.CREATE)
    talk = story.alone(replace(told(), acts=(act,)), f"{story.ACT}1", Weight.ACT)
    denial = story.alone(replace(told(), acts=(act,)), f"{story.ACT}1", Weight.CLAIM)
    claim = story.alone(replace(told(), acts=(act,)), "claim:real-madrid", Weight.CLAIM)
    names = {"who": "Sergio Ramos", "about": "Real Madrid"}
    denied, posted = tongue.denial.format(**names), tongue.deeds[Verb.CREATE].format(**names)
    assert denied in bulletin(denial, tongue, UTC, PAGE).title
    assert posted in bulletin(talk, tongue, UTC, PAGE).title
    assert posted in bulletin(claim, tongue, UTC, PAGE).title


@pytest.mark.parametrize("tongue", EVERY)
def test_a_correction_says_whether_anything_else_stands(tongue: Tongue) -> None:
    rest = story.alone(told(), f"{story.ACT}1", Weight.ACT).parts
    assert tongue.standing in bulletin(replace(took_back(), parts=rest), tongue, UTC, PAGE).lines
    wholly = bulletin(replace(took_back(), parts=()), tongue, UTC, PAGE)
    assert tongue.standing not in wholly.lines


@pytest.mark.parametrize("tongue", EVERY)
def test_a_number_says_until_when_it_was_counted(tongue: Tongue) -> None:
    at = tongue.moment(BUZZ.at, MADRID)
    for notice in (loud(), warned()):
        assert at in bulletin(notice, tongue, MADRID, PAGE).lines[0]


@pytest.mark.parametrize("tongue", EVERY)
def test_a_warning_about_private_life_says_to_verify_and_no_likelihood(tongue: Tongue) -> None:
    made = bulletin(warned(), tongue, UTC, PAGE)
    assert made.title.startswith(tongue.sensitive)
    assert tongue.private.format(share=tongue.share(0.4)) in made.text
    assert tongue.verify in made.lines
    assert tongue.unverified not in said(made)
    assert tongue.strength[Much.INSUFFICIENT] not in made.text
    assert made.said == ""


@pytest.mark.parametrize("tongue", EVERY)
def test_how_much_is_a_campaign_and_how_much_one_accounts_is_told(tongue: Tongue) -> None:
    driven = replace(BUZZ, loudest=0.9, campaign=Campaign(slogan=0.81, copied=0.2))
    text = said(bulletin(loud(buzz=driven), tongue, UTC, PAGE))
    assert tongue.slogan.format(share=tongue.share(0.81)) in text
    assert tongue.loudest.format(share=tongue.share(0.9)) in text
    copied = replace(BUZZ, campaign=Campaign(slogan=0.1, copied=0.7))
    text = said(bulletin(loud(buzz=copied), tongue, UTC, PAGE))
    assert tongue.copied.format(share=tongue.share(0.7)) in text


@pytest.mark.parametrize("tongue", EVERY)
def test_what_an_act_moved_and_which_rivals_are_named_is_told(tongue: Tongue) -> None:
    lift = Lift(
        key=b"act",
        since=AT,
        span=timedelta(hours=6),
        authors=420,
        expected=30.0,
        low=11.2,
        high=17.3,
    )
    rivals = (Named("paris", "Paris Saint-Germain"),)
    spike = bulletin(loud(lift=lift, rivals=rivals), tongue, UTC, PAGE)
    assert tongue.lift.format(n=14, low=11, high=17, span=tongue.span(lift.span)) in spike.lines
    assert tongue.rivals.format(names="Paris Saint-Germain") in spike.lines
    silent = replace(lift, expected=0.5, low=None, high=None)
    quiet = bulletin(loud(lift=silent), tongue, UTC, PAGE).lines[1:]  # the first tells the time
    assert not any("14" in line for line in quiet)
    again = replace(told(), alert=replace(told().alert, earlier="an earlier one"))
    assert tongue.again in bulletin(again, tongue, UTC, PAGE).lines


@pytest.mark.parametrize("tongue", EVERY)
def test_the_talk_of_a_rival_is_told_as_that_whoever_leads(tongue: Tongue) -> None:
    rival = bulletin(loud(buzz_club=Named("paris", "Paris")), tongue, UTC, PAGE)
    assert "Sergio Ramos \u2013 Paris" in rival.title
    assert "Real Madrid" not in rival.title


@pytest.mark.parametrize("tongue", EVERY)
def test_a_lock_screen_shows_who_and_whether_it_is_sure(tongue: Tongue) -> None:
    for notice in notices():
        head = bulletin(notice, tongue, UTC, PAGE).title[:60]
        assert "Sergio Ramos" in head, notice.kind
    for deed in tongue.deeds:
        done = {"doing": deed} if isinstance(deed, Doing) else {"verb": deed}
        act = replace(told().acts[0], **done)
        head = bulletin(replace(told(), acts=(act,)), tongue, UTC, PAGE).title[:60]
        assert "Sergio Ramos" in head, deed
        assert "Real" in head, deed


@pytest.mark.parametrize("tongue", EVERY)
def test_no_phrase_is_left_open_and_no_english_is_left_over(tongue: Tongue) -> None:
    for notice in notices():
        text = said(bulletin(notice, tongue, MADRID, PAGE))
        assert not re.search(r"[{}]", text)
        if tongue.code != "en":
            assert not re.search(r"\b(the|accounts|usually|which|seen by|post)\b", text.partition("\u201c")[0].replace("il post", "").replace("un post", "").replace("dei post", ""))  # fmt: skip


def test_a_time_is_told_where_people_live() -> None:
    spanish = bulletin(told(), TONGUES["es"], MADRID, PAGE)
    assert "1 de agosto, 23:14 CEST" in spanish.lines[0]
    brazil = bulletin(told(), TONGUES["pt"], ZoneInfo("America/Sao_Paulo"), PAGE)
    assert "18:14 UTC-03" in brazil.lines[0]
    assert "2 August" in bulletin(told(), TONGUES["en"], ZoneInfo("Asia/Tokyo"), PAGE).lines[0]


def test_numbers_are_written_as_people_write_them() -> None:
    assert "1,043 accounts (1,039 Bluesky, 3 outlets, 1 journalist)" in said(bulletin(loud(), TONGUES["en"], UTC, PAGE))  # fmt: skip
    assert "1.043 Konten (1.039 Bluesky, 3 Medien, 1 Journalist)" in said(bulletin(loud(), TONGUES["de"], UTC, PAGE))  # fmt: skip
    assert "80\u00a0%" in said(bulletin(loud(), TONGUES["fr"], UTC, PAGE))


@pytest.mark.parametrize("tongue", EVERY)
def test_what_is_not_known_is_counted_and_what_is_missing_named(tongue: Tongue) -> None:
    text = said(bulletin(loud(), tongue, UTC, PAGE))
    assert tongue.count(len(loud().alert.unknown), tongue.unknown) in text
    assert "bluesky" in text
    assert tongue.strength[Much.INSUFFICIENT] in text


def test_a_band_is_told_and_no_number_without_one() -> None:
    strength = Strength(Much.MEDIUM, probability=0.4, low=0.3, high=0.5)
    text = said(bulletin(loud(strength=strength), TONGUES["en"], UTC, PAGE))
    assert "Rumour strength: medium, 30% to 50%" in text
    bare = said(bulletin(loud(strength=Strength(Much.LOW)), TONGUES["en"], UTC, PAGE))
    assert "too little evidence" in bare


@pytest.mark.parametrize(
    ("provenance", "by", "expected"),
    [
        (Provenance.OBSERVED, None, "Seen by a source of ours."),
        (Provenance.PUSHED, "the desk", "Told by the desk; no source of ours saw it."),
        (Provenance.PUSHED, None, "Told by a person; no source of ours saw it."),
        (Provenance.REPORTED, "Marca", "Reported by Marca; no source of ours saw it."),
    ],
)
def test_how_it_is_known_is_told(provenance: Provenance, by: str | None, expected: str) -> None:
    act = replace(told().acts[0], provenance=provenance, observer=by)
    notice = replace(told(), acts=(act,))
    assert expected in bulletin(notice, TONGUES["en"], UTC, PAGE).lines[0]


def test_who_acted_is_named_by_the_role() -> None:
    act = told().acts[0]
    for role, who in (
        (Role.AGENT, "the agent of Sergio Ramos liked"),
        (Role.TEAMMATE, "ramos.\u200bexample liked"),
    ):
        notice = replace(told(), acts=(replace(act, role=role),))
        assert who in bulletin(notice, TONGUES["en"], UTC, PAGE).title
    club = replace(told(), acts=(replace(act, role=Role.CLUB, verb=Verb.FOLLOW),))
    assert "Real Madrid followed Sergio Ramos" in bulletin(club, TONGUES["en"], UTC, PAGE).title


@pytest.mark.parametrize("tongue", EVERY)
def test_a_slur_is_not_repeated_and_that_is_said(tongue: Tongue) -> None:
    piece = Evidence(
        what="x", who="Somebody", provenance="observed", quote="what a N\u00edGG\u00e9r, sign him"
    )
    notice = replace(told(), alert=replace(told().alert, evidence=(piece,)))
    made = bulletin(notice, tongue, UTC, PAGE)
    assert made.said == ""
    assert tongue.unsaid in made.lines
    assert "sign him" not in said(made)


@pytest.mark.parametrize("text", ["Snigger at Niger, the black one", "El negro Casas y el moreno", "il portiere pede", "un chien noir", "Scunthorpe"])  # fmt: skip
def test_words_that_only_look_like_slurs_are_repeated(text: str) -> None:
    assert not crude(text)


HOSTILE = [
    "@everyone @here <!channel> <!here|x> <@U123> <#C1> <@&9>",
    "http://evil.example/x https://evil.example www.evil.example evil.com t.me/x",
    "[click](https://evil.example) <https://evil.example|click> ![x](http://a.b)",
    "*bold* _it_ ~~gone~~ `code` ||spoiler|| > quote # head - list 1. one",
    "<b>x</b> <a href='x'>y</a> <at>Everyone</at> &lt;!channel&gt; &amp;",
    "/start #transfer $BTC tg://user?id=1 mailto:a@b.example",
    "\u202eevil\u2066 \u200b@\u200beveryone \uff20everyone evil\u3002example",
    "a\r\nBcc: victim@example.org\r\n\r\nbody",
    "```\n@everyone\n``` :rotating_light: \\@everyone \\\\",
]
ANYTHING = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200), st.text("@#<>[]()!&|*_`~./:$\\\n ehvo\u200b", max_size=80))  # fmt: skip


def hostile(text: str) -> Notice:
    """A notice in which strangers say *text* wherever they can."""
    piece = Evidence(
        what=text, who=text, provenance="pushed", quote=text, url="https://evil.example"
    )
    alert = replace(
        told().alert, evidence=(piece,), player_name=text, club_name=text, unknown=(text,),
        buzz=replace(BUZZ, missing=(text,), by=((text, 3),)),
    )  # fmt: skip
    act = replace(
        told().acts[0], observer=text, handle=text, provenance=Provenance.PUSHED, role=Role.TEAMMATE
    )
    return replace(told(), alert=alert, acts=(act,))


_LINKS = re.compile(r"\w://\S|\w\.\w{2,}|www\.\w|[@#/$]\w", re.UNICODE)


@given(ANYTHING)
def test_what_strangers_say_mentions_and_links_nothing(text: str) -> None:
    made = harmless(text)
    assert _LINKS.search(made) is None
    assert "\n" not in made
    assert "\r" not in made
    assert harmless(made) == made or len(made) > 250


@given(ANYTHING, st.sampled_from(sorted(TONGUES)))
def test_no_bulletin_links_anywhere_but_to_the_page(text: str, code: str) -> None:
    for notice in (
        hostile(text),
        replace(hostile(text), alert=replace(hostile(text).alert, buzz=None)),
    ):
        made = bulletin(notice, TONGUES[code], UTC, PAGE)
        ours = said(made).replace(str(made.link), "")
        assert "://" not in ours.replace("\u200b", "|")
        assert not re.search(r"@\w", ours)
        assert "\n" not in made.title
        assert len(made.title) <= 200


@given(ANYTHING)
def test_slack_and_teams_get_plain_text_only(text: str) -> None:
    made = bulletin(hostile(text), TONGUES["en"], UTC, PAGE)
    slack = json.loads(SERVICES["slack"].post("https://x", made, None).content)
    assert not re.search(r"[<>]", slack["text"])
    assert '"mrkdwn"' not in json.dumps(slack)
    assert all(len(block["text"]["text"]) <= 3000 for block in slack["blocks"] if "text" in block)
    teams = json.loads(SERVICES["teams"].post("https://x", made, None).content)
    (card,) = [each["content"] for each in teams["attachments"]]
    assert {each["type"] for each in card["body"]} == {"RichTextBlock"}
    assert "msteams" not in card


@given(ANYTHING)
def test_discord_reads_no_markup_and_mentions_nobody(text: str) -> None:
    made = bulletin(hostile(text), TONGUES["en"], UTC, PAGE)
    shape = json.loads(SERVICES["discord"].post("https://x", made, None).content)
    assert shape["allowed_mentions"] == {"parse": []}
    for words in (shape["content"], shape["embeds"][0]["description"]):
        bare = re.sub(r"\\.", "", words, flags=re.DOTALL)
        assert not re.search(r"[*_~`|<>\[\]()#]", bare)
        assert len(words) <= 4000


@given(ANYTHING)
def test_telegram_reads_no_markup(text: str) -> None:
    made = bulletin(hostile(text), TONGUES["en"], UTC, PAGE)
    shape = json.loads(SERVICES["telegram"].post("https://x/bot1:a?chat_id=1", made, None).content)
    assert "parse_mode" not in shape
    (bold,) = shape["entities"]
    head = shape["text"].encode("utf-16-le")[: 2 * bold["length"]].decode("utf-16-le")
    assert head == made.title
    ntfy = json.loads(SERVICES["ntfy"].post("https://x/t", made, None).content)
    assert "markdown" not in ntfy
    assert len(ntfy["message"].encode()) < 4096


def test_no_message_is_too_long_for_its_service_however_wide_its_letters() -> None:
    wide: dict[str, Any] = {"title": "\U0001f525" * 200, "lines": ("\U0001f525" * 3_000,)}
    long = replace(trial("desk", TONGUES["en"]), **wide)
    url = "https://api.telegram.org/bot1:x?chat_id=1"
    text = json.loads(SERVICES["telegram"].post(url, long, None).content)["text"]
    assert 7_000 < len(text.encode("utf-16-le")) <= 2 * 4_096
    assert {*text} == {"\U0001f525", "\n"}
    ntfy = json.loads(SERVICES["ntfy"].post("https://ntfy.sh/x", long, None).content)
    assert len(ntfy["message"].encode()) < 4_096


@pytest.mark.parametrize("tongue", EVERY)
def test_a_test_and_a_silence_say_what_they_are(tongue: Tongue) -> None:
    for made in (trial("desk", tongue), silenced("desk", tongue)):
        assert "desk" in said(made)
        assert "lastdance" in made.title
        assert made.link is None


def test_a_quotation_stays_short() -> None:
    assert len(harmless(quote("word " * 100), 140).replace("\u200b", "")) <= 140


def test_the_alert_stays_as_webhooks_have_it() -> None:
    before = told()
    bulletin(before, TONGUES["fr"], MADRID, PAGE)
    assert before == told()
    assert before.alert.told_at == datetime(2026, 8, 1, 21, 14, 9, tzinfo=UTC)


@pytest.mark.parametrize("tongue", TONGUES.values(), ids=TONGUES.keys())
def test_each_service_leads_to_the_choices_once(tongue: Tongue) -> None:
    links = {
        Choice.CHOOSE: "https://l.example/reply/aToken-_1",
        Choice.MUTE: "https://l.example/no",
    }
    made = bulletin(told(), tongue, UTC, PAGE, links)
    for name, service in SERVICES.items():
        url = (
            "https://h.example/bot1:a/x?chat_id=1" if name == "telegram" else "https://h.example/t"
        )
        sent = service.post(url, made, None).content.decode()
        assert sent.count("https://l.example/reply/aToken-_1") == 1
        assert "https://l.example/no" not in sent


def test_what_offers_nothing_leads_nowhere_but_to_the_page() -> None:
    made = bulletin(told(), TONGUES["en"], UTC, PAGE)
    assert made.answer is None
    assert "\u2192" not in made.text


def test_what_is_quiet_makes_no_sound_where_a_service_can_be_told_so() -> None:
    loud_one = bulletin(told(), TONGUES["en"], UTC, PAGE)
    still = replace(loud_one, quiet=True)

    def sent(name: str, made: Bulletin) -> dict[str, Any]:
        url = (
            "https://h.example/bot1:a/x?chat_id=1" if name == "telegram" else "https://h.example/t"
        )
        read: dict[str, Any] = json.loads(SERVICES[name].post(url, made, None).content)
        return read

    assert sent("telegram", still)["disable_notification"] is True
    assert sent("discord", still)["flags"] == 4096
    assert sent("ntfy", still)["priority"] == 2
    assert "disable_notification" not in sent("telegram", loud_one)
    assert "flags" not in sent("discord", loud_one)
    assert sent("ntfy", loud_one)["priority"] > 2
