"""The API against its document: a tool that others wrote asks whatever the document allows."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from monitor.domain.desk.logbook import Hand
from monitor.web import application, served
from tests.simulator.clock import HandClock
from tests.simulator.frontdesk import FrontDesk, state
from tests.simulator.menagerie import PAIRING, Bred, breed, menagerie

PATIENCE: Final = 150.0

CONFIG: Final = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 304, 404, 422]

[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 413, 415, 422]

[parameters]
"path.player" = "{player}"
"path.club" = "{club}"
"path.source" = "{source}"
"path.alert" = "{alert}"
"path.story" = "{story}"
"""


@pytest.fixture(scope="module")
def bred(tmp_path_factory: pytest.TempPathFactory) -> Bred:
    """A store full of texts that nobody should trust, made once."""
    return asyncio.run(breed(tmp_path_factory.mktemp("bred")))


async def test_every_answer_is_as_the_document_says(tmp_path: Path, bred: Bred) -> None:
    """Bounded: a few examples each, always the same, and no more than two minutes."""
    alert = bred.notices[-1].alert
    config = CONFIG.format(
        player=PAIRING.player, club=PAIRING.club, source=min(bred.catalogue.sources),
        alert=alert.id, story=alert.story,
    )  # fmt: skip
    (tmp_path / "schemathesis.toml").write_text(config)
    async with menagerie(bred, tmp_path) as it:
        front = FrontDesk(
            it.store, bred.catalogue, HandClock(bred.now), states=[state("bluesky", "well")]
        )
        desk = front.desk()
        link = await desk.stand.sharing.add(alert.story, timedelta(days=1), Hand("ana"), "")
        assert link is not None
        async with served(application(desk), "127.0.0.1", 0) as url:
            code, said = await _run(tmp_path, url)
    assert code == 0, said[-6000:]
    assert "Tested: 27" in said, said[-2000:]


async def _run(folder: Path, url: str) -> tuple[int, str]:
    tool = Path(sys.executable).with_name("schemathesis")
    run = await asyncio.create_subprocess_exec(
        str(tool), "--config-file", "schemathesis.toml", "run", f"{url}/api/v1/openapi.json",
        "--phases", "examples,coverage,fuzzing", "--max-examples", "8", "--seed", "7",
        "--generation-deterministic", "--no-color", "--workers", "1",
        "--suppress-health-check", "all",
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await asyncio.wait_for(run.communicate(), PATIENCE)
    return run.returncode or 0, out.decode()
