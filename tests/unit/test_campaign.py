"""How much of some talk is a campaign: one slogan, copied words; whatever strangers write."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.campaign import (
    COPIED,
    WRITERS,
    Campaign,
    Written,
    campaign,
    said,
    tags,
)

NAMES = frozenset({"sergio", "ramos", "sergioramos", "real", "madrid", "realmadrid"})
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def written(texts: Iterable[str], known: bool | None = None) -> list[Written]:
    return [Written(b"%d" % n, text, known) for n, text in enumerate(texts)]


def chatter(count: int, seed: int = 1) -> list[str]:
    """Return texts of their own, as people write them."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(chance.randint(3, 14))]
        made.append(f"Ramos to Real Madrid {' '.join(words)}")
    return made


def share(count: int, whole: int, tag: str) -> list[str]:
    texts = chatter(whole)
    return [f"{text} {tag}" if n < count else text for n, text in enumerate(texts)]


# --- one slogan -----------------------------------------------------------------------------


def test_a_hashtag_that_most_carry_makes_a_campaign() -> None:
    found = campaign(written(share(81, 100, "#AnnounceRamos")), NAMES)
    assert found == Campaign(slogan=0.81, copied=0.01)
    assert said(found) == "81 % carry one hashtag"


@pytest.mark.parametrize(("whole", "least"), [(10, 7), (50, 26), (100, 49), (500, 219)])
def test_it_takes_two_in_five_beyond_chance(whole: int, least: int) -> None:
    assert campaign(written(share(least, whole, "#AnnounceRamos")), NAMES) is not None
    assert campaign(written(share(least - 1, whole, "#AnnounceRamos")), NAMES) is None


@pytest.mark.parametrize(
    "tag", ["#Ramos", "#RealMadrid", "#SergioRamos4", "#Transfers", "#mercato2026", "#ramos_madrid"]
)
def test_a_name_or_what_all_talk_under_is_no_slogan(tag: str) -> None:
    assert campaign(written(share(100, 100, tag)), NAMES) is None


def test_a_slogan_in_other_letters_is_the_same_slogan() -> None:
    spelled = [
        "#AnnounceRamos",
        "#announceramos",
        "#\u0410nnounceRamos",
        "\uff03Announce\u200bRamos",
    ]
    texts = [f"{text} {spelled[n % 4]}" for n, text in enumerate(chatter(40))]
    found = campaign(written(texts), NAMES)
    assert found is not None
    assert found.slogan == 1.0


# --- copied words ---------------------------------------------------------------------------


def test_words_that_most_copy_make_a_campaign_whatever_is_added() -> None:
    slogan = "Bring the captain home now, the whole stadium is waiting for him"
    copies = [f"{slogan} {'!' * n} {n}" for n in range(60)]
    found = campaign(written([*copies, *chatter(40)]), NAMES)
    assert found is not None
    assert found.copied == 0.6
    assert said(found) == "60 % write nearly the same"


@pytest.mark.parametrize("count", [10, 30, 49, 50, 70])
def test_it_takes_half_of_them(count: int) -> None:
    copies = ["Bring the captain home now, the whole stadium is waiting for him"] * count
    found = campaign(written([*copies, *chatter(100 - count)]), NAMES)
    assert (found is not None) == (count >= 100 * COPIED)


def test_short_texts_say_too_little_to_be_copies() -> None:
    assert campaign(written(["Ramos to Madrid, welcome home!"] * 50), NAMES) is None


@pytest.mark.parametrize("seed", range(5))
def test_people_who_write_for_themselves_are_no_campaign(seed: int) -> None:
    assert campaign(written(chatter(200, seed), known=False), NAMES) is None


# --- newcomers ------------------------------------------------------------------------------


def test_newcomers_alone_are_no_campaign_and_with_a_slogan_of_two_in_five_they_are() -> None:
    texts = share(45, 100, "#AnnounceRamos")
    assert campaign(written(texts), NAMES) is None
    assert campaign(written(texts, known=True), NAMES) is None
    found = campaign(written(texts, known=False), NAMES)
    assert found is not None
    assert found.new == 1.0


# --- hostile --------------------------------------------------------------------------------


def test_one_author_with_5000_posts_is_one_author() -> None:
    flood = [Written(b"one", f"{text} #AnnounceRamos") for text in chatter(5000)]
    assert campaign(flood, NAMES) is None
    assert campaign([*flood, *written(chatter(50))], NAMES) is None


def test_fewer_than_ten_who_wrote_words_say_nothing() -> None:
    texts = share(WRITERS - 1, WRITERS - 1, "#AnnounceRamos")
    assert campaign(written(texts), NAMES) is None
    assert campaign(written([*texts, "", "   ", "\u200b"]), NAMES) is None


def test_a_hashtag_of_10_000_characters_is_cut_and_so_are_10_000_hashtags() -> None:
    assert tags("#" + "x" * 10_000, NAMES) == {"x" * 40}
    assert (
        len(tags(" ".join(f"#slogan{'abcdefghij'[n % 10]}{n}" for n in range(10_000)), NAMES)) <= 30
    )
    long = campaign(written(["#" + "x" * 10_000] * 20), NAMES)
    assert long is not None
    assert long.slogan == 1.0


@given(st.lists(st.tuples(st.binary(max_size=2), st.text(max_size=80), st.none() | st.booleans())))
def test_whatever_is_written_shares_are_shares_and_the_order_changes_nothing(
    rows: list[tuple[bytes, str, bool | None]],
) -> None:
    once = {author: Written(author, text, known) for author, text, known in rows}
    found = campaign(once.values(), NAMES)
    assert found == campaign(sorted(once.values(), key=lambda one: one.author), NAMES)
    if found is not None:
        assert 0 <= found.slogan <= 1
        assert 0 <= found.copied <= 1
        assert found.new is None or 0 <= found.new <= 1
