"""`lastdance explain` says how a pairing is taken, with how many and how surely."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.app.clock import SystemClock
from monitor.cli import app
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.judges.sentiment.textblob import SCORER
from storage import migrate, open_store
from tests.contract.storing import commit, kept, mention

RAMOS = Pairing("sergio-ramos", "real-madrid")


async def fill(url: str, posts: int) -> None:
    """Store posts of as many people, half of them about a match; two in three are delighted."""
    store = await open_store(url)
    now = SystemClock().now()
    for at in range(posts):
        topic = Topic.MATCH if at % 2 else Topic.TRANSFER
        positive, negative = (0.8, 0.1) if at % 3 else (0.1, 0.8)
        post = kept(name=str(at), who=f"did:plc:{at}", at=now, scorer=SCORER,
                    positive=positive,
                    negative=negative, mentions=(mention(RAMOS, topic),))  # fmt: skip
        await commit(store, post, now=now)
    await store.close()


def explain(folder: Path, posts: int) -> str:
    """What is said of the pairing when so many posts are stored."""
    url = f"sqlite:///{folder / 'test.db'}"
    migrate(url)
    asyncio.run(fill(url, posts))
    options = ["explain", "sergio-ramos", "real-madrid", "--database", url]
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)


def test_a_mood_is_told_with_its_interval_and_matches_apart(tmp_path: Path) -> None:
    said = explain(tmp_path, 40)
    line = r": [+-][01]\.\d\d ± [0-2]\.\d\d of 20 posts by 20 accounts \(\d+% positive, \d+% neg"
    assert re.search("^Mood" + line, said, re.MULTILINE)
    assert re.search("^Mood about matches" + line, said, re.MULTILINE)
    assert "uncorrected" not in said


def test_too_few_have_no_mood(tmp_path: Path) -> None:
    assert "Mood: fewer than 5 accounts were scored" in explain(tmp_path, 6)
