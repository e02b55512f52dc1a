"""What the tests of the watch share: a database in which quiet days have passed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.integration.stand import settle
from tests.integration.theatre import rehearse


@pytest.fixture(scope="session")
def quiet_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which two sources were watched for a bit more than a day; to be copied."""
    return asyncio.run(settle(tmp_path_factory.mktemp("settled")))


@pytest.fixture(scope="session")
def quiet_evenings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database of a theatre in which three and a half quiet days are stored."""
    folder = tmp_path_factory.mktemp("rehearsed")
    asyncio.run(rehearse(folder))
    return folder
