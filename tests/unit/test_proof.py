"""Whether an account is who it says, and what looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Account, Role
from monitor.domain.lookalikes import alike, lookalikes
from monitor.domain.proof import Outcome, Shown, Verdict, Whose, decide, links

DID = "did:plc:abcdefghijklmnopqrstuvwx"
OTHER = "did:plc:zyxwvutsrqponmlkjihgfedc"
PAGE = "https://club.example/social"
CLUB = Account(
    platform="bluesky",
    handle="club.example",
    id=DID,
    role=Role.CLUB,
    club="c",
    proof="their domain",
)
PAGED = replace(CLUB, handle="club.bsky.social", proof=PAGE)
HERE = Whose(DID, DID)


def verdict(outcome: Outcome) -> tuple[Verdict, str | None]:
    return outcome.verdict, outcome.proof


def test_a_domain_that_leads_to_the_id_proves_the_account() -> None:
    assert verdict(decide(CLUB, HERE, None)) == (Verdict.PROVEN, "their domain")
    assert decide(replace(CLUB, id=None), Whose(None, DID), None).id == DID


@pytest.mark.parametrize(
    ("whose", "expected"),
    [
        (Whose(OTHER, OTHER), Verdict.CHANGED),
        (Whose(None, OTHER), Verdict.CHANGED),
        (Whose(OTHER, DID), Verdict.CHANGED),
        (Whose(None, None), Verdict.CHANGED),
        (Whose(None, None, "away"), Verdict.UNASKED),
        (Whose(OTHER, None, "away"), Verdict.UNASKED),
        (Whose(DID, None, "away"), Verdict.PROVEN),
    ],
)
def test_a_handle_that_leads_elsewhere_proves_nothing(whose: Whose, expected: Verdict) -> None:
    outcome = decide(CLUB, whose, None)
    assert outcome.verdict is expected
    assert outcome.id == DID
    assert (outcome.proof is None) == (expected is not Verdict.PROVEN)


def test_a_handle_that_anybody_may_have_is_no_domain_of_theirs() -> None:
    given_away = replace(CLUB, handle="club.bsky.social")
    assert decide(given_away, HERE, None).verdict is Verdict.UNASKED
    assert decide(replace(given_away, proof=None), HERE, None).verdict is Verdict.UNPROVEN


def test_the_domain_of_a_source_proves_its_account_by_itself() -> None:
    outlet = replace(CLUB, handle="sport.paper.example", proof=None)
    assert decide(outlet, HERE, None, ["paper.example"]).proof is not None
    assert decide(outlet, HERE, None, ["per.example"]).verdict is Verdict.UNPROVEN


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (Shown("<a href='https://bsky.app/profile/club.bsky.social'>", PAGE), Verdict.PROVEN),
        (Shown(f"<a href='https://bsky.app/profile/{DID}'>", PAGE), Verdict.PROVEN),
        (Shown("<a href='https://bsky.app/profile/other.example'>", PAGE), Verdict.UNPROVEN),
        (Shown("bsky.app/profile/club.bsky.social", "https://parked.example/"), Verdict.UNPROVEN),
        (Shown("bsky.app/profile/club.bsky.social", PAGE.replace("//", "//www.")), Verdict.PROVEN),
        (Shown(), Verdict.UNPROVEN),
        (Shown(trouble="away"), Verdict.UNASKED),
    ],
)
def test_a_page_proves_what_it_links_to(shown: Shown, expected: Verdict) -> None:
    assert decide(PAGED, HERE, shown).verdict is expected


def test_a_page_of_a_network_proves_nothing() -> None:
    own = replace(PAGED, proof="https://bsky.app/profile/club.bsky.social")
    shown = Shown("https://bsky.app/profile/club.bsky.social", own.proof or "")
    assert decide(own, HERE, shown).verdict is Verdict.UNPROVEN


def test_a_link_does_not_prove_a_handle_that_is_somebody_elses_now() -> None:
    shown = Shown("https://bsky.app/profile/club.bsky.social", PAGE)
    assert decide(PAGED, Whose(None, OTHER), shown).verdict is Verdict.CHANGED


X = Account(platform="x", handle="Club_FC", role=Role.CLUB, club="c", proof=PAGE)
MASTODON = Account(platform="mastodon", handle="club@social.example", role=Role.CLUB, club="c")


@pytest.mark.parametrize(
    ("account", "text", "linked"),
    [
        (X, 'href="https://www.x.com/club_fc?ref=footer"', True),
        (X, "https://twitter.com/Club_FC", True),
        (X, r"https:\/\/x.com\/Club_FC", True),
        (X, "https://x.com/Club_FC_fans", False),
        (X, "https://x.com/Club_FC/status/1", False),
        (X, "https://notx.com/Club_FC", False),
        (X, "follow @Club_FC on Instagram", False),
        (MASTODON, "https://social.example/@club", True),
        (MASTODON, "https://social.example/@clubfans", False),
        (MASTODON, "@club@social.example", True),
        (CLUB, "write to info@club.example", False),
        (CLUB, "we are @club.example", True),
        (CLUB, "we are @club.example.com", False),
        (CLUB, "https://club.example/tickets", False),
        (CLUB, f"at://{DID}", True),
        (CLUB, "https://bsky.app/profile/club.example/post/3k", False),
        (CLUB, "https&#58;//bsky.app/profile/club%2Eexample", True),
    ],
)
def test_only_the_profile_or_the_whole_handle_is_a_link(
    account: Account, text: str, linked: bool
) -> None:
    assert links(text, account) is linked


@given(st.text(max_size=200), st.text(min_size=1, max_size=30), st.sampled_from(["bluesky", "x"]))
def test_no_page_and_no_handle_break_it(text: str, handle: str, platform: str) -> None:
    account = replace(CLUB, platform=platform, handle=handle)
    assert links(text, account) in {True, False}
    assert alike(handle, text) is None or handle.casefold() != text.casefold()


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("realmadrid.com", "rea1madrid.com", "the same to the eye"),
        ("realmadrid.com", "real-madrid.com", "the same to the eye"),
        ("realmadrid.com", "re\u0430lmadrid.com", "the same to the eye"),
        ("marca.com", "rnarca.com", "the same to the eye"),
        ("realmadrid.com", "realmadrd.com", "one letter off"),
        ("realmadrid.com", "realmadrids.com", "one letter off"),
        ("realmadrid.com", "raelmadrid.com", "one letter off"),
        ("realmadrid.com", "realmadrid.bsky.social", "the same name elsewhere"),
        ("realmadrid.com", "realbetis.com", None),
        ("as.com", "bs.net", None),
        ("a", "a", None),
    ],
)
def test_handles_that_look_alike_are_told_apart(one: str, other: str, how: str | None) -> None:
    assert alike(one, other) == how
    assert alike(other, one) == how


def test_only_accounts_without_proof_are_look_alikes_and_on_the_same_platform() -> None:
    fake = replace(CLUB, handle="c1ub.example", proof=None)
    [found] = lookalikes([CLUB, fake, replace(fake, platform="x")])
    assert (found.account, found.proven) == (fake, CLUB)
    assert list(lookalikes([CLUB, replace(fake, proof="p")])) == []


@given(st.lists(st.text("abl1.", min_size=3, max_size=9), max_size=8))
def test_no_look_alike_is_missed_for_speed(handles: list[str]) -> None:
    accounts = [
        replace(CLUB, handle=handle, proof="p" if n % 2 else None)
        for n, handle in enumerate(handles)
    ]
    found = {one.account.handle for one in lookalikes(accounts)}
    proven = [a.handle for a in accounts if a.proof]
    every = {a.handle for a in accounts if not a.proof and any(alike(a.handle, p) for p in proven)}
    assert found == every
