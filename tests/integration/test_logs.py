"""What the log tells: the story of each batch, decision and delivery, and no secret or fan ever."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from monitor.app import logs
from monitor.app.clock import SystemClock
from monitor.app.secrecy import secrets_of
from monitor.settings import Settings, load
from tests.integration.newsroom import SECRET
from tests.integration.process import until
from tests.integration.test_reloading import DANCE, OTHER, a_room

FAN = "very-private-fan"
WORDS = "my very own words about one last dance of Sergio Ramos at Real Madrid"
TOKEN = "an-operators-token-4711"
KEY = "55" * 32


@pytest.fixture
def restored() -> Iterator[None]:
    """Loggers as they were, afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize("form", ["console", "json"])
async def test_the_log_tells_the_whole_story_and_names_no_fan_and_no_secret(
    form: str, tmp_path: Path
) -> None:
    async with a_room(tmp_path) as room:
        tables = {
            "log": {"level": "debug", "format": form},
            "web": {"listen": "127.0.0.1:0", "token": TOKEN},
            "privacy": {"secret": KEY},
        }
        room.view.handles[f"{FAN}.example"] = room.world.did(FAN)
        async with room.runs(room.write(room.desk, room.late, **tables)):
            for n in range(5):
                now = SystemClock().now()
                fan = room.world.did(FAN)
                room.wire.emit(room.world.post(fan, f"{WORDS} {n}", langs=["en"], at=now))
            room.wire.emit(room.world.identity(fan, f"{FAN}.example"))
            room.like(room.post_of("fans"))
            room.like(room.post_of(FAN))
            await until(lambda: bool(room.desk.attempts and room.late.attempts), 60)
            await room.daemon.says("delivered to desk")
            await room.daemon.says("delivered to late")
        said = "".join(room.daemon.said)
        hidden = [FAN, fan, WORDS, DANCE, TOKEN, KEY, SECRET, OTHER, SECRET.removeprefix("whsec_")]
        assert [one for one in hidden if one in said] == []
        assert "one last dance" not in said.lower()
        for words in ("batch: ", "act.notable: ", "delivered to desk (HTTP 204)", "to be sent to"):
            assert words in said
        if form == "json":
            lines = [json.loads(one) for one in said.splitlines() if one.startswith("{")]
            (act, *_) = [one for one in lines if one["message"].startswith("act.notable: ")]
            runs = [one for one in lines if one.get("run") == act["run"] and "dropped" in one]
            assert len(runs) == 1
            assert runs[0]["seconds"].keys() == {"recall", "fetch", "judge", "commit"}
            sent = {one["message"] for one in lines if one.get("alert") == act["alert"]}
            assert {"delivered to desk (HTTP 204)", "delivered to late (HTTP 204)"} <= sent
            assert act["why"]


@pytest.mark.usefixtures("restored")
@pytest.mark.parametrize("form", ["console", "json"])
def test_an_event_is_one_line_whatever_is_in_it(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("info", form)
    fields = {"why": "two\nlines \x1b[31m", "none": "", "parts": {"a": 0.5}}
    logging.getLogger("test").info("a\r\nb%s", "\nc", extra={"fields": fields})
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said
    if form == "json":
        assert json.loads(said)["why"] == "two\nlines \x1b[31m"
    else:
        assert 'none="" parts=a:0.500' in said


@pytest.mark.usefixtures("restored")
def test_the_same_complaint_is_written_three_times_a_minute_and_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("info", "json")
    (handler,) = logging.getLogger().handlers

    def complain(at: float, words: str = "no answer", level: int = logging.WARNING) -> None:
        record = logging.LogRecord("source", level, "", 0, words, (), None)
        record.created = at
        handler.handle(record)

    for n in range(50):
        complain(1000.0 + n)
        complain(1000.0 + n, "another", logging.INFO)
    complain(1060.0)
    complain(900.0)  # the clock was set back: nothing is kept quiet for that
    said = [json.loads(one) for one in capsys.readouterr().err.splitlines()]
    assert sum(one["message"] == "another" for one in said) == 50
    complaints = [one for one in said if one["message"] == "no answer"]
    assert len(complaints) == 5
    assert [one.get("left_out") for one in complaints] == [None, None, None, 47, None]


def test_what_opens_something_is_hidden_and_words_of_every_day_are_not(tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    path.write_text(
        '[storage]\nurl = "postgresql://me:pass-word@host/lastdance"\n'
        f'[web]\ntoken = "{TOKEN}"\n[privacy]\nsecret = "{KEY}"\n'
        '[[webhooks]]\nname = "desk"\nurl = "https://example.org/hooks/aB3dE5gH7jK9mN1p"\n'
        f'secret = "{SECRET}"\n'
        '[[connectors]]\ntype = "mastodon"\nname = "m"\nserver = "https://example.org"\n'
        'token = "of-mastodon"\n'
    )
    found = secrets_of(load(path, {}))
    assert {"pass-word", TOKEN, KEY, SECRET, "aB3dE5gH7jK9mN1p", "of-mastodon"} <= set(found)
    assert not {"hooks", "lastdance", "example.org", "", "desk"} & set(found)
    assert secrets_of(Settings()) == ()
    assert isinstance(Settings().storage.url, SecretStr)
