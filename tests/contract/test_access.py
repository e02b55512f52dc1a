"""The door: who is let in to what, by which proof, and that no other site comes in with them."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from http.cookies import SimpleCookie
from ipaddress import ip_network
from urllib.parse import urljoin, urlsplit

import aiohttp
import pytest

from monitor.domain.desk.logbook import Hand
from monitor.domain.porter import FORM_HOLDS
from monitor.domain.rights import Right, Way
from monitor.ports import TransientError
from monitor.web import Desk, Receipt, application, served
from monitor.web.lock import Lock, Network, Pass, Proxy
from monitor.web.rights import ROUTES, Free, named
from monitor.web.throttle import AT_ONCE, EVERY
from storage import Store
from tests.conftest import NOW
from tests.contract.test_pages import Nobody, desk
from tests.simulator.archive import AT
from tests.simulator.cloakroom import Cloakroom
from tests.simulator.clock import HandClock

ANA = Pass(name="ana", secret="the-token-of-ana", right=Right.OPERATE)
TV = Pass(name="tv", secret="the-token-on-the-wall", right=Right.READ)
LOCK = Lock(passes=(ANA, TV))
PROXIED = Lock(
    proxy=Proxy(
        header="X-Forwarded-User",
        networks=(ip_network("127.0.0.1/32"),),
        rights={"ana": Right.OPERATE, "*": Right.READ},
    )
)
PAGE = {"Accept": "text/html"}
BROWSER = {**PAGE, "Sec-Fetch-Site": "same-origin"}
FORM = {"who": "Sergio Ramos", "did": "likes", "what": "https://x/1", "by": "Ana"}


NESTED = (
    b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n"
    b'Content-Disposition: form-data; name="q"\r\n\r\n--y\r\n\r\na\r\n--y--\r\n--x--\r\n'
)


class Willing(Nobody):
    """A reception that takes everything, and counts it."""

    def __init__(self) -> None:
        self.taken = 0

    async def testify(self, said: object) -> Receipt:
        del said
        self.taken += 1
        return Receipt(stored=1)


def door(lock: Lock = LOCK, **changes: object) -> Desk:
    """A desk behind *lock*."""
    return desk(lock=lock, clock=HandClock(AT), public_url="http://127.0.0.1:8642", **changes)


@asynccontextmanager
async def visiting(made: Desk) -> AsyncIterator[aiohttp.ClientSession]:
    """Serve *made*; give a session that keeps no cookies and follows nowhere."""
    async with (
        served(application(made), "127.0.0.1", 0) as url,
        aiohttp.ClientSession(url, cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        yield session


async def ask(
    session: aiohttp.ClientSession, method: str, path: str, **more: object
) -> tuple[int, Mapping[str, str], str]:
    """Return status, headers and text of one answer."""
    async with session.request(method, path, allow_redirects=False, **more) as answer:  # type: ignore[arg-type]
        return answer.status, answer.headers, await answer.text()


def bearer(one: Pass) -> dict[str, str]:
    """The header of who has that token."""
    return {"Authorization": f"Bearer {one.secret}"}


def field(page: str) -> str:
    """The form token of a page."""
    found = re.search(r'name="form_token" value="([0-9a-f]{32})"', page)
    assert found is not None
    return found[1]


async def signed_in(session: aiohttp.ClientSession, one: Pass) -> dict[str, str]:
    """Show the token to the sign-in page; return headers with the ticket."""
    data = {"token": one.secret, "next": "/"}
    status, headers, _ = await ask(session, "POST", "/sign-in", data=data, headers=BROWSER)
    assert status == 303
    cookie = SimpleCookie(headers["Set-Cookie"])
    return {**BROWSER, "Cookie": "; ".join(f"{k}={v.value}" for k, v in cookie.items())}


def routes() -> set[str]:
    """Every route of the application, as the table names it."""
    made = application(desk())
    found = set()
    for route in made.router.routes():
        assert route.resource is not None
        found.add(named(route.method, route.resource.canonical))
    return found


def test_every_route_has_its_right_in_the_table_and_the_table_has_no_other() -> None:
    assert routes() == set(ROUTES), "monitor/web/rights.py: ROUTES and the application differ"


def filled(path: str) -> str:
    """An address that a route of the table answers."""
    return (
        path.replace("{id}", "0" * 36)
        .replace("{version}", "0" * 12)
        .replace("{name}", "bluesky")
        .replace("{source}", "wire")
        .replace("{token}", "x")
        .replace("{link}", "00000000-0000-0000-0000-000000000000")
    )


@pytest.mark.parametrize("route", sorted(ROUTES))
async def test_a_route_opens_to_its_right_alone(route: str) -> None:
    method, path = route.split(" ", 1)
    need = ROUTES[route]
    async with visiting(door()) as session:
        where = re.sub(r"\{[a-z_]+\}", "0", filled(path))
        stranger = (await ask(session, method, where))[0]
        reader = (await ask(session, method, where, headers=bearer(TV)))[0]
        operator = (await ask(session, method, where, headers=bearer(ANA)))[0]
    if isinstance(need, Free):
        assert stranger != 401 or "ingest" in path
        assert stranger == reader == operator
    else:
        assert stranger == 401
        assert operator not in {401, 403}
        assert (reader == 403) == (need is Right.OPERATE)


async def test_a_stranger_does_not_learn_which_pages_there_are() -> None:
    async with visiting(door()) as session:
        for path in ("/nowhere", "/", "/alerts/x", "/metrics"):
            assert (await ask(session, "GET", path))[0] == 401


async def test_a_browser_is_asked_by_a_page_and_a_program_by_a_login() -> None:
    async with visiting(door()) as session:
        status, headers, text = await ask(session, "GET", "/alerts/1?x=1", headers=PAGE)
        assert (status, headers["WWW-Authenticate"].split()[0]) == (401, "Bearer")
        assert 'name="next" value="/alerts/1?x=1"' in text
        status, headers, _ = await ask(session, "GET", "/metrics")
        assert (status, headers["WWW-Authenticate"].split()[0]) == (401, "Basic")


async def test_a_token_in_an_address_opens_nothing() -> None:
    async with visiting(door()) as session:
        for path in (f"/?token={ANA.secret}", f"/sign-in?token={ANA.secret}&next=/metrics"):
            assert (await ask(session, "GET", path))[0] in {200, 401}
            assert "Set-Cookie" not in (await ask(session, "GET", path))[1]
        assert (await ask(session, "GET", f"/?token={ANA.secret}"))[0] == 401


async def test_who_signs_in_stays_signed_in_until_the_time_is_over() -> None:
    made = door()
    async with visiting(made) as session:
        signed = await signed_in(session, ANA)
        assert (await ask(session, "GET", "/report", headers=signed))[0] == 200
        made.clock.time += LOCK.lasts - timedelta(seconds=1)  # type: ignore[attr-defined]
        assert (await ask(session, "GET", "/", headers=signed))[0] == 200
        made.clock.time += timedelta(seconds=1)  # type: ignore[attr-defined]
        assert (await ask(session, "GET", "/", headers=signed))[0] == 401


async def test_the_ticket_goes_to_no_script_and_to_no_other_site() -> None:
    data = {"token": ANA.secret, "next": "//evil.example"}
    async with visiting(door()) as session:
        status, headers, _ = await ask(session, "POST", "/sign-in", data=data, headers=BROWSER)
    assert (status, headers["Location"]) == (303, "/")
    said = headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=Strict"} <= {part.strip() for part in said.split(";")}
    assert "Secure" not in said
    assert ANA.secret not in said
    public = replace(door(), public_url="https://lastdance.example.org")
    async with visiting(public) as session:
        headers = (await ask(session, "POST", "/sign-in", data=data, headers=BROWSER))[1]
    assert headers["Set-Cookie"].startswith("__Host-lastdance=")
    assert "; Secure" in headers["Set-Cookie"]


async def test_a_ticket_ends_when_its_token_is_changed_or_taken_away() -> None:
    async with visiting(door()) as session:
        signed = await signed_in(session, ANA)
    changed = replace(LOCK, passes=(replace(ANA, secret="another-token-of-ana"), TV))
    for lock in (changed, replace(LOCK, passes=(TV,))):
        async with visiting(door(lock)) as session:
            assert (await ask(session, "GET", "/", headers=signed))[0] == 401
    weaker = replace(LOCK, passes=(replace(ANA, right=Right.READ), TV))
    async with visiting(door(weaker)) as session:
        assert (await ask(session, "GET", "/", headers=signed))[0] == 200
        assert (await ask(session, "GET", "/report", headers=signed))[0] == 403


async def test_who_signs_out_is_out_with_that_ticket_and_no_other() -> None:
    async with visiting(door(reception=Willing())) as session:
        one, other = await signed_in(session, ANA), await signed_in(session, ANA)
        form = {"form_token": field((await ask(session, "GET", "/report", headers=one))[2])}
        assert (await ask(session, "POST", "/sign-out", data=form, headers=other))[0] == 403
        status, headers, _ = await ask(session, "POST", "/sign-out", data=form, headers=one)
        assert (status, headers["Location"]) == (303, "/sign-in")
        assert "Max-Age=0" in headers["Set-Cookie"]
        assert (await ask(session, "GET", "/", headers=one))[0] == 401
        assert (await ask(session, "GET", "/", headers=other))[0] == 200


async def test_who_signed_out_stays_out_after_a_restart(store: Store) -> None:
    made = door(reception=Willing(), sessions=store.sessions)
    async with visiting(made) as session:
        one, other = await signed_in(session, ANA), await signed_in(session, ANA)
        form = {"form_token": field((await ask(session, "GET", "/report", headers=one))[2])}
        assert (await ask(session, "POST", "/sign-out", data=form, headers=one))[0] == 303
    async with visiting(made) as session:
        assert (await ask(session, "GET", "/", headers=one))[0] == 401
        assert (await ask(session, "GET", "/", headers=other))[0] == 200


async def test_an_end_is_forgotten_once_its_ticket_holds_no_more(store: Store) -> None:
    day = timedelta(days=1)
    await store.sessions.end_session("one", NOW + day, NOW)
    for _ in range(2):
        await store.sessions.end_session("other", NOW + 3 * day, NOW + 2 * day)
    assert not await store.sessions.session_ended("one")
    assert await store.sessions.session_ended("other")


class Away(Cloakroom):
    """A store that can't be asked."""

    async def session_ended(self, number: str) -> bool:
        raise TransientError(number)


