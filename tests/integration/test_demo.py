"""The demo: the daemon that is shipped, on a clock that runs fast, and nothing else changed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from connectors import config_of
from monitor.settings import Settings, load
from tests.simulator.house import configuration

OWN = {
    "storage.url",
    "privacy.secret_file",
    "catalogue.files",
    "connectors",
    "webhooks",
    "web.listen",
    "log.format",
}
"""Where the demo's daemon lives, and whom it speaks with."""

SERVERS = {
    "jetstream": "ws://127.0.0.1:1/subscribe",
    "appview": "http://127.0.0.1:2",
    "newsstand": "http://127.0.0.1:3",
    "receiver": "http://127.0.0.1:4/hook",
}
PLACES = {"type", "name", "path", "urls", "url", "appview", "collections", "outlet", "allow"}


def flat(settings: Settings) -> dict[str, Any]:
    """Return every setting by its dotted name; tables that stand in a list as one."""
    return {
        name if single else f"{section}.{name}": value
        for section, given in settings.model_dump().items()
        for single in [not isinstance(given, dict)]
        for name, value in ({section: given} if single else given).items()
    }


def test_the_demo_differs_from_the_defaults_in_no_threshold(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").touch()
    file = tmp_path / "lastdance.toml"
    file.write_text(configuration(tmp_path, **SERVERS), "utf-8")
    file.chmod(0o600)
    played, shipped = load(file, {}, {}), flat(load(None, {}, {}))
    assert {name for name, value in flat(played).items() if value != shipped[name]} == OWN
    for entry in played.connectors:
        assert config_of(entry).model_fields_set <= PLACES, entry


async def test_the_oracle_agrees_with_all_that_the_demo_tells() -> None:
    demo = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.simulator.demo", "--fast",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(demo.communicate(), 240)
    text = said.decode()
    assert demo.returncode == 0, text
    assert text.count("told to the newsroom: ") == 5, text
