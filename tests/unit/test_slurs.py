"""A slur is told from a word that only looks like one, however it is written."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.slurs import LONGEST, crude

TURNED = (
    "a1ttre avttreee avvvvttre s4ttbg a v t t r e|a.v.t.t.r.e|ergneqrq|znevpóa!!|uvwb qr chgn|"
    "ARTEB QR ZVREQN|ivnqvaub|evppuvbar|aèter|céqé|Xüzzrygüexr|XNANXR|#fpurvffxnanxr|s*ttbg|"
    "a*tt*e|s@ttbg|lbh xvxr|fpujhpugry_enhf|fnyr nenor|s\u0430ttbg"
)


@pytest.mark.parametrize("turned", TURNED.split("|"))
def test_a_slur_is_known_however_it_is_written(turned: str) -> None:
    """They are turned round by 13 letters."""
    assert crude(codecs.decode(turned, "rot13"))


@pytest.mark.parametrize(
    "text",
    [
        "Kike Garc\u00eda ficha por Osasuna",
        "Virgil van Dyke, Greg Dyke and a dyking club",
        "Le transfert prend du retard, et les retards de paiement",
        "a chink in the armour",
        "Ramos es el puto amo",
        "Sergio Ramos ***** what a 5***** signing, A B C D E, 1 2 3 4 5",
        "",
    ],
)
def test_a_name_or_an_idiom_is_no_slur(text: str) -> None:
    assert not crude(text)


@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    assert crude(text) in {True, False}


def test_a_text_that_never_ends_costs_little() -> None:
    for one in ("a " * 10_000, "n*" * 10_000, "@!$" * 10_000, "\u00e9" * 20_000):
        assert not crude(one)
    assert not crude("x " * LONGEST + codecs.decode("avttre", "rot13"))
