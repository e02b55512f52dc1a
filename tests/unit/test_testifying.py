"""What is kept of a text to weigh a rumour by: whose word it is, and its telling words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain import gist as gists
from monitor.domain.catalogue import Account, Alias, Catalogue, Club, Pairing, Player, Role, Source
from monitor.domain.claims import Claim, Stage
from monitor.domain.claims.credit import credited
from monitor.domain.gist import gist, unpacked
from monitor.domain.mention import Link, Mention, Part, Topic
from monitor.domain.seal import Seal
from monitor.domain.text import fold
from monitor.judges.names import Names
from monitor.judging import testifying
from monitor.judging.testifying import cited

SEAL = Seal(b"s" * 32)
OTHER = Seal(b"t" * 32)
PAIRING = Pairing("star", "madrid")
NAMES = Names(
    Catalogue(
        players={"star": Player(slug="star", name="Sergio Star")},
        clubs={"madrid": Club(slug="madrid", name="Real Madrid", country="ES")},
        sources={
            "gazette": Source(slug="gazette", name="The Gazette", role=Role.OUTLET),
            "pen": Source(
                slug="pen", name="Ana Pen", role=Role.JOURNALIST, aliases=(Alias("Ana Pen"),)
            ),
        },
    )
)
GAZETTE = Names(
    Catalogue(
        sources={
            "gazette": Source(
                slug="gazette", name="The Gazette", role=Role.OUTLET, aliases=(Alias("Gazette"),)
            )
        }
    )
)
OUTLET = Account(
    platform="bluesky", handle="gazette.example", role=Role.OUTLET, source="gazette", proof="yes"
)
SAYS = "Sergio Star to Real Madrid: clubs have agreed a fee of forty million, medical on Monday"
CLAIM = Claim(stage=Stage.AGREEMENT, cue="agreed a fee")


def mention(claim: Claim | None = CLAIM, topic: Topic = Topic.TRANSFER) -> Mention:
    """Return a mention."""
    return Mention(link=Link(PAIRING, Part.DESTINATION, ()), topic=topic, claim=claim)


def of(text: str, one: Mention, account: Account | None = None) -> Mention:
    """Return a mention of *text* with what weighs."""
    folded = fold(text)
    cites = cited(folded, one.claim, NAMES)
    return testifying.testify([one], folded, cites, account, NAMES, SEAL)[0]


def test_a_copy_has_the_gist_of_what_it_copies() -> None:
    first = of(SAYS, mention())
    copy = of(f"RT!! {SAYS.upper()} #transfers", mention())

    assert first.gist is not None
    assert copy.gist is not None
    shared = unpacked(first.gist) & unpacked(copy.gist)
    assert len(shared) >= 0.8 * len(unpacked(first.gist))


def test_who_it_is_about_is_no_telling_word() -> None:
    assert of("Sergio Star, Real Madrid", mention()).gist == b""


def test_another_installation_has_other_hashes() -> None:
    folded = fold(SAYS)
    assert not unpacked(gist(folded, (), SEAL)) & unpacked(gist(folded, (), OTHER))


@given(st.text(max_size=4_000))
def test_a_gist_is_small_sorted_and_holds_no_words(text: str) -> None:
    found = gist(fold(text), (), SEAL)
    pieces = [found[n : n + 4] for n in range(0, len(found), 4)]

    assert len(pieces) <= gists.MOST
    assert pieces == sorted(set(pieces))
    assert len(unpacked(found)) == len(pieces)


def test_whom_a_claim_is_attributed_to_is_whose_word_it_is() -> None:
    per = Claim(stage=Stage.TALKS, cue="", attributed_to="the gazette")
    assert cited(fold("In talks, per The Gazette"), per, NAMES) == "gazette"
    stranger = Claim(stage=Stage.TALKS, cue="", attributed_to="my brother")
    assert cited(fold("In talks, per my brother"), stranger, NAMES) is None


def test_a_handle_in_the_text_is_whose_word_it_is() -> None:
    assert cited(fold("Here we go! \U0001f6a8 @AnaPen"), CLAIM, NAMES) == "pen"
    assert cited(fold("Ana Pen is wrong"), CLAIM, NAMES) is None
    assert cited(fold("Good morning @AnaPen"), None, NAMES) is None


@pytest.mark.parametrize("text", [
    "The Gazette: Real Madrid in talks for Star",
    "\U0001f6a8 Gazette exclusive: Real Madrid in talks for Star",
    "Real Madrid in talks for Star - The Gazette",
    "Real Madrid in talks for Star | The Gazette https://a.example/1",
    "The Gazette say Real Madrid are in talks for Star",
    "The Gazette has learned that Real Madrid are in talks for Star",
    "Star has told The Gazette that he talks to Real Madrid",
    "Reports in The Gazette suggest that Real Madrid are in talks for Star",
    "Asegura The Gazette que el Real Madrid negocia por Star",
    "Según ha podido saber The Gazette, el Real Madrid negocia por Star",
    "De acordo com o jornal The Gazette, o Real Madrid negoceia por Star",
    "Il Real Madrid tratta Star, riferisce The Gazette",
    "Le Real Madrid négocie pour Star, affirme The Gazette",
    "Einem Bericht der Gazette zufolge verhandelt Real Madrid über Star",
    "Gazette-Bericht: Real Madrid verhandelt über Star",
])  # fmt: skip
def test_who_heads_signs_or_says_it_is_whose_word_it_is(text: str) -> None:
    assert cited(fold(text), CLAIM, GAZETTE) == "gazette"


@pytest.mark.parametrize("text", [
    "Star to Real Madrid: live on The Gazette now, they are in talks",
    "Star reads The Gazette while Real Madrid talk to his agent",
    "Real Madrid in talks for Star: a blow to The Gazette, which owns Betis",
    "Star: Real Madrid in talks. The Gazette pays nobody",
])  # fmt: skip
def test_who_is_only_named_is_not_whose_word_it_is(text: str) -> None:
    assert cited(fold(text), CLAIM, GAZETTE) is None


def test_a_known_source_that_claims_nothing_breaks_the_silence() -> None:
    assert of(SAYS, mention(None), OUTLET).gist is not None
    assert of(SAYS, mention(None, Topic.MATCH), OUTLET).gist is None


def test_a_stranger_who_claims_nothing_weighs_nothing() -> None:
    assert of(SAYS, mention(None)).gist is None
    unproven = Account(platform="bluesky", handle="x", role=Role.OUTLET, source="gazette")
    assert of(SAYS, mention(None), unproven).gist is None


def test_what_is_about_private_life_weighs_nothing() -> None:
    assert of(SAYS, mention(topic=Topic.PRIVATE), OUTLET).gist is None


def test_an_act_without_words_weighs_nothing() -> None:
    assert of("", mention()).gist is None


def test_a_column_of_gossip_is_known_as_one() -> None:
    assert of("Gossip: Sergio Star to Real Madrid", mention()).gossip
    assert not of(SAYS, mention()).gossip


def test_a_chain_of_tags_behind_a_name_ends() -> None:
    text = "deal agreed - marca" + "#a" * 400 + " and more"
    assert not credited(text, 14, 19)
    assert credited(text.removesuffix(" and more"), 14, 19)