async def test_where_it_cannot_be_known_whether_a_session_was_ended_nobody_is_let_in() -> None:
    async with visiting(door()) as session:
        signed = await signed_in(session, ANA)
    async with visiting(door(sessions=Away())) as session:
        assert (await ask(session, "GET", "/", headers=signed))[0] == 503
        shown = {"Authorization": f"Bearer {ANA.secret}"}
        assert (await ask(session, "GET", "/", headers=shown))[0] == 200


async def test_a_link_in_a_chat_has_the_browser_come_once_more_from_us() -> None:
    chat = {**PAGE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with visiting(door()) as session:
        assert (await ask(session, "GET", "/", headers=chat))[1]["Refresh"] == "0"
        assert "Refresh" not in (await ask(session, "GET", "/", headers=BROWSER))[1]


ELSEWHERE: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {},
)


@pytest.mark.parametrize("lock", [Lock(), LOCK, PROXIED], ids=["here", "token", "proxy"])
@pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=str)
async def test_a_form_of_another_site_changes_nothing(
    lock: Lock, elsewhere: dict[str, str]
) -> None:
    reception = Willing()
    basic = aiohttp.encode_basic_auth("x", ANA.secret)
    who = {"Authorization": basic} if lock.passes else {"X-Forwarded-User": "ana"}
    async with visiting(door(lock, reception=reception)) as session:
        ours = field((await ask(session, "GET", "/report", headers=who))[2])
        data = {**FORM, "form_token": ours}
        status = (await ask(session, "POST", "/report", data=data, headers={**who, **elsewhere}))[0]
        assert (status, reception.taken) == (403, 0)
        sent = {**who, "Sec-Fetch-Site": "same-origin"}
        assert (await ask(session, "POST", "/report", data=data, headers=sent))[0] == 200
        assert reception.taken == 1


