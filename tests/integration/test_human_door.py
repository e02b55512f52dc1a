"""What a person saw: from a command or a form to the receiver, in seconds, and only once."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.integration.process import Process, configured, process, until
from tests.simulator.receiver import EVERYTHING, Receiver

SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
TOKEN = "a-token-of-some-length"
POST = "https://www.instagram.com/p/DoNe/"
ONCE = 20.0
"""Seconds that it may take from what was seen to what is pushed."""


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def settings(folder: Path, receiver: Receiver, port: int, **web: str) -> Path:
    listen = f"127.0.0.1:{port}"
    return configured(
        folder,
        watch=[
            {"player": "sergio-ramos", "club": "real-madrid"},
            {"player": "sergio-ramos", "club": "sevilla"},
        ],
        connectors=[{"type": "inbound", "name": "partner", "token": TOKEN}],
        webhooks=[
            {
                "name": "desk",
                "url": receiver.url,
                "secret": SECRET,
                "allow": ["127.0.0.0/8"],
                "allow_http": True,
                **EVERYTHING,
            }
        ],
        web={"listen": listen, "public_url": f"http://{listen}", **web},
    )


async def report(config: Path, *words: str, by: str = "desk") -> tuple[int, str, str]:
    """Run the command; return its exit code, and what it said."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LASTDANCE_")}
    run = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "monitor", "report", *words, "--by", by, "-c", str(config),
        env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(run.communicate(), 60)
    assert run.returncode is not None
    return run.returncode, out.decode(), err.decode()


LIKES = ("Sergio Ramos", "likes", POST, "--about", "Real Madrid")
UNLIKES = ("Sergio Ramos", "unlikes", POST, "--about", "Real Madrid")


def told(receiver: Receiver) -> Sequence[dict[str, Any]]:
    """Return what the receiver was told, each message once."""
    assert all(attempt.genuine for attempt in receiver.attempts)
    return [json.loads(body) for body in {a.id: a.body for a in receiver.attempts}.values()]


@asynccontextmanager
async def running(config: Path) -> AsyncIterator[Process]:
    async with process(config) as daemon:
        await daemon.says("ready: pages at")
        yield daemon


async def post(port: int, data: Mapping[str, str], **headers: str) -> tuple[int, str, str]:
    """Send the form; return status, where it leads, and the page."""
    url = f"http://127.0.0.1:{port}/report"
    async with aiohttp.ClientSession() as session:
        async with session.get(url, headers=headers) as blank:
            shown = re.search(r'name="form_token" value="([0-9a-f]+)"', await blank.text())
        form = {**data, "form_token": shown[1] if shown else ""}
        sent = session.post(url, data=form, headers=headers, allow_redirects=False)
        async with sent as answer:
            return answer.status, answer.headers.get("Location", ""), await answer.text()


FORM = {"who": "Sergio Ramos", "did": "likes", "what": POST, "about": "Real Madrid", "by": "Ana"}


async def test_what_is_seen_is_pushed_within_seconds_and_confirmed_through_restarts(
    tmp_path: Path,
) -> None:
    port = free_port()
    async with Receiver(SECRET) as receiver:
        config = settings(tmp_path, receiver, port)
        async with running(config) as daemon:
            began = time.monotonic()
            code, out, err = await report(config, *LIKES, "--note", "on the phone")
            await until(lambda: len(told(receiver)) == 1)
            assert time.monotonic() - began < ONCE
            assert code == 0, err
            assert "pushed by desk, unconfirmed" in out
            assert "Told to the daemon" in err
            assert "known already" in (await report(config, *LIKES, by="DESK"))[1]
            daemon.terminate()
            assert await daemon.ends() == 0, daemon.said
        code, out, err = await report(config, *LIKES, by="Ana")
        assert (code, "second observer (Ana)" in out) == (0, True)
        assert "No daemon of this installation" in err
        assert "known already" in (await report(config, *LIKES, by="Ana"))[1]
        async with running(config):
            await until(lambda: len(told(receiver)) == 2)
            like = {"platform": "instagram", "verb": "like", "actor": "player:sergio-ramos",
                    "object": POST, "about": "real-madrid"}  # fmt: skip
            async with aiohttp.ClientSession() as session:
                sent = session.post(
                    f"http://127.0.0.1:{port}/ingest/partner",
                    json=like,
                    headers={"Authorization": f"Bearer {TOKEN}"},
                )
                async with sent as answer:
                    assert (await answer.json())["alerts"] == []
            assert (await report(config, *UNLIKES, by="Ben"))[0] == 0
            await until(lambda: len(told(receiver)) == 3)
            code, out, _ = await report(config, *LIKES, by="Cleo")
            assert (code, "nobody is told" in out) == (0, True)
            assert (await report(config, *UNLIKES, by="Cleo"))[0] == 0
            await asyncio.sleep(0.1)
        messages = told(receiver)
    kinds = ["act.notable", "story.updated", "alert.corrected"]
    assert [message["type"] for message in messages] == kinds
    assert len({message["data"]["alert"] for message in messages}) == 1
    assert messages[0]["data"]["evidence"][0]["provenance"] == "pushed"
    assert messages[2]["data"]["how_we_know"][0].startswith("Ben says so")
    assert POST not in json.dumps(messages)


