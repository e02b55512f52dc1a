"""A spike on the simulated wire becomes an alert of Prometheus, and ends as one.

Real Prometheus and Alertmanager read what the daemon's parts say, with the rules, limits and routes
that ship: only addresses and waits are other ones.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from aiohttp import web

from monitor.domain.alert import State
from monitor.domain.health import Health
from monitor.metrics import Metrics
from monitor.web.metering import Metering
from tests.generations import Generation, every
from tests.integration.stand import HOUR, MINUTE, Stand, settled

DEPLOY = Path(__file__).parents[2] / "deploy"
PATIENCE = 40.0


@dataclass(slots=True)
class Wall:
    """Prometheus and Alertmanager on loopback, and what Alertmanager's receivers got.

    Attributes:
        told: Alerts by receiver: labels with `status`, as they came.
    """

    prometheus: str
    alertmanager: str
    session: aiohttp.ClientSession
    told: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)

    async def ask(self, path: str, **query: str) -> Any:
        """Return what Prometheus answers."""
        async with self.session.get(f"{self.prometheus}/api/v1/{path}", params=query) as answer:
            return (await answer.json())["data"]

    async def hear(self, receiver: str, alert: str, status: str) -> Mapping[str, Any]:
        """Wait until *receiver* is told that *alert* has that status."""
        told: Mapping[str, Any] = await until(
            lambda: next(
                (
                    one
                    for one in self.told.get(receiver, ())
                    if one["labels"]["alertname"] == alert and one["status"] == status
                ),
                None,
            )
        )
        return told

    async def sees(self, query: str, true: Callable[[Sequence[float]], bool]) -> None:
        """Wait until the values that Prometheus answers *query* with are as they are to be."""
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(aiohttp.ClientError, KeyError):
                    found = (await self.ask("query", query=query))["result"]
                    if true([float(one["value"][1]) for one in found]):
                        return
                await asyncio.sleep(0.1)


async def until(found: Callable[[], Any]) -> Any:
    """Wait until *found* returns something, and return that."""
    async with asyncio.timeout(PATIENCE):
        while not (thing := found()):
            await asyncio.sleep(0.05)
    return thing


def free() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def prometheus_yml(folder: Path, target: str, alertmanager: int) -> Path:
    """Write the configuration that ships with other addresses, and rules that wait less."""
    shipped = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())
    shipped["global"] |= {"scrape_interval": "500ms", "evaluation_interval": "500ms"}
    shipped["alerting"]["alertmanagers"][0]["static_configs"][0]["targets"] = [
        f"127.0.0.1:{alertmanager}"
    ]
    for job in shipped["scrape_configs"]:
        job |= {"scrape_interval": "500ms", "scrape_timeout": "400ms"}
        job["static_configs"][0]["targets"] = [target]
    rules = folder / "rules"
    rules.mkdir()
    for path in (DEPLOY / "prometheus" / "rules").glob("*.yml"):
        text = re.sub(r"(?<=    for: )\w+", "1s", path.read_text())
        text = re.sub(r"(?<=keep_firing_for: )\w+", "1s", text)
        (rules / path.name).write_text(re.sub(r"(?<=interval: )\w+", "500ms", text))
    file = folder / "prometheus.yml"
    file.write_text(yaml.safe_dump(shipped))
    return file


def alertmanager_yml(folder: Path, receiver: str) -> Path:
    """Write the configuration that ships with other addresses and no waits."""
    text = (DEPLOY / "alertmanager" / "alertmanager.yml").read_text()
    text = text.replace("http://127.0.0.1:9099", receiver)
    text = text.replace("templates/*.tmpl", str(DEPLOY / "alertmanager" / "templates" / "*.tmpl"))
    text = re.sub(r"(?<=group_wait: )\w+", "0s", text)
    text = re.sub(r"(?<=group_interval: )\w+", "500ms", text)
    file = folder / "alertmanager.yml"
    file.write_text(text)
    return file


@asynccontextmanager
async def wall(folder: Path, generation: Generation, target: str) -> AsyncIterator[Wall]:
    """Run both beside what is scraped at *target*."""
    own, theirs = free(), free()
    made = Wall(f"http://127.0.0.1:{own}", f"http://127.0.0.1:{theirs}", aiohttp.ClientSession())

    async def take(request: web.Request) -> web.Response:
        body = json.loads(await request.read())
        made.told.setdefault(request.match_info["receiver"], []).extend(body["alerts"])
        return web.Response()

    application = web.Application()
    application.router.add_post("/{receiver}", take)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver = f"http://127.0.0.1:{runner.addresses[0][1]}"
    commands = (
        [generation.programs["alertmanager"],
         f"--config.file={alertmanager_yml(folder, receiver)}",
         f"--storage.path={folder / 'state'}", f"--web.listen-address=127.0.0.1:{theirs}",
         "--cluster.listen-address="],
        [generation.programs["prometheus"],
         f"--config.file={prometheus_yml(folder, target, theirs)}",
         f"--storage.tsdb.path={folder / 'tsdb'}", f"--web.listen-address=127.0.0.1:{own}",
         "--enable-feature=exemplar-storage", "--rules.alert.resend-delay=1s", "--log.level=warn"],
    )  # fmt: skip
    logs = (folder / "log").open("wb")
    processes = [
        await asyncio.create_subprocess_exec(*command, stdout=logs, stderr=logs)
        for command in commands
    ]
    try:
        yield made
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            await process.wait()
        logs.close()
        await made.session.close()
        await runner.cleanup()


@asynccontextmanager
async def scraped(metrics: Metrics) -> AsyncIterator[tuple[str, web.AppRunner]]:
    """Serve both pages by the handlers that ship."""
    metering = Metering(metrics.page, metrics.pairings)
    application = web.Application()
    application.router.add_get("/metrics", metering.metrics)
    application.router.add_get("/metrics/pairings", metering.pairings)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"127.0.0.1:{runner.addresses[0][1]}", runner
    finally:
        await runner.cleanup()


def count(metrics: Metrics, it: Stand) -> None:
    """Count what the stand's watch has come to, as the daemon does."""
    newest = next(one for one in reversed(it.rounds) if one.loudness is not None)
    assert newest.loudness is not None
    metrics.loudness(newest.loudness)