@pytest.mark.parametrize("lock", [Lock(), LOCK, PROXIED], ids=["here", "token", "proxy"])
async def test_a_form_that_is_not_ours_or_too_old_changes_nothing(lock: Lock) -> None:
    reception = Willing()
    made = door(lock, reception=reception)
    basic = aiohttp.encode_basic_auth("x", ANA.secret)
    who = {"Authorization": basic} if lock.passes else {"X-Forwarded-User": "ana"}
    sent = {**who, "Sec-Fetch-Site": "same-origin"}
    async with visiting(made) as session:
        ours = field((await ask(session, "GET", "/report", headers=who))[2])
        for given in ({}, {"form_token": ""}, {"form_token": "0" * 32}, {"form_token": ours[:-1]}):
            status, _, text = await ask(
                session, "POST", "/report", data={**FORM, **given}, headers=sent
            )
            assert status == 403
            assert "load the page again" in text
        made.clock.time += 2 * FORM_HOLDS  # type: ignore[attr-defined]
        data = {**FORM, "form_token": ours}
        assert (await ask(session, "POST", "/report", data=data, headers=sent))[0] == 403
    assert reception.taken == 0


async def test_a_form_that_was_shown_to_another_changes_nothing() -> None:
    reception = Willing()
    assert PROXIED.proxy is not None
    all_may = replace(PROXIED, proxy=replace(PROXIED.proxy, rights={"*": Right.OPERATE}))
    async with visiting(door(all_may, reception=reception)) as session:
        ours = (await ask(session, "GET", "/report", headers={"X-Forwarded-User": "ana"}))[2]
        data = {**FORM, "form_token": field(ours)}
        bob = {"X-Forwarded-User": "bob", "Sec-Fetch-Site": "same-origin"}
        assert (await ask(session, "POST", "/report", data=data, headers=bob))[0] == 403
    assert reception.taken == 0


