"""What public accounts say is quoted without the private people whom they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Account, Catalogue, Role
from monitor.domain.discretion import discreet

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
