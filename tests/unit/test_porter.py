"""Tickets and form tokens: only ours hold, for whom they were made, until their time is over."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.porter import FORM_HOLDS, Porter, Ticket
from monitor.domain.rights import Right, Visitor, Way
from monitor.domain.seal import Seal
from monitor.web.entrance import local
from monitor.web.throttle import AT_ONCE, EVERY, REMEMBERED, Throttle, group
from tests.conftest import NOW

PORTER = Porter.of(Seal(b"s" * 32))
ANA = Visitor("ana", Right.OPERATE, Way.SESSION)
NAMES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True)
NUMBERS = st.from_regex(r"[0-9a-f]{24}", fullmatch=True)
SECRETS = st.text(min_size=1, max_size=40)
SPANS = st.integers(0, 90 * 86_400).map(lambda seconds: timedelta(seconds=seconds))


@given(NAMES, NUMBERS, SPANS, SPANS, SECRETS)
def test_a_ticket_opens_until_it_ends_and_no_second_longer(
    name: str, number: str, lasts: timedelta, later: timedelta, secret: str
) -> None:
    ticket = Ticket(name=name, number=number, until=NOW + lasts)
    read = PORTER.read(PORTER.write(ticket, secret), NOW + later, {name: secret}.get)
    assert read == (ticket if later < lasts else None)


@given(SECRETS, SECRETS)
def test_a_ticket_ends_with_the_token_that_it_stands_for(secret: str, other: str) -> None:
    ticket = Ticket(name="ana", number="0" * 24, until=NOW + FORM_HOLDS)
    written = PORTER.write(ticket, secret)
    assert (PORTER.read(written, NOW, lambda _: other) is not None) == (secret == other)
    assert PORTER.read(written, NOW, lambda _: None) is None


@given(st.data())
def test_a_ticket_that_was_changed_anywhere_opens_nothing(data: st.DataObject) -> None:
    ticket = Ticket(name="ana", number="0" * 24, until=NOW + FORM_HOLDS)
    written = PORTER.write(ticket, "a secret")
    at = data.draw(st.integers(0, len(written)))
    cut = data.draw(st.integers(0, len(written) - at))
    changed = written[:at] + data.draw(st.text(max_size=4)) + written[at + cut :]
    if changed != written:
        assert PORTER.read(changed, NOW, lambda _: "a secret") is None


@given(st.text(max_size=200))
def test_no_text_of_a_stranger_is_a_ticket_or_a_form(text: str) -> None:
    assert PORTER.read(text, NOW, lambda _: "a secret") is None
    assert not PORTER.genuine(text, ANA, "", NOW)


def test_another_install_writes_other_tickets() -> None:
    ticket = Ticket(name="ana", number="0" * 24, until=NOW + FORM_HOLDS)
    other = Porter.of(Seal(b"t" * 32))
    assert PORTER.read(other.write(ticket, "a secret"), NOW, lambda _: "a secret") is None


@given(NAMES, st.sampled_from(Way), st.one_of(st.just(""), NUMBERS), SPANS)
def test_a_form_is_taken_from_whom_it_was_shown_to_and_from_nobody_else(
    name: str, way: Way, number: str, later: timedelta
) -> None:
    who = Visitor(name, Right.OPERATE, way)
    form = PORTER.form(who, number, NOW)
    holds = PORTER.genuine(form, who, number, NOW + later)
    assert holds or later >= FORM_HOLDS
    assert not holds or later < 2 * FORM_HOLDS
    assert not PORTER.genuine(form, Visitor(f"{name}x", who.right, way), number, NOW)
    assert not PORTER.genuine(form, who, f"{number}0", NOW)
    others = [other for other in Way if other is not way]
    assert not any(PORTER.genuine(form, Visitor(name, who.right, w), number, NOW) for w in others)


def test_the_key_is_not_in_a_porters_own_words() -> None:
    assert PORTER.key.hex() not in repr(PORTER)
    assert repr(PORTER.key) not in repr(PORTER)


@given(st.text(max_size=80))
def test_nobody_is_led_to_another_host(place: str) -> None:
    led = local(place)
    assert led.startswith("/")
    assert not led.startswith(("//", "/\\"))
    assert led.isprintable()


def test_one_is_led_back_to_where_one_came_from() -> None:
    assert local("/alerts/1?x=%C3%A9&y=//z") == "/alerts/1?x=%C3%A9&y=//z"
    hosts = ("//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example")
    for place in (
        *hosts,
        "javascript:alert(1)",
        "",
        "/sign-in?next=/",
        "/sign-out",
        "/" + "x" * 600,
    ):
        assert local(place) == "/", place


@given(st.lists(st.integers(0, 20), max_size=60))
def test_no_address_shows_more_wrong_tokens_than_it_may(seconds: list[int]) -> None:
    throttle, now, looked = Throttle(), NOW, 0
    for second in seconds:
        now += timedelta(seconds=second)
        if throttle.wait("192.0.2.1", now) is None:
            throttle.wrong("192.0.2.1", now)
            looked += 1
    assert looked <= AT_ONCE + (now - NOW) / EVERY
    assert throttle.wait("192.0.2.2", now) is None


def test_who_waited_is_looked_at_again_and_a_clock_set_back_locks_nobody_out() -> None:
    throttle = Throttle()
    for _ in range(AT_ONCE):
        throttle.wrong("192.0.2.1", NOW)
    assert throttle.wait("192.0.2.1", NOW) == EVERY
    assert throttle.wait("192.0.2.1", NOW + EVERY) is None
    assert throttle.wait("192.0.2.1", NOW - timedelta(days=1)) is None


def test_of_ipv6_a_whole_network_is_one_and_memory_is_bounded() -> None:
    assert group("2001:db8::1") == group("2001:db8::2:3%eth0") != group("2001:db8:0:1::1")
    assert group("::ffff:192.0.2.1") == group("192.0.2.1")
    throttle = Throttle()
    for number in range(REMEMBERED + 10):
        throttle.wrong(f"2001:db8:{number:x}::1", NOW)
    assert len(throttle._free) == REMEMBERED
