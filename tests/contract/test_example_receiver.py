"""The receiver of the documentation works, as it stands there."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import jsonschema

from monitor.deliver.addressing import Receiver, messages
from monitor.deliver.signature import spell
from monitor.deliver.webhook import Endpoint, Webhook
from monitor.domain import ladder
from monitor.ports import Delivery
from tests.simulator.archive import NOTICE
from tests.simulator.clock import FastClock

DOCS = Path(__file__).parents[2] / "docs"
SECRET = bytes(range(32))


@asynccontextmanager
async def example() -> AsyncIterator[tuple[int, asyncio.StreamReader]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(DOCS / "examples/receiver.py"),
        "0",
        env={**os.environ, "LASTDANCE_SECRET": spell(SECRET)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        first = await asyncio.wait_for(process.stdout.readline(), 10)
        yield int(first.split()[-1]), process.stdout
    finally:
        process.terminate()
        await process.communicate()


async def test_the_example_takes_each_genuine_message_once() -> None:
    # The example judges signatures by the wall clock, so this clock shows it.
    clock = FastClock(datetime.now(UTC))  # noqa: TID251
    (message,) = messages(NOTICE, [Receiver(name="desk")], clock.now(), "https://l.example")
    delivery = Delivery(message=message, attempts=0, first_due=message.due)
    async with example() as (port, printed):
        endpoint = Endpoint(
            name="desk",
            url=f"http://127.0.0.1:{port}/",
            secrets=(SECRET,),
            timeout=timedelta(seconds=10),
            allow=(ip_network("127.0.0.0/8"),),
            allow_http=True,
        )
        async with Webhook(endpoint, clock, lambda: 0.5) as webhook:
            again = replace(delivery, attempts=1)
            for each in (delivery, again):
                assert (await webhook.send(each)).status == 204
        forger = replace(endpoint, secrets=(bytes(32),))
        async with Webhook(forger, clock, lambda: 0.5) as webhook:
            assert (await webhook.send(delivery)).status == 401
        other = replace(message, id="another")
        async with Webhook(endpoint, clock, lambda: 0.5) as webhook:
            assert (await webhook.send(replace(delivery, message=other))).status == 204
        lines = [await asyncio.wait_for(printed.readline(), 5) for _ in range(2)]
    title = NOTICE.alert.title.encode()
    assert lines == [b"act.notable " + title + b"\n"] * 2


def _page() -> str:
    return (DOCS / "alerts.md").read_text("utf-8")


def test_the_body_in_the_documentation_fits_the_schema() -> None:
    schema = json.loads((DOCS / "webhook.schema.json").read_text("utf-8"))
    shown = re.findall(r"```json\n(.*?)```", _page(), re.DOTALL)
    assert shown
    for body in shown:
        jsonschema.validate(json.loads(body), schema, jsonschema.Draft202012Validator)


def test_the_documentation_tells_the_ladder_that_is_climbed() -> None:
    words = [
        f"{int(pause.total_seconds())} s" if pause < timedelta(minutes=1)
        else f"{int(pause.total_seconds()) // 60} min" if pause < timedelta(hours=1)
        else f"{int(pause.total_seconds()) // 3600} h"
        for pause in ladder.PAUSES
    ]  # fmt: skip
    assert ", ".join(words) in re.sub(r"\s+", " ", _page())


def test_the_documentation_shows_the_example_as_it_is() -> None:
    code = (DOCS / "examples/receiver.py").read_text("utf-8")
    assert code in _page()
