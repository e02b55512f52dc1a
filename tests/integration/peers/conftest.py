"""One Bluesky for all tests here: it takes seconds to start, and its people never meet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import migrate
from tests import postgres
from tests.integration.peers import bluesky
from tests.integration.peers.bluesky import Bluesky


@pytest.fixture(scope="session")
def network(postgres_server: str) -> Iterator[Bluesky]:
    with postgres.database(postgres_server) as url, bluesky.network(url) as made:
        yield made


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, to be copied: migrating takes longer."""
    file = tmp_path_factory.mktemp("template") / "empty.db"
    migrate(f"sqlite:///{file}")
    return file
