"""`lastdance notify`: receivers are added, tried and listed, and no address is ever shown."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.settings import load

RUNNER = CliRunner()
BEFORE = "# my own words\n[log]\nlevel = 'warning'  # less of it"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration to work in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lastdance.toml").write_text(BEFORE)
    (tmp_path / "lastdance.toml").chmod(0o600)
    return tmp_path


@pytest.fixture
def slack() -> Iterator[tuple[str, list[bytes]]]:
    """A chat service: its address, and what it got."""
    got: list[bytes] = []

    class Hall(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hall) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/services/hidden", got
        server.shutdown()
        thread.join()


def said(*arguments: str, typed: str | None = None) -> tuple[int, str]:
    """Exit code and words of a command, which never ends in a traceback."""
    result = RUNNER.invoke(app, ("notify", *arguments), input=typed)
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert "hidden" not in result.output
    return result.exit_code, result.output


ADD = (
    *("add", "--name", "night", "--type", "slack"),
    *("--language", "es", "--timezone", "Europe/Madrid"),
)


def test_a_channel_is_added_below_what_stands_there(elsewhere: Path) -> None:
    code, words = said(*ADD, typed="https://hooks.slack.com/services/hidden\n")
    assert code == 0, words
    text = (elsewhere / "lastdance.toml").read_text()
    assert text.startswith(BEFORE)
    settings = load(elsewhere / "lastdance.toml", {})
    (channel,) = settings.channels
    assert (channel.language, channel.timezone) == ("es", "Europe/Madrid")
    assert channel.address.endswith("hidden")
    assert "hidden" not in text
    assert (elsewhere / "night.url").stat().st_mode & 0o777 == 0o600
    assert (elsewhere / "lastdance.toml").stat().st_mode & 0o777 == 0o600
    assert settings.log.level == "warning"


def test_a_webhook_gets_a_secret_of_its_own(elsewhere: Path) -> None:
    given = ("add", "--name", "desk", "--type", "webhook")
    code, _ = said(*given, typed="https://example.org/hidden\n")
    assert code == 0
    (webhook,) = load(elsewhere / "lastdance.toml", {}).webhooks
    assert len(webhook.keys[0]) == 32
    assert (elsewhere / "desk.secret").stat().st_mode & 0o777 == 0o600


MARS = ("--name", "night", "--type", "slack", "--timezone", "Mars")


@pytest.mark.parametrize(
    ("arguments", "typed", "complaint"),
    [
        (("--name", "night", "--type", "slack"), "slack://hidden/x/y", "not a web address"),
        (("--name", "The Night", "--type", "slack"), "https://x.example/hidden", "lower-case"),
        (("--name", "../night", "--type", "slack"), "https://x.example/hidden", "lower-case"),
        (("--name", "a\nb", "--type", "slack"), "https://x.example/hidden", "lower-case"),
        (("--name", "night", "--type", "irc"), "https://x.example/hidden", "There is no 'irc'"),
        (
            ("--name", "night", "--type", "slack", "--timezone", "Mars"),
            "https://x.example/hidden",
            "zone",
        ),
    ],
)
def test_what_cannot_be_used_leaves_everything_as_it_was(
    elsewhere: Path, arguments: tuple[str, ...], typed: str, complaint: str
) -> None:
    code, words = said("add", *arguments, typed=f"{typed}\n")
    assert code != 0
    assert complaint in words
    assert [file.name for file in elsewhere.iterdir()] == ["lastdance.toml"]
    assert (elsewhere / "lastdance.toml").read_text() == BEFORE


def test_the_secret_of_another_is_not_overwritten(elsewhere: Path) -> None:
    (elsewhere / "night.url").write_text("mine")
    code, words = said(*ADD, typed="https://hooks.slack.com/services/hidden\n")
    assert code == 1
    assert "is there already" in words
    assert (elsewhere / "night.url").read_text() == "mine"


def test_the_lines_can_be_printed_and_nothing_is_written(elsewhere: Path) -> None:
    code, words = said(*ADD, "--print")
    assert code == 0
    (channel,) = tomllib.loads(words)["channels"]
    assert channel["url_file"] == "night.url"
    assert [file.name for file in elsewhere.iterdir()] == ["lastdance.toml"]


def test_a_ping_goes_the_whole_way_and_is_listed_after(
    elsewhere: Path, slack: tuple[str, list[bytes]]
) -> None:
    url, got = slack
    assert said(*ADD, "--print")[0] == 0
    with (elsewhere / "lastdance.toml").open("a") as file:
        file.write(
            f'\n[[channels]]\nname = "night"\ntype = "slack"\nurl = "{url}"\nlanguage = "es"\n'
            'allow = ["127.0.0.0/8"]\nallow_http = true\n'
        )
    code, words = said("test", "night")
    assert code == 0, words
    assert "night: delivered (HTTP 200 OK)" in words
    assert "Una prueba" in got[0].decode()
    code, words = said("list")
    assert code == 0
    assert "slack (es, UTC)" in words
    code, words = said("list", "--json")
    assert '"state": "on"' in words


def test_a_ping_to_nobody_says_how_to_add_somebody() -> None:
    assert "lastdance notify add" in said("test")[1]
    assert "lastdance notify add" in said("list")[1]


def test_a_ping_to_somebody_else_names_who_is_known(elsewhere: Path) -> None:
    said(*ADD, typed="https://hooks.slack.com/services/hidden\n")
    code, words = said("test", "nigth")
    assert code == 2
    assert "known: night" in words


def test_an_unknown_type_is_refused_before_an_address_is_asked_for() -> None:
    code, words = said("add", "--name", "x", "--type", "slak")
    assert code == 2
    assert "--type: There is no 'slak'. Did you mean slack?" in words
    assert "Its address" not in words


def test_what_is_wrong_is_said_of_the_file_that_people_know() -> None:
    given = ("--url", "https://example.org/hidden", "--url-file", "none")
    code, words = said("add", "--name", "x", "--type", "webhook", *given)
    assert code == 2
    assert "lastdance.toml" in words
    assert ".new" not in words


def test_what_cannot_be_used_is_asked_for_again(elsewhere: Path) -> None:
    typed = "My Night\nnight\nslak\nSlack\nhidden\nhttp://x.example/hidden\n"
    code, words = said("add", typed=f"{typed}https://hooks.slack.com/services/hidden\n")
    assert code == 0, words
    for complaint in (
        "'My Night' is no name for a receiver",
        "Did you mean slack?",
        "It looks like this: https://hooks.slack.com/services/...",
        "would send without TLS. Use https://, or add --allow-http",
    ):
        assert complaint in words
    assert [one.name for one in load(elsewhere / "lastdance.toml", {}).channels] == ["night"]


@pytest.mark.parametrize(
    ("kind", "url", "complaint"),
    [
        ("webhook", "https://10.1.2.3/hidden", "(private). If it is yours, add --allow 10.1.2.3."),
        ("webhook", "https://localhost/hidden", "(loopback). If it is yours, add --allow 127"),
        ("telegram", "https://api.telegram.org/bot1:hidden", "lacks a part. Write https://api.tel"),
        ("ntfy", "https://ntfy.sh", "Write https://ntfy.sh/TOPIC"),
        ("email", "hidden@example.org", "It looks like this: mailtos://USER:PASSWORD@HOST"),
        ("email", "mailto://u:hidden@example.org", "Use mailtos://, or add --allow-http"),
        ("alertmanager", "http://127.0.0.1:9093", "add --allow-http"),
        ("discord", "https://discord.gg/hidden", "is no webhook. Make a webhook of the channel"),
        ("discord", "https://discord.com/invite/hidden", "https://discord.com/api/webhooks/..."),
        ("slack", "https://join.slack.com/t/hidden", "Make a webhook of the channel in Slack"),
        ("teams", "https://teams.microsoft.com/l/channel/hidden", "is no webhook"),
    ],
)
def test_a_wrong_address_is_told_before_anything_is_written(
    kind: str, url: str, complaint: str, elsewhere: Path
) -> None:
    code, words = said("add", "--name", "night", "--type", kind, "--url", url)
    assert code == 2
    assert complaint in words
    assert [file.name for file in elsewhere.iterdir()] == ["lastdance.toml"]


@pytest.mark.skipif(find_spec("apprise") is None, reason="needs the extra chat")
@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("carrier-pigeon://hidden", "knows no service that begins so"),
        ("discord://hidden", "see its documentation for the form"),
    ],
)
def test_an_address_that_apprise_cannot_read_is_refused_at_once(
    url: str, complaint: str, elsewhere: Path
) -> None:
    code, words = said("add", "--name", "night", "--type", "apprise", "--url", url)
    assert (code, complaint in words) == (2, True), words
    assert [file.name for file in elsewhere.iterdir()] == ["lastdance.toml"]
    code, words = said("add", "--name", "night", "--type", "apprise", "--url", "jsons://h/hidden")
    assert code == 0, words


@pytest.mark.parametrize(
    "url",
    [
        "https://discord.com/api/webhooks/1/hidden",
        "https://ptb.discord.com/api/v10/webhooks/1/hidden",
        "https://relay.example/hidden",
    ],
)
def test_webhooks_of_discord_and_relays_of_ones_own_are_taken(url: str) -> None:
    assert said("add", "--name", "night", "--type", "discord", "--url", url)[0] == 0


def test_where_nobody_answers_the_options_are_named() -> None:
    for given, option in (((), "--name"), (("--name", "x"), "--type")):
        code, words = said("add", *given, typed="")
        assert code == 2
        assert f"nobody answers: say it by {option}" in words