@every
async def test_a_spike_is_an_alert_of_prometheus_until_it_cools(
    generation: Generation, tmp_path: Path, quiet_days: Path
) -> None:
    metrics = Metrics()
    metrics.connector("bluesky", "bluesky_jetstream")
    metrics.connector("press", "feed", 5 * MINUTE)
    metrics.connector_state("bluesky", Health.HEALTHY, up=True)
    metrics.watch_held(held=True)
    async with (
        settled(tmp_path, quiet_days) as it,
        scraped(metrics) as (target, runner),
        wall(tmp_path, generation, target) as shown,
    ):
        await shown.sees('up{job=~"lastdance.*"}', lambda up: up == [1.0, 1.0])
        await it.burst(4, 20 * MINUTE)
        count(metrics, it)
        started = it.started()[0]
        metrics.alert(started.kind, started.alert.id)
        fired = await shown.hear("newsroom", "LastdancePairingBuzz", "firing")
        assert (fired["labels"]["player"], fired["labels"]["club"]) == (
            started.alert.pairing.player, started.alert.pairing.club,
        )  # fmt: skip
        said = fired["annotations"]
        assert said["dashboard_url"].endswith("var-player=sergio-ramos&var-club=real-madrid")
        assert said["runbook_url"].endswith("/runbooks/LastdancePairingBuzz.md")
        assert not {"lastdance_docs", "lastdance_boards"} & set(fired["labels"])
        unread = await shown.hear("operators", "LastdanceConnectorUnread", "firing")
        assert unread["labels"]["connector"] == "press"
        await shown.hear("alive", "LastdanceWatchdog", "firing")

        exemplars = await shown.ask(
            "query_exemplars", query="lastdance_alerts_total", start="0", end="4102444800"
        )
        assert exemplars[0]["exemplars"][0]["labels"] == {"alert_id": started.alert.id}

        await it.quiet(2 * HOUR)
        count(metrics, it)
        newest = it.rounds[-1].loudness or {}
        assert newest[started.alert.pairing].state is State.COOLING
        await shown.hear("newsroom", "LastdancePairingBuzz", "resolved")

        metrics.watched_only(lambda _: False)
        await shown.sees("lastdance_alert_state", lambda left: not left)
        await runner.cleanup()
        await shown.hear("operators", "LastdanceDown", "firing")
        await shown.hear("operators", "LastdanceConnectorUnread", "resolved")
