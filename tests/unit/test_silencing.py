"""`lastdance silence` and `lastdance feedback`: what is typed, what is said, what it costs."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.app.quiet import Quiet
from monitor.cli import app
from monitor.domain.desk.opinion import Opinion, Rated
from monitor.domain.desk.silence import silence
from monitor.metrics import Metrics
from storage import open_store
from tests.simulator.archive import AT, TOLD, Archive
from tests.simulator.clock import HandClock

RUNNER = CliRunner()
URL = "sqlite:///lastdance.db"
ALERT = "5d3bd0e0-9f5e-5a5f-8f2f-3f4f3f0e6e0c"

pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to work in, with one receiver."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    secret = "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
    (tmp_path / "lastdance.toml").write_text(
        f"[[webhooks]]\nname = 'desk'\nurl = 'https://desk.example/'\nsecret = '{secret}'\n"
    )
    (tmp_path / "lastdance.toml").chmod(0o600)


def said(*arguments: str) -> tuple[int, str]:
    """Exit code and words of a command, which never ends in a traceback."""
    result = RUNNER.invoke(app, arguments)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.output


def listed() -> list[dict[str, object]]:
    """Return what is silenced."""
    code, words = said("silence", "list", "--json")
    assert code == 0
    return [json.loads(line) for line in words.splitlines() if line.startswith("{")]


def test_a_silence_is_made_listed_and_ended() -> None:
    code, words = said(
        "silence", "add", "--player", "Sergio Ramos", "--receiver", "desk", "--for", "3h",
        "--note", "cup <b>final</b> [bold]", "--by", "ana",
    )  # fmt: skip
    assert code == 0
    assert "player sergio-ramos, receiver desk, until " in words
    (one,) = listed()
    assert (one["by"], one["note"]) == ("ana", "cup <b>final</b> [bold]")
    until = datetime.fromisoformat(str(one["until"]))
    lasts = until - datetime.fromisoformat(str(one["since"]))
    assert timedelta(hours=2, minutes=59) < lasts <= timedelta(hours=3)
    assert "[bold]" in said("silence", "list")[1].replace("\n", "")
    code, words = said("silence", "end", str(one["id"])[:5], "--by", "eva")
    assert code == 0
    assert "told again" in words
    assert listed() == []
    assert said("silence", "list")[1] == "Nothing is silenced.\n"
    code, words = said("silence", "end", str(one["id"]))
    assert code == 2
    assert "over already" in words


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (("--for", "3h"), "--everything"),
        (("--player", "Sergio Ramos"), "--for 4h"),
        (("--player", "Sergio Ramos", "--for", "1h", "--until", "09:00"), "--for 4h"),
        (("--player", "Sergio Ramos", "--for", "soon"), "30s, 5m, 24h"),
        (("--player", "Sergio Ramos", "--until", "teatime"), "09:00"),
        (("--player", "Sergio Ramos", "--until", "2020-01-01T09:00"), "to come"),
        (("--player", "Sergio Ramos", "--for", "30d"), "--long"),
        (("--player", "Nobody Known", "--for", "1h"), "catalogue show"),
        (("--club", "Nowhere", "--for", "1h"), "Did you mean"),
        (("--kind", "story.begun", "--for", "1h"), "story.started"),
        (("--kind", "alert.corrected", "--for", "1h"), "always goes out"),
        (("--receiver", "dest", "--for", "1h"), "Known: desk"),
        (("--receiver", "desk", "--for", "1h", "--note", "x" * 10_000), "Shorten"),
        (("--receiver", "desk", "--for", "1h", "--everything"), "contradict"),
    ],
)
def test_what_cannot_be_silenced_is_refused_with_the_cure(
    arguments: tuple[str, ...], cure: str
) -> None:
    code, words = said("silence", "add", *arguments)
    assert code == 2
    assert cure in words
    assert listed() == []


def test_a_silence_of_everything_is_shown_wherever_one_looks() -> None:
    assert said("silence", "add", "--everything", "--for", "2h", "--by", "ana")[0] == 0
    for command in (("silence", "list"), ("notify", "list")):
        words = " ".join(said(*command)[1].split())
        assert "warning:" in words
        assert "silences everything, for everybody, until" in words
        assert "(by ana)" in words


def test_an_hour_of_the_day_is_the_next_one() -> None:
    now = datetime.now(UTC)  # noqa: TID251 - what the command sees
    said("silence", "add", "--club", "Real Madrid", "--until", "09:00")
    (one,) = listed()
    until = datetime.fromisoformat(str(one["until"]))
    assert now < until <= now + timedelta(days=1, minutes=1)
    assert until.astimezone().strftime("%H:%M") == "09:00"


async def rate(*opinions: Opinion) -> None:
    """Store what receivers say."""
    store = await open_store(URL)
    try:
        for one in opinions:
            await store.rate(one)
    finally:
        await store.close()


def test_feedback_is_listed_with_its_share_and_a_wrong_person_is_a_task_until_settled() -> None:
    assert said("feedback", "list")[1] == "No receiver has said anything of an alert yet.\n"
    assert said("migrate")[0] == 0
    wrong = Opinion(alert=ALERT, receiver="desk", rated=Rated.WRONG, rule="spike", at=AT)
    useful = Opinion(alert=ALERT, receiver="night", rated=Rated.USEFUL, rule="spike", at=AT)
    asyncio.run(rate(wrong, useful))
    words = " ".join(said("feedback", "list")[1].split())
    assert "50%" in words
    assert "look into it" in words
    assert "`ambiguous`" in words
    assert said("feedback", "settle", ALERT, "--by", "eva")[0] == 0
    lines = [json.loads(line) for line in said("feedback", "list", "--json")[1].splitlines()]
    assert [(one["receiver"], one["open"], one["settled_by"]) for one in lines] == [
        ("desk", False, "eva"),
        ("night", False, None),
    ]
    code, words = said("feedback", "settle", ALERT)
    assert code == 2
    assert "feedback list" in words


async def test_a_silence_of_everything_is_in_the_log_once_and_in_metrics(
    caplog: pytest.LogCaptureFixture,
) -> None:
    archive, clock, metrics = Archive(TOLD), HandClock(AT), Metrics()
    end = AT + timedelta(hours=1)
    archive.silenced = [
        silence(AT, end, "ana", everything=True),
        silence(AT, end, "eva", player="sergio-ramos"),
        silence(AT, end, "eva", since=AT + timedelta(minutes=30), club="celtic"),
    ]
    caplog.set_level("INFO", "monitor.app.quiet")
    quiet = Quiet(archive, clock, metrics)
    await quiet.note()
    await quiet.note()
    assert [one.message for one in caplog.records] == [
        f"everything is silenced until {end.isoformat()}, says ana"
    ]
    page = metrics.page()[0].decode()
    assert 'lastdance_silences{of="everything"} 1.0' in page
    assert 'lastdance_silences{of="part"} 1.0' in page
    clock.time = end
    await quiet.note()
    assert "is over" in caplog.records[-1].message
    assert 'lastdance_silences{of="everything"} 0.0' in metrics.page()[0].decode()
