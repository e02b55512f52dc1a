"""Text of strangers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.text import MAX_TEXT, QUOTE, clean, disguised, fold, origins, quote

GROWTH = 18
"""The longest that Unicode spells out one character (U+FDFA)."""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_character_folds_once_and_for_all() -> None:
    assert [hex(c) for c in range(0x20000) if fold(fold(chr(c))) != fold(chr(c))] == []


@given(st.text())
def test_folding_grows_no_more_than_unicode_spells_out(text: str) -> None:
    assert len(fold(text)) <= GROWTH * len(text)


@given(st.text())
def test_folding_leaves_no_marks_and_no_capitals(text: str) -> None:
    folded = fold(text)
    assert not any(unicodedata.category(c) in {"Mn", "Me", "Cf"} for c in folded)
    assert folded == folded.casefold()


@given(st.text())
def test_composed_and_spelled_out_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Sergio RAMOS", "sergio ramos"),
        ("Gonçalo Müller Ødegaard", "goncalo muller odegaard"),
        ("Guðmundsson Modrić Şahin Łukasz", "gudmundsson modric sahin lukasz"),
        ("Weißer", "weisser"),
        ("Ramos\u2019s", "ramos's"),
        ("Ra\u200dm\u00ados", "ramos"),
        ("\U0001d411\U0001d41a\U0001d426\U0001d428\U0001d42c", "ramos"),
        ("\uff32eal", "real"),
        ("R\u0430m\u043es", "ramos"),
        ("\u0420\u0430\u043c\u043e\u0441", "\u0440\u0430\u043c\u043e\u0441"),
        ("ريال مدريد", "ريال مدريد"),
        ("Done deal ✅!", "done deal ✅!"),
    ],
)
def test_a_name_folds_to_what_is_compared(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_words_that_mix_alphabets_are_told_by_their_place() -> None:
    text = "¡R\u0430mos y R\u0435al, no Ramos ni \u0420\u0430\u043c\u043e\u0441!"
    assert [fold(text)[word.start : word.stop] for word in disguised(text)] == ["ramos", "real"]
    assert disguised("Ramos") == ()


def test_a_flood_of_rare_characters_does_not_slow_folding_for_good() -> None:
    for start in range(0, 0x30000, 0x800):
        fold("".join(chr(c) for c in range(start, start + 0x800) if not 0xD800 <= c < 0xE000))
    assert fold("Müller") == "muller"


@given(st.text(st.characters(), max_size=200))
def test_cleaned_text_can_be_stored_and_sent(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert clean(cleaned) == cleaned


def test_a_text_without_end_is_cut() -> None:
    assert len(clean("a" * (MAX_TEXT * 2))) == MAX_TEXT


@given(st.text(), st.integers(10, 200))
def test_a_quotation_is_one_short_line(text: str, limit: int) -> None:
    quoted = quote(text, limit)
    assert len(quoted) <= limit
    assert "\n" not in quoted


def test_a_quotation_is_cut_at_a_word() -> None:
    quoted = quote("one last dance " * 20)
    assert len(quoted) <= QUOTE
    assert quoted.endswith("\u2026")
    assert quoted.removesuffix("\u2026").split()[-1] in {"one", "last", "dance"}


def test_a_quotation_cannot_turn_the_text_around_it() -> None:
    assert quote("a\u202eb\u2066c") == "abc"


@given(st.text())
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    places = [place for place, letter in enumerate(text) for _ in fold(letter)]
    assert list(origins(text)) == [*places, len(text)]
    assert len(origins(text)) == len(fold(text)) + 1
