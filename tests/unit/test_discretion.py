"""What public accounts say is quoted without the private people whom they name."""

from __future__ import annotations

import codecs
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.activity import Verb
from monitor.domain.catalogue import Account, Catalogue, Role
from monitor.domain.discretion import discreet
from monitor.domain.stories.wording import UNSAID
from monitor.domain.told.bulletin import bulletin
from monitor.domain.told.tongues import TONGUES
from tests.unit.judged import desk

CATALOGUE = Catalogue(
    accounts=(
        Account(platform="x", handle="SergioRamos", role=Role.PLAYER, proof="his own page"),
        Account(
            platform="mastodon", handle="club@social.example", role=Role.CLUB, proof="its page"
        ),
        Account(platform="x", handle="unproven", role=Role.PLAYER),
    )
)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("@zq9fan you are right", "@\u2026 you are right"),
        ("RT @zq9fan.example: Ramos!", "RT @\u2026: Ramos!"),
        ("(@zq9fan@social.example)", "(@\u2026)"),
        ("\uff20zq9fan and @unproven", "@\u2026 and @\u2026"),
        ("mail zq9fan@mail.example", "mail @\u2026"),
        ("as zq9fan.bsky.social says", "as @\u2026 says"),
        ("https://x.com/zq9fan/status/1 look", "x.com/\u2026 look"),
        ("bsky.app/profile/zq9fan.exa\u2026", "bsky.app/\u2026"),
        ("did:plc:zq9fan at://zq9fan/a/1 u/zq9fan", "@\u2026 @\u2026 @\u2026"),
        ("Welcome @sergioramos and @club@social.example!",) * 2,
        ("2-1 @ the Bernab\u00e9u, 50/50, and/or",) * 2,
        ("read club.example/zq9fan, https://club.example", "read club.example/\u2026 https://club.example"),
    ],
)  # fmt: skip
def test_only_those_are_named_whom_the_catalogue_knows(said: str, shown: str) -> None:
    assert discreet(said, CATALOGUE) == shown


@given(st.text(max_size=80), st.sampled_from(["@zq9fan", "@zq9.fan@a.example", "\uff20zq9fan"]))
def test_no_name_after_a_space_slips_through(before: str, name: str) -> None:
    assert "zq9" not in discreet(f"{before} {name}", CATALOGUE)


def test_a_text_that_never_ends_costs_little() -> None:
    for one in ("a." * 10_000, "@" * 20_000, "a-" * 10_000, "did:" * 5_000, "http://" * 3_000):
        discreet(one, CATALOGUE)


def test_an_alert_names_nobody_whom_a_quoted_post_names() -> None:
    told = desk()
    post = told.post(
        "fans", "@zq9fan.example is right: Sergio Ramos back to Real Madrid, see x.com/zq9fan/1"
    )
    told.see(post, told.act(Verb.LIKE, "ramos", object=post.record))
    later = told.at + timedelta(hours=7)
    thanks = "Thank you @zq9fan.example, Real Madrid"
    answer = told.post("ramos", thanks, quotes=post.record, at=later)
    told.see(answer)
    assert len(told.notices) == 2
    for notice in told.notices:
        assert "Real Madrid" in notice.alert.text
        assert "\u201c@\u2026 is right: Sergio Ramos back" in notice.alert.text
        assert "zq9" not in repr(notice)


def test_an_alert_repeats_no_slur_and_says_so() -> None:
    told = desk()
    slur = codecs.decode("snttbg", "rot13")
    post = told.post("fans", f"Sergio Ramos back to Real Madrid, you {slur}")
    told.see(post, told.act(Verb.LIKE, "ramos", object=post.record))
    (notice,) = told.notices
    assert slur not in repr(notice)
    assert UNSAID in notice.alert.text
    made = bulletin(notice, TONGUES["de"], UTC, "https://a.example")
    assert TONGUES["de"].unsaid in made.lines