async def test_what_is_pushed_and_killed_before_the_answer_is_stored_once(tmp_path: Path) -> None:
    port = free_port()
    async with Receiver(SECRET) as receiver:
        config = settings(tmp_path, receiver, port)
        async with running(config) as daemon:
            asking = asyncio.create_task(post(port, FORM, **{"Sec-Fetch-Site": "same-origin"}))
            await asyncio.sleep(0.02)
            await daemon.kill()
            await asyncio.gather(asking, return_exceptions=True)
        async with running(config):
            await post(port, FORM, **{"Sec-Fetch-Site": "same-origin"})
            await until(lambda: len(told(receiver)) == 1)
            page = (await post(port, FORM, **{"Sec-Fetch-Site": "same-origin"}))[2]
            assert "Known already" in page
            await asyncio.sleep(0.1)
        assert len(told(receiver)) == 1


async def test_the_form_is_told_within_seconds_and_leads_to_its_alert(tmp_path: Path) -> None:
    port = free_port()
    async with Receiver(SECRET) as receiver:
        config = settings(tmp_path, receiver, port)
        async with running(config):
            began = time.monotonic()
            status, place, _ = await post(port, FORM, Origin=f"http://127.0.0.1:{port}")
            await until(lambda: len(told(receiver)) == 1)
            assert time.monotonic() - began < ONCE
            assert (status, place.startswith("/alerts/"), place[-9:]) == (303, True, "?reported")
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://127.0.0.1:{port}{place}") as answer,
            ):
                text = await answer.text()
            assert "Your report is stored, and told." in text
            assert "pushed by Ana, unconfirmed" in text
            assert "@player:" not in text


ELSEWHERE: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "null"},
    {"Origin": "https://elsewhere.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
    {"Sec-Fetch-Site": "same-site"},
)


async def test_no_page_of_another_site_can_fill_in_the_form(tmp_path: Path) -> None:
    port = free_port()
    async with Receiver(SECRET) as receiver, running(settings(tmp_path, receiver, port)):
        for headers in ELSEWHERE:
            assert (await post(port, FORM, **headers))[0] == 403, headers


async def test_what_cannot_be_taken_is_said_beside_its_field(tmp_path: Path) -> None:
    port = free_port()
    async with Receiver(SECRET) as receiver:
        config = settings(tmp_path, receiver, port, token=TOKEN)
        async with running(config):
            bearer = {"Authorization": f"Bearer {TOKEN}", "Sec-Fetch-Site": "same-origin"}
            wrong = {**FORM, "who": "Sergio Ramoz <b>"}
            status, _, page = await post(port, wrong, **bearer)
            assert (status, "Did you mean Sergio Ramos" in page) == (422, True)
            assert "Sergio Ramoz &lt;b&gt;" in page
            assert (await post(port, FORM, **{"Sec-Fetch-Site": "same-origin"}))[0] == 401
            code, _, err = await report(config, "Sergio Ramoz", "likes", POST)
            assert (code, "Did you mean Sergio Ramos" in err) == (2, True)
            code, _, err = await report(config, "Sergio Ramos", "likes", POST)
            assert (code, "which club" in err) == (2, True)
        assert receiver.attempts == []


async def test_another_installation_at_that_address_is_not_told(tmp_path: Path) -> None:
    port = free_port()
    async with Receiver(SECRET) as receiver:
        (tmp_path / "other").mkdir()
        config = settings(tmp_path, receiver, port)
        other = settings(tmp_path / "other", receiver, port)
        other.write_text(other.read_text().replace("44" * 32, "55" * 32))
        async with running(config):
            code, _, err = await report(other, *LIKES)
            assert (code, "No daemon of this installation" in err) == (0, True)
            await asyncio.sleep(0.1)
        assert receiver.attempts == []
