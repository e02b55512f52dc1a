"""What a person says is read into an act, or refused with the part, the reason and the cure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.cli.reporting import _moment
from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.catalogue import Account, Alias, Catalogue, Player, Role, Watch
from monitor.domain.platforms import page_of
from monitor.domain.settling import SightingError, settle
from monitor.domain.sighting import DEEDS, Sighting, read
from tests.unit import judged
from tests.unit.judged import PROOF, START

POST = "https://www.instagram.com/p/DoNe/"


def catalogue(**more: Any) -> Catalogue:
    """Return the small catalogue, in which Ramos is watched with two clubs."""
    known = judged.catalogue()
    fans = Account(
        platform="x", handle="MadridXtra", role=Role.FAN_ACCOUNT, club="madrid", proof=PROOF
    )
    own = Account(
        platform="tiktok", handle="SergioRamos", role=Role.PLAYER, player="ramos", proof=PROOF
    )
    watched = frozenset({Watch("ramos", "madrid"), Watch("ramos", "sevilla"), Watch("child", None)})
    return replace(known, accounts=(*known.accounts, fans, own), **{"watchlist": watched, **more})


def said(**more: Any) -> Sighting:
    told: dict[str, Any] = {
        "who": "Sergio Ramos",
        "did": "likes",
        "what": POST,
        "about": "Real Madrid",
        "by": "desk",
    }
    return Sighting(**{**told, **more})


def seen(known: Catalogue | None = None, **more: Any) -> Activity:
    return read(said(**more), known or catalogue(), START)


def refused(known: Catalogue | None = None, **more: Any) -> SightingError:
    with pytest.raises(SightingError) as refusal:
        seen(known, **more)
    return refusal.value


def test_a_like_is_the_players_by_name_and_counts_as_pushed() -> None:
    act = seen(note="on  the phone")
    assert (act.platform, act.verb, act.actor, act.object) == (
        "instagram",
        Verb.LIKE,
        "player:ramos",
        POST,
    )
    assert (act.provenance, act.observer, act.about) == (Provenance.PUSHED, "desk", "madrid")
    assert (act.happened_at, act.seen_at, act.note) == (None, START, "on the phone")


def test_a_players_own_account_acts_where_the_catalogue_holds_one() -> None:
    assert seen(what="https://www.tiktok.com/@a/video/1").actor == "@sergioramos"
    assert seen(what="https://bsky.app/profile/fans.example/post/3k").actor == "did:ramos"


@pytest.mark.parametrize(
    ("did", "verb", "undoes", "where"),
    [
        ("likes", Verb.LIKE, None, "object"),
        ("unlikes", Verb.UNDO, Verb.LIKE, "object"),
        ("reposts", Verb.ANNOUNCE, None, "object"),
        ("unreposts", Verb.UNDO, Verb.ANNOUNCE, "object"),
        ("posts", Verb.CREATE, None, "record"),
        ("deletes", Verb.DELETE, Verb.CREATE, "record"),
        ("replies-to", Verb.CREATE, None, "in_reply_to"),
        ("Replies to", Verb.CREATE, None, "in_reply_to"),
        ("quotes", Verb.CREATE, None, "quotes"),
    ],
)
def test_each_verb_is_upon_what_it_is_upon(
    did: str, verb: Verb, undoes: Verb | None, where: str
) -> None:
    act = seen(did=did)
    assert (act.verb, act.undoes) == (verb, undoes)
    assert getattr(act, where) == POST


def test_two_replies_to_different_posts_are_two_records() -> None:
    other = "https://www.instagram.com/p/Other/"
    first, second = seen(did="replies-to"), seen(did="replies-to", what=other)
    assert None not in {first.record, second.record}
    assert first.record != second.record


def test_a_follow_is_of_an_account() -> None:
    act = seen(did="follows", what="https://www.instagram.com/RealMadrid/")
    assert (act.verb, act.object) == (Verb.FOLLOW, "@realmadrid")
    club = seen(did="follows", what="https://bsky.app/profile/madrid.example", about=None)
    assert (club.object, club.about) == ("did:madrid", "madrid")


def test_every_verb_that_is_offered_is_understood() -> None:
    for did in DEEDS:
        what = "https://www.instagram.com/realmadrid/" if "follows" in did else POST
        assert seen(did=did, what=what).observer == "desk"


def test_the_club_follows_from_whose_post_it_is() -> None:
    assert seen(what="https://x.com/MadridXtra/status/12", about=None).about == "madrid"
    assert seen(what="https://x.com/i/status/12", about=None, of="@madridxtra").about == "madrid"


def test_the_club_follows_from_the_only_one_that_is_watched() -> None:
    alone = catalogue(watchlist=frozenset({Watch("ramos", "madrid")}))
    assert seen(alone, about=None).about == "madrid"
    assert refused(about=None).field == "about"
    anybody = catalogue(watchlist=frozenset({Watch("ramos", "madrid"), Watch(None, "sevilla")}))
    assert refused(anybody, about="").field == "about"


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"who": "Sergio Ramoz"}, "who", "Did you mean Sergio Ramos?"),
        ({"who": "Pilar Somebody"}, "who", "nobody of their family"),
        ({"who": "Very Young"}, "who", "under 18"),
        ({"who": "Joan Mate"}, "about", "not watched"),
        ({"who": ""}, "who", "knows no player"),
        ({"about": "Real Madird"}, "about", "Did you mean Real Madrid?"),
        ({"about": "\x00" * 5000}, "about", "catalogue show"),
        ({"did": "liked"}, "did", "Did you mean 'likes'?"),
        ({"did": "marries"}, "did", "one of"),
        ({"what": "javascript:alert(1)"}, "what", "no address"),
        ({"what": "https://u:p@instagram.com/p/1"}, "what", "no address"),
        ({"what": "nonsense"}, "what", "no address"),
        ({"what": "https://[::1"}, "what", "no address"),
        ({"what": "https://example.org/p/1"}, "on", "which network"),
        ({"on": "myspace"}, "on", "myspace"),
        ({"by": " "}, "by", "who saw it"),
        ({"at": START + timedelta(seconds=1)}, "at", "not happened yet"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_cure(
    more: dict[str, Any], field: str, words: str
) -> None:
    refusal = refused(**more)
    assert refusal.field == field
    assert words in str(refusal)


def test_a_player_whose_age_is_not_known_is_not_watched() -> None:
    known = catalogue()
    ageless = Player(slug="ageless", name="No Age", aliases=(Alias("No Age"),))
    with_him = replace(known, players={**known.players, "ageless": ageless})
    assert "isn't known" in str(refused(with_him, who="No Age"))


def test_a_name_that_several_have_is_asked_about() -> None:
    known = catalogue()
    twin = replace(known.players["ramos"], slug="other", name="Another Ramos")
    both = replace(
        known,
        players={
            **known.players,
            "ramos": replace(known.players["ramos"], aliases=(Alias("Capi", ambiguous=True),)),
            "other": replace(twin, aliases=(Alias("Capi", ambiguous=True),)),
        },
    )
    assert "Say which: Another Ramos or Sergio Ramos." in str(refused(both, who="capi"))
    assert seen(both, who="ramos").actor == "player:ramos"


@pytest.mark.parametrize(
    ("url", "platform", "address", "who"),
    [
        ("https://instagram.com/MadridXtra/reel/AbC/?igshid=1", "instagram",
         "https://www.instagram.com/p/AbC/", "madridxtra"),
        ("https://twitter.com/A/status/1?s=20", "x", "https://x.com/i/status/1", "a"),
        ("https://mobile.x.com/A/status/1/photo/2", "x", "https://x.com/i/status/1", "a"),
        ("https://youtu.be/xY", "youtube", "https://youtube.com/watch?v=xY", None),
        ("https://m.youtube.com/watch?t=3&v=xY", "youtube", "https://youtube.com/watch?v=xY", None),
        ("https://mastodon.example/@a/12", "mastodon", "https://mastodon.example/@a/12",
         "a@mastodon.example"),
        ("https://vm.tiktok.com/ZZ/", "tiktok", "https://vm.tiktok.com/ZZ", None),
        ("https://example.org/a?b=1#c", None, "https://example.org/a?b=1", None),
    ],
)  # fmt: skip
def test_a_post_has_one_spelling(
    url: str, platform: str | None, address: str, who: str | None
) -> None:
    page = page_of(url)
    assert (page.platform, page.address, page.who) == (platform, address, who)
    assert page_of(page.address).address == page.address


def test_a_club_that_nobody_knows_is_refused_whoever_pushes() -> None:
    act = Activity(platform="x", verb=Verb.LIKE, actor="a", about="Nowhere United", seen_at=START)
    with pytest.raises(SightingError, match="knows no club"):
        settle(act, catalogue())


def test_a_time_of_the_day_has_passed() -> None:
    at = _moment("00:00")
    assert at.tzinfo is UTC
    assert _moment("2026-08-04T21:03+02:00").hour == 19


@pytest.mark.parametrize(
    ("words", "said_so"),
    [
        (["Sergio Ramos", "likes", POST, "--at", "soon"], "--at"),
        (["Sergio Ramos", "likes", POST, "--at", "25:00"], "--at"),
        (["Sergio Ramos"], "Missing argument"),
    ],
)
def test_the_command_refuses_with_2(words: list[str], said_so: str) -> None:
    run = CliRunner().invoke(app, ["report", *words])
    assert run.exit_code == 2
    assert said_so in run.output


def test_the_command_shows_an_example() -> None:
    assert "lastdance report" in CliRunner().invoke(app, ["report", "--help"]).output