async def test_json_from_a_browser_is_no_way_around_the_form() -> None:
    reception = Willing()
    said = {**FORM, "install": Nobody.install}
    async with visiting(door(Lock(), reception=reception)) as session:
        for headers in ({"Origin": "http://127.0.0.1:8642"}, {"Sec-Fetch-Site": "same-origin"}):
            assert (await ask(session, "POST", "/report", json=said, headers=headers))[0] == 403
        disguised = {"Content-Type": "text/plain"}
        status = (await ask(session, "POST", "/report", data="{}", headers=disguised))[0]
        assert (status, reception.taken) == (403, 0)
        assert (await ask(session, "POST", "/report", json=said))[0] == 200


async def test_a_proxy_says_who_comes_and_nobody_else_can() -> None:
    async with visiting(door(PROXIED)) as session:
        for user, status in {"ana": 200, "bob": 200, "": 401, "a\tb": 401, "x" * 101: 401}.items():
            headers = {"X-Forwarded-User": user}
            assert (await ask(session, "GET", "/", headers=headers))[0] == status, user
        assert (await ask(session, "GET", "/report", headers={"X-Forwarded-User": "bob"}))[0] == 403
        assert (await ask(session, "GET", "/report", headers={"X-Forwarded-User": "ana"}))[0] == 200
        assert (await ask(session, "GET", "/", headers={"X-Forwarded-User": "*"}))[0] == 403
        twice = [("X-Forwarded-User", "bob"), ("X-Forwarded-User", "ana")]
        assert (await ask(session, "GET", "/report", headers=twice))[0] == 401
        assert (await ask(session, "GET", "/"))[0] == 401
    assert PROXIED.proxy is not None
    afar = replace(PROXIED.proxy, networks=(ip_network("192.0.2.0/24"),))
    async with visiting(door(replace(LOCK, proxy=afar))) as session:
        assert (await ask(session, "GET", "/", headers={"X-Forwarded-User": "ana"}))[0] == 401
        assert (await ask(session, "GET", "/", headers=bearer(ANA)))[0] == 200


