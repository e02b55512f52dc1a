"""Accounts are proven on loopback: by an AppView, by domains and by pages; and what is stored."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

from typer.testing import CliRunner

from monitor.app import ledger
from monitor.app.proving import Proofs, verify
from monitor.cli import app
from monitor.domain.catalogue import Account, Role
from monitor.domain.proof import Verdict
from monitor.settings import Settings, load
from tests.integration.process import configured
from tests.simulator.appview import AppView
from tests.simulator.clock import HandClock
from tests.simulator.listening import NOW
from tests.simulator.newsstand import Newsstand

LOOPBACK = ip_network("127.0.0.0/8")
DID = "did:plc:abcdefghijklmnopqrstuvwx"
OTHER = "did:plc:zyxwvutsrqponmlkjihgfedc"


@dataclass
class World:
    """A catalogue of accounts, and the servers that bear them out."""

    config: Path
    view: AppView
    stand: Newsstand

    @property
    def settings(self) -> Settings:
        return load(self.config, {})

    async def verify(self, *, write: bool = False) -> Proofs:
        return await verify(
            self.settings,
            HandClock(NOW),
            by="ana",
            write=write,
            allow=[LOOPBACK],
            well_known=f"{self.stand.url}/{{handle}}",
        )

    async def accounts(self) -> dict[str, Account]:
        """The catalogue's accounts as a daemon sees them."""
        catalogue = (await ledger.read(self.settings)).catalogue(self.settings)
        return {account.handle: account for account in catalogue.accounts}

    def command(self, *words: str) -> tuple[int, str]:
        arguments = ("catalogue", "verify", "--allow", "127.0.0.0/8", "-c", str(self.config))
        result = CliRunner().invoke(app, (*arguments, *words))
        assert isinstance(result.exception, SystemExit | None), result.exception
        return result.exit_code, result.output


def account(handle: str, proof: str | None, **fields: str) -> str:
    given = {
        "platform": "bluesky", "handle": handle, "role": "club", "club": "real-madrid", **fields
    }  # fmt: skip
    if proof is not None:
        given["proof"] = proof
    return "\n".join(["[[accounts]]", *(f"{k} = {json.dumps(v)}" for k, v in given.items()), ""])


@asynccontextmanager
async def world(folder: Path, *accounts: str) -> AsyncIterator[World]:
    async with AppView() as view, Newsstand() as stand:
        mine = folder / "mine.toml"
        mine.write_text("\n".join(accounts).replace("STAND", stand.url), "utf-8")
        wire = {"type": "bluesky_jetstream", "name": "b", "appview": view.url}
        config = configured(folder, connectors=[wire], catalogue={"files": [str(mine)]})
        yield World(config, view, stand)


async def test_what_is_proven_gets_its_day_and_its_id(tmp_path: Path) -> None:
    page = account("club.bsky.social", "STAND/social", id=OTHER)
    async with world(tmp_path, account("club.example", "their domain"), page) as here:
        here.view.handles |= {"club.example": DID, "club.bsky.social": OTHER}
        here.stand.put("/club.example", f"{DID}\n".encode())
        here.stand.put("/social", b"<a href=https://bsky.app/profile/club.bsky.social>us</a>")
        found = await here.verify()
        assert {one.outcome.verdict for one in found.tried} == {Verdict.PROVEN}
        assert (await here.accounts())["club.example"].verified_on is None
        await here.verify(write=True)
        by_domain, by_page = (await here.accounts()).values()
    assert (by_domain.id, by_domain.verified_on) == (DID, NOW.date())
    assert (by_page.standing, by_page.verified_on) == (Role.CLUB, NOW.date())


async def test_a_handle_that_somebody_took_over_ranks_as_public(tmp_path: Path) -> None:
    async with world(tmp_path, account("club.example", "their domain")) as here:
        here.view.handles["club.example"] = DID
        await here.verify(write=True)
        here.view.handles["club.example"] = OTHER
        [tried] = (await here.verify(write=True)).tried
        assert (tried.outcome.verdict, tried.withdrawn) == (Verdict.CHANGED, True)
        fallen = (await here.accounts())["club.example"]
        assert (fallen.standing, fallen.id) == (Role.PUBLIC, DID)
        here.view.handles["club.example"] = DID
        await here.verify(write=True)
        assert (await here.accounts())["club.example"].standing is Role.CLUB


async def test_what_could_not_be_asked_changes_nothing(tmp_path: Path) -> None:
    page = account("club.bsky.social", "STAND/social")
    async with world(tmp_path, account("club.example", "their domain"), page) as here:
        here.view.fail(503, times=2)
        found = await here.verify(write=True)
        assert {one.outcome.verdict for one in found.tried} == {Verdict.UNASKED}
        here.view.handles |= {"club.example": OTHER, "club.bsky.social": DID}
        here.stand.fail("/social", 503, times=9)
        found = await here.verify(write=True)
        assert [one.outcome.verdict for one in found.tried] == [Verdict.PROVEN, Verdict.UNASKED]
        assert {one.standing for one in (await here.accounts()).values()} == {Role.CLUB}


async def test_a_page_on_our_own_network_is_not_asked_unless_that_is_allowed(
    tmp_path: Path,
) -> None:
    async with world(tmp_path, account("club.bsky.social", "STAND/social")) as here:
        here.view.handles["club.bsky.social"] = DID
        [tried] = (await verify(here.settings, HandClock(NOW), by="ana")).tried
        assert tried.outcome.verdict is Verdict.UNASKED
        assert here.stand.asked == []


async def test_the_command_says_what_is_proven_and_what_looks_like_it(tmp_path: Path) -> None:
    real = account("realclub.bsky.social", "STAND/social")
    gone = account("gone.bsky.social", "STAND/other", club="sevilla")
    fake = account("rea1club.bsky.social", None)
    async with world(tmp_path, real, gone, fake) as here:
        here.view.handles |= dict.fromkeys(
            ["realclub.bsky.social", "gone.bsky.social", "rea1club.bsky.social"], DID
        )
        here.stand.put("/social", b"https://bsky.app/profile/realclub.bsky.social")
        here.stand.put("/other", b"nothing here")
        code, words = await asyncio.to_thread(here.command)
        assert code == 1
        assert "proven bluesky @realclub.bsky.social (club real-madrid)" in words
        assert "not proven bluesky @gone.bsky.social" in words
        assert "doesn't link to it" in words
        assert "look-alike bluesky @rea1club.bsky.social: like @realclub.bsky.social" in words
        assert "would rank as public with --write" in words
        assert (await here.accounts())["gone.bsky.social"].standing is Role.CLUB
        code, words = await asyncio.to_thread(here.command, "--write")
        assert "rank as public from now on" in words
        assert (await here.accounts())["gone.bsky.social"].standing is Role.PUBLIC
        lines = (await asyncio.to_thread(here.command, "--json"))[1].splitlines()
        assert [json.loads(line)["verdict"] for line in lines] == [
            "proven", "not proven", "not proven",
        ]  # fmt: skip


async def test_a_network_that_is_none_is_refused(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        code, words = here.command("--allow", "somewhere")
        assert (code, "give a network such as" in words) == (2, True)
