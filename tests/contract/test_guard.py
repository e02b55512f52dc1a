"""Nothing is ever sent to an address that isn't public, however it is spelt."""

# ruff: noqa: RUF001 - look-alike digits and letters are what is tested

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from connectors.http.guarded import guarded
from monitor.deliver.errand import Watch
from monitor.deliver.guard import REFUSAL, Guard
from monitor.deliver.webhook import Endpoint, Webhook
from monitor.ports import Delivery, Message, Outcome
from tests.simulator.clock import HandClock

NOW = datetime(2026, 8, 4, 21, 0, tzinfo=UTC)

REFUSED = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200",
    "127.0.0.1", "127.1.2.3", "127.255.255.254", "168.63.129.16", "169.254.0.1",
    "169.254.169.254", "172.16.0.1", "172.31.255.254", "192.0.0.1", "192.0.0.8", "192.0.0.192",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255",
    "::", "::1", "::2", "::127.0.0.1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:7f00:1",
    "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::127.0.0.1", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "64:ff9b:1:ffff::10.0.0.1",
    "100::1", "100:0:0:1::1", "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1",
    "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:7f00:1::1", "2002:a00:1::1",
    "2002:808:808::1", "3fff::1", "4000::1", "5f00::1", "8000::1", "fc00::1", "fd00:ec2::254",
    "fdff::1", "fe80::1", "fe80::1%1", "fec0::1", "ff02::1", "ff0e::1",
    "", "localhost", "127.1", "0x7f.1", "2130706433", "1.2.3.4.5",
]  # fmt: skip

PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "192.0.1.1", "198.20.0.1",
          "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001::1", "2400:cb00::1",
          "2001:4860:4860::8888"]  # fmt: skip

SPELLINGS = [
    "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "017700000001",
    "0x7f000001", "0x7f.1", "0x7f.0.0.1", "0177.0.0.1", "127.0.0.01", "127.00.0.1",
    "①②⑦.0.0.1", "127。0。0。1", "１２７.0.0.1", "127%2E0.0.1", "127.0.0.1.", "localhost",
    "LOCALHOST", "localhost.", "ｌocalhost", "user:pass@127.0.0.1", "example.org@127.0.0.1",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::127.0.0.1]", "[2002:7f00:1::]", "[2002:7f00:1::1]", "[fe80::1]", "[ff02::1]",
    "[::ffff:0:127.0.0.1]", "[5f00::1]", "[fd00::1]", "169.254.169.254", "[fd00:ec2::254]",
    "10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1",
]  # fmt: skip


class Names(AbstractResolver):
    """Says of every name what it is told to, one answer after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002
    ) -> list[ResolveResult]:
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [
            ResolveResult(hostname=host, host=each, port=port, family=0, proto=0, flags=0)
            for each in answer
        ]

    async def close(self) -> None:
        pass


class Canary:
    """Counts every connection to this machine's loopback, over both families."""

    def __init__(self) -> None:
        self.hits = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.hits += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@pytest.fixture
async def canary() -> AsyncIterator[tuple[Canary, int]]:
    bird = Canary()
    port = 0
    servers = []
    for host in ("0.0.0.0", "::"):
        sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        if ":" in host:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind((host, port))
        port = sock.getsockname()[1]
        servers.append(await asyncio.start_server(bird.answer, sock=sock))
    yield bird, port
    for server in servers:
        server.close()
        await server.wait_closed()


async def _post(endpoint: Endpoint, resolver: AbstractResolver | None = None) -> Outcome:
    message = Message(
        id="m", receiver="desk", kind="test.ping", alert=None, body=b"{}", created_at=NOW, due=NOW
    )
    async with Webhook(endpoint, HandClock(NOW), lambda: 0.5, resolver) as webhook:
        return await webhook.send(Delivery(message=message, attempts=0, first_due=NOW))


def _endpoint(url: str, *allow: str) -> Endpoint:
    return Endpoint(
        name="desk",
        url=url,
        secrets=(bytes(32),),
        timeout=timedelta(seconds=5),
        allow=tuple(ip_network(each) for each in allow),
        allow_http=True,
    )


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert Guard().refusal(address) is not None


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_not_refused(address: str) -> None:
    assert Guard().refusal(address) is None