async def test_a_user_of_the_proxy_without_a_right_is_told_so() -> None:
    assert PROXIED.proxy is not None
    narrow = replace(PROXIED, proxy=replace(PROXIED.proxy, rights={"ana": Right.READ}))
    async with visiting(door(narrow)) as session:
        status, _, text = await ask(session, "GET", "/", headers={"X-Forwarded-User": "bob"})
    assert status == 403
    assert "[web.users]" in text


async def test_guessing_is_slowed_down_for_who_guesses(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    made = door()
    async with visiting(made) as session:
        signed = await signed_in(session, ANA)
        wrong = {"Authorization": "Bearer a-guess-at-the-token"}
        statuses = [(await ask(session, "GET", "/", headers=wrong))[0] for _ in range(AT_ONCE + 2)]
        assert statuses == [401] * AT_ONCE + [429] * 2
        status, headers, _ = await ask(session, "GET", "/", headers=bearer(ANA))
        assert (status, headers["Retry-After"]) == (429, f"{EVERY.seconds}")
        data = {"token": ANA.secret}
        assert (await ask(session, "POST", "/sign-in", data=data, headers=BROWSER))[0] == 429
        assert (await ask(session, "GET", "/", headers=signed))[0] == 200
        made.clock.time += EVERY  # type: ignore[attr-defined]
        assert (await ask(session, "GET", "/", headers=bearer(ANA)))[0] == 200
    assert "127.0.0.1 shows one wrong token after the other" in caplog.text
    assert "a-guess-at-the-token" not in caplog.text
    assert ANA.secret not in caplog.text


async def test_behind_a_proxy_one_who_guesses_keeps_nobody_else_out() -> None:
    both = replace(LOCK, proxy=PROXIED.proxy)
    async with visiting(door(both)) as session:
        wrong = {"Authorization": "Bearer no", "X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
        for _ in range(AT_ONCE + 1):
            status = (await ask(session, "GET", "/", headers=wrong))[0]
        assert status == 429
        other = {**bearer(ANA), "X-Forwarded-For": "198.51.100.7, 198.51.100.8"}
        assert (await ask(session, "GET", "/", headers=other))[0] == 200


async def test_a_wrong_token_is_told_beside_the_field_and_never_shown_again() -> None:
    data = {"token": "not-the-token", "next": "/report"}
    async with visiting(door()) as session:
        status, _, text = await ask(session, "POST", "/sign-in", data=data, headers=BROWSER)
        assert status == 401
        assert "none of the tokens" in text
        assert "not-the-token" not in text
        assert 'value="/report"' in text
        elsewhere = {**BROWSER, "Sec-Fetch-Site": "cross-site"}
        data = {"token": ANA.secret}
        assert (await ask(session, "POST", "/sign-in", data=data, headers=elsewhere))[0] == 403


async def test_where_nothing_must_be_shown_nobody_is_asked_to_sign_in() -> None:
    async with visiting(door(Lock())) as session:
        status, headers, _ = await ask(session, "GET", "/sign-in?next=/report")
        assert (status, headers["Location"]) == (303, "/report")


@pytest.mark.parametrize(
    "place",
    [
        "//evil.example", "/%2fevil.example", "/%2f%2fevil.example", "/%2F/evil.example",
        "/\\evil.example", "/%5cevil.example", "/\tx", "https://evil.example", "/%2f\\evil.example",
    ],
)  # fmt: skip
async def test_who_signs_in_is_led_to_no_other_host(place: str) -> None:
    async with visiting(door()) as session:
        data = {"token": ANA.secret, "next": place}
        _, headers, _ = await ask(session, "POST", "/sign-in", data=data, headers=BROWSER)
        where = urljoin("http://127.0.0.1:8642/sign-in", headers["Location"].replace("\\", "/"))
        assert urlsplit(where).netloc == "127.0.0.1:8642"
        assert not re.match(r"[/\\]{2}", headers["Location"])


@pytest.mark.parametrize("shown", [b"Basic \xc3\xa9", b"Basic \xff", b"Basic =", b"Basic /w=="])
async def test_a_login_that_cannot_be_read_is_none(
    shown: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Authorization": shown.decode("utf-8", "surrogateescape")}
    async with visiting(door()) as session:
        assert (await ask(session, "GET", "/", headers=headers))[0] == 401
    assert "a page failed" not in caplog.text


async def test_behind_a_proxy_on_this_machine_one_who_guesses_keeps_nobody_else_out() -> None:
    async with visiting(door()) as session:
        wrong = {"Authorization": "Bearer no", "X-Forwarded-For": "198.51.100.7"}
        said = [(await ask(session, "GET", "/", headers=wrong))[0] for _ in range(AT_ONCE + 1)]
        assert said[-1] == 429
        other = {**bearer(ANA), "X-Forwarded-For": "198.51.100.8"}
        assert (await ask(session, "GET", "/", headers=other))[0] == 200


@pytest.mark.parametrize(
    ("peer", "relays", "may"),
    [
        ("127.0.0.1", (), True), ("::1", (), True), ("::ffff:127.0.0.1", (), True),
        ("172.18.0.2", (), False), ("172.18.0.2", (ip_network("172.18.0.0/16"),), True),
        ("", (), False), ("unix", (), False),
    ],
)  # fmt: skip
def test_only_a_known_proxy_says_for_whom_it_asks(
    peer: str, relays: tuple[Network, ...], may: bool
) -> None:
    assert replace(LOCK, relays=relays).relayed(peer) is may


async def test_what_is_no_http_is_refused_and_its_bytes_are_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with served(application(door()), "127.0.0.1", 0) as url:
        for wrong in (
            b"GET\x1b / HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nAuthorization: %s\x01\r\n\r\n",
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(url).port)
            writer.write(wrong.replace(b"%s", ANA.secret.encode()))
            assert b" 400 " in await reader.readline()
            writer.close()
    assert ANA.secret not in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_proxy_user_is_not_written_down_as_somebody_else() -> None:
    lines: list[Hand] = []

    async def note(who: Hand, deed: object, about: str) -> None:
        del deed, about
        lines.append(who)

    async def nothing() -> None:
        """Reload, and all is well."""

    async with visiting(door(PROXIED, note=note, reload=nothing)) as session:
        posing = {"X-Forwarded-User": "ana", "Lastdance-User": "bea"}
        assert (await ask(session, "POST", "/-/reload", headers=posing))[0] == 200
    assert lines == [Hand("ana", Way.PROXY)]


@pytest.mark.parametrize(
    ("kind", "body"),
    [  # as browsers never send it
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nx"),
        (
            "multipart/form-data; boundary=x",
            NESTED,
        ),
        ("application/x-www-form-urlencoded; charset=none", b"token=%ff"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"token=a"),
        ("application/x-www-form-urlencoded", b"token=\xff\xfe\x00"),
    ],
)
async def test_a_form_that_cannot_be_read_is_refused_without_a_word_in_the_log(
    kind: str, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with visiting(door()) as session:
        headers = {**BROWSER, "Content-Type": kind}
        assert (await ask(session, "POST", "/sign-in", data=body, headers=headers))[0] == 400
    assert "a page failed" not in caplog.text


async def test_whose_post_was_reported_is_not_written_down() -> None:
    said: list[str] = []

    async def note(who: Hand, deed: object, about: str) -> None:
        del who, deed
        said.append(about)

    async with visiting(door(reception=Willing(), note=note)) as session:
        signed = await signed_in(session, ANA)
        _, _, page = await ask(session, "GET", "/report", headers=signed)
        data = {**FORM, "what": "https://x.com/zq9fan/status/1", "form_token": field(page)}
        assert (await ask(session, "POST", "/report", data=data, headers=signed))[0] == 200
    assert said == ["Sergio Ramos likes (seen by Ana)"]
