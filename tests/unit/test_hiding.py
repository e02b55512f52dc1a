"""What only one install can read again."""

from __future__ import annotations

import base64

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.seal import Seal


@given(st.text(), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_what_is_hidden_is_read_by_its_install_only(text: str, own: bytes, other: bytes) -> None:
    hidden = Seal(own).hide(text)
    assert Seal(own).reveal(hidden) == text
    assert Seal(own).hide(text) == hidden
    if own != other:
        assert Seal(other).reveal(hidden) is None


@given(st.text(max_size=200))
def test_what_was_not_hidden_is_nothing(text: str) -> None:
    assert Seal(bytes(32)).reveal(text) is None


def test_nothing_of_what_is_hidden_shows() -> None:
    hidden = Seal(bytes(range(32))).hide("https://social.example/users/fan/statuses/1")
    assert b"fan" not in base64.urlsafe_b64decode(hidden)