@given(st.ip_addresses(v=4))
def test_nothing_that_python_calls_private_is_let_through(address: object) -> None:
    refused = Guard().refusal(str(address)) is not None
    assert refused or ip_address(str(address)).is_global


@given(st.ip_addresses(v=6))
def test_of_ipv6_only_global_unicast_is_let_through(address: object) -> None:
    if Guard().refusal(str(address)) is None:
        assert ip_address(str(address)) in ip_network("2000::/3")


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:", "::", "64:ff9b::", "::ffff:0:"]))
def test_no_ipv4_address_hides_in_an_ipv6_one(inner: object, prefix: str) -> None:
    assert Guard().refusal(f"{prefix}{inner}") is not None


def test_what_the_operator_allows_is_exempt_in_both_spellings() -> None:
    guard = Guard((ip_network("10.1.0.0/16"), ip_network("fd00:1::/32")))
    assert guard.refusal("10.1.2.3") is None
    assert guard.refusal("::ffff:10.1.2.3") is None
    assert guard.refusal("fd00:1::5") is None
    assert guard.refusal("10.2.0.1") == "private"
    assert guard.refusal("fd00:2::5") == "private"


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_reaches_the_canary(host: str, canary: tuple[Canary, int]) -> None:
    bird, port = canary
    outcome = await _post(_endpoint(f"http://{host}:{port}/"))
    assert not outcome.delivered
    assert outcome.due is not None
    assert bird.hits == 0


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_that_a_stranger_gives_a_connector_reaches_the_canary(
    host: str, canary: tuple[Canary, int]
) -> None:
    bird, port = canary
    async with guarded() as session:
        with pytest.raises((aiohttp.ClientError, OSError, ValueError)):
            await session.get(f"http://{host}:{port}/", timeout=aiohttp.ClientTimeout(total=5))
    assert bird.hits == 0


@pytest.mark.parametrize("address", REFUSED)
def test_apprise_makes_no_socket_to_an_address_that_is_not_public(address: str) -> None:
    watch = Watch(())
    with pytest.raises(OSError, match="not a public address"):
        watch("socket.connect", (None, (address, 443)))
    assert watch.refused


def test_what_is_tried_are_more_than_a_hundred_ways() -> None:
    assert len({*REFUSED, *SPELLINGS}) > 100


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["127.0.0.1", "::1", "10.0.0.1"],
        ["64:ff9b::7f00:1", "2002:7f00:1::", "0.0.0.0"],
    ],
)
async def test_no_name_leads_to_the_canary(answers: list[str], canary: tuple[Canary, int]) -> None:
    bird, port = canary
    outcome = await _post(_endpoint(f"http://hook.example:{port}/"), Names(answers))
    assert not outcome.delivered
    assert REFUSAL in outcome.detail
    assert bird.hits == 0


async def test_a_name_that_changes_its_mind_is_judged_each_time(
    canary: tuple[Canary, int],
) -> None:
    bird, port = canary
    endpoint = _endpoint(f"http://hook.example:{port}/", "127.0.0.1/32")
    names = Names(["127.0.0.1"], ["127.0.0.2"], ["::1"])
    message = Message(
        id="m", receiver="desk", kind="test.ping", alert=None, body=b"{}", created_at=NOW, due=NOW
    )
    delivery = Delivery(message=message, attempts=0, first_due=NOW)
    async with Webhook(endpoint, HandClock(NOW), lambda: 0.5, names) as webhook:
        went = [(await webhook.send(delivery)).delivered for _ in range(3)]
    assert went == [True, False, False]
    assert bird.hits == 1


async def test_what_the_operator_allows_is_reached(canary: tuple[Canary, int]) -> None:
    bird, port = canary
    assert (await _post(_endpoint(f"http://127.0.0.1:{port}/", "127.0.0.0/8"))).delivered
    assert (await _post(_endpoint(f"http://[::1]:{port}/", "::1/128"))).delivered
    assert bird.hits == 2


async def test_the_environments_proxy_is_not_used(
    canary: tuple[Canary, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    bird, port = canary
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    assert not (await _post(_endpoint("http://10.0.0.1/"))).delivered
    assert bird.hits == 0
