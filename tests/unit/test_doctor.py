"""`lastdance doctor`: faults are planted one by one, and each is found with its cure."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.app.checkup import Around, examine
from monitor.app.checkup.place import Running
from monitor.app.checkup.reaching import sources
from monitor.app.clock import SystemClock
from monitor.cli import app
from monitor.domain.checkup import Finding, Grade
from monitor.settings import load
from storage import migrate
from storage.tables import micros

SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
GB = 1 << 30
CATALOGUE = """
[[clubs]]
slug = "real-madrid"
name = "Real Madrid"
country = "ES"
timezone = "Europe/Madrid"

[[players]]
slug = "sergio-ramos"
name = "Sergio Ramos"
born = 1986-03-30
as_of = 2026-01-01
"""


@dataclass
class Server:
    """A server of a source: what it answers with, and how far its clock is off."""

    status: int = 200
    ahead: timedelta = timedelta(0)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass
class House:
    """An installation in a folder: its configuration by tables, and what surrounds it."""

    folder: Path
    server: Server
    tables: dict[str, str] = field(default_factory=dict)
    around: Around = field(default_factory=Around)
    held: list[sqlite3.Connection] = field(default_factory=list)
    taken: list[socket.socket] = field(default_factory=list)

    @property
    def config(self) -> Path:
        return self.folder / "lastdance.toml"

    @property
    def database(self) -> Path:
        return self.folder / "lastdance.db"

    def write(self) -> None:
        """Write the configuration, for its owner alone."""
        self.config.write_text("\n".join(self.tables.values()))
        self.config.chmod(0o600)

    def look(self) -> list[Finding]:
        return examine(self.config, {}, self.around)


@pytest.fixture
def server() -> Iterator[Server]:
    """A source's server on loopback."""
    made = Server()

    class Hall(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(made.status)
            self.send_header("Date", format_datetime(SystemClock().now() + made.ahead, usegmt=True))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Hall) as listening:
        made.port = listening.server_port
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield made
        listening.shutdown()
        thread.join()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def house(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """An installation at which nothing is wrong."""
    monkeypatch.chdir(tmp_path)
    made = House(tmp_path, server)
    made.around = Around(
        config=made.config, free=lambda _: 50 * GB, patience=timedelta(seconds=2), units=()
    )
    (tmp_path / "desk.secret").write_text(SECRET)
    (tmp_path / "desk.secret").chmod(0o600)
    (tmp_path / "lastdance.key").write_text("44" * 32)
    (tmp_path / "lastdance.key").chmod(0o600)
    (tmp_path / "mine.toml").write_text(CATALOGUE)
    migrate("sqlite:///lastdance.db")
    made.tables = {
        "catalogue": "[catalogue]\nstarter = false\nfiles = ['mine.toml']",
        "web": f"[web]\nlisten = '127.0.0.1:{free_port()}'\npublic_url = 'https://x.example'",
        "watch": "[[watch]]\nplayer = 'sergio-ramos'",
        "connectors": f"[[connectors]]\ntype = 'feed'\nname = 'news'\nurl = '{server.url}/rss'",
        "webhooks": f"[[webhooks]]\nname = 'desk'\nurl = '{server.url}/hook'\n"
        "secret_file = 'desk.secret'\nallow = ['127.0.0.0/8']\nallow_http = true",
    }
    made.write()
    yield made
    for raw in made.held:
        raw.close()
    for one in made.taken:
        one.close()


def nowhere() -> str:
    """Address of a PostgreSQL that nobody runs."""
    return f"postgresql://u:{SECRET}@127.0.0.1:{free_port()}/x"


def table(name: str, before: str, after: str) -> Callable[[House], None]:
    """Return what changes a word in a table of the configuration."""

    def plant(house: House) -> None:
        assert before in house.tables[name]
        house.tables[name] = house.tables[name].replace(before, after)

    return plant


def file(name: str, content: str | None = None, mode: int | None = None) -> Callable[[House], None]:
    """Return what changes a file, or with neither removes it."""

    def plant(house: House) -> None:
        path = house.folder / name
        if content is not None:
            path.write_text(content)
        if mode is not None:
            path.chmod(mode)
        if content is None and mode is None:
            path.unlink()

    return plant


def scramble(house: House) -> None:
    """Overwrite a page in the middle of the database."""
    with house.database.open("r+b") as raw:
        raw.seek(8 * 4096)
        raw.write(os.urandom(4096))


def revise(number: str) -> Callable[[House], None]:
    def plant(house: House) -> None:
        with closing(sqlite3.connect(house.database)) as raw:
            raw.execute("UPDATE alembic_version SET version_num = ?", (number,))
            raw.commit()

    return plant


def hold(house: House) -> None:
    """Let another program hold the right to write."""
    house.held.append(raw := sqlite3.connect(house.database, isolation_level=None))
    raw.execute("BEGIN IMMEDIATE")


def from_the_future(house: House) -> None:
    """Let a source have moved on tomorrow."""
    later = SystemClock().now() + timedelta(days=1)
    with closing(sqlite3.connect(house.database)) as raw:
        raw.execute("INSERT INTO cursors VALUES ('news', '1', ?)", (micros(later),))
        raw.commit()


def fill(house: House) -> None:
    house.around = replace(house.around, free=lambda _: 100 << 20)


def take_the_port(house: House) -> None:
    one = socket.socket()
    one.bind(("127.0.0.1", 0))
    one.listen()
    house.taken.append(one)
    house.tables["web"] = f"[web]\nlisten = '127.0.0.1:{one.getsockname()[1]}'"


def serve(status: int = 200, ahead: timedelta = timedelta(0)) -> Callable[[House], None]:
    def plant(house: House) -> None:
        house.server.status, house.server.ahead = status, ahead

    return plant


def closed(name: str, scheme: str = "http") -> Callable[[House], None]:
    """Return what leads a table's address to where nobody listens."""

    def plant(house: House) -> None:
        nobody = f"{scheme}://127.0.0.1:{free_port()}"
        house.tables[name] = house.tables[name].replace(house.server.url, nobody)

    return plant


def without_tls(house: House) -> None:
    safe = house.server.url.replace("http://", "https://")
    house.tables["webhooks"] = house.tables["webhooks"].replace(house.server.url, safe)


ERROR, WARNING = Grade.ERROR, Grade.WARNING
FAULTS: Mapping[str, tuple[Callable[[House], None], Grade, str, str, str]] = {
    "a key that is none": (
        table("watch", "player", "plaier"), ERROR, "configuration", "unknown key", "`player`"),
    "a file that is no TOML": (
        table("web", "[web]", "[web"), ERROR, "configuration", "is not TOML", "Mend that line"),
    "a player that nobody knows": (
        table("watch", "ramos", "ramoss"), ERROR, "configuration", "knows no player",
        "Did you mean `sergio-ramos`?"),
    "a secret that is missing": (
        file("desk.secret"), ERROR, "configuration", "no file 'desk.secret'", "Make it"),
    "a secret that everybody can read": (
        file("desk.secret", mode=0o644), WARNING, "configuration", "read by everybody",
        "`chmod 600 desk.secret`"),
    "a sealing secret that is damaged": (
        file("lastdance.key", "zz"), ERROR, "configuration", "hexadecimal", "back-up"),
    "a configuration that anybody can change": (
        lambda house: house.config.chmod(0o602), ERROR, "permissions", "changed by everybody",
        "`chmod o-w lastdance.toml`"),
    "a database that everybody can read": (
        file("lastdance.db", mode=0o644), WARNING, "permissions", "lastdance.db",
        "`chmod 600 lastdance.db*`"),
    "a catalogue that is broken": (
        file("mine.toml", "[[players]]\nslug = 'x'\n"), ERROR, "configuration", "mine.toml",
        "catalogue check"),
    "a folder that is missing": (
        lambda house: house.tables.update(storage="[storage]\nurl = 'sqlite:///no/one.db'"),
        ERROR, "database", "no folder", "`mkdir -p no`"),
    "a folder in the place of the database": (
        lambda house: house.tables.update(storage="[storage]\nurl = 'sqlite:////tmp'"),
        ERROR, "database", "/tmp is a folder", "name one in it"),
    "a server that is not there": (
        lambda house: house.tables.update(storage=f"[storage]\nurl = '{nowhere()}'"),
        ERROR, "database", "Connection refused", "name its host and port?"),
    "something that is no database": (
        file("lastdance.db", "words" * 999), ERROR, "database", "not a database", "back-up"),
    "a database that is damaged": (scramble, ERROR, "database", "damaged", "back-up"),
    "a database of an older version": (
        revise("0003"), ERROR, "database", "revision 0003", "`lastdance migrate`"),
    "a database of a newer version": (
        revise("9999"), ERROR, "database", "newer version", "Install the newer version"),
    "a database that another program holds": (
        hold, ERROR, "database", "can't be written", "End the program"),
    "a disk that is full": (fill, ERROR, "free space", "104.9 MB free", "Make room"),
    "a clock that was set back": (from_the_future, ERROR, "clock", "stored already", "NTP"),
    "a clock that is an hour off": (
        serve(ahead=timedelta(hours=1)), ERROR, "clock", "behind that of the one server", "NTP"),
    "a source that nobody serves": (
        closed("connectors"), ERROR, "source news", "can't be reached", "firewall"),
    "a source that is gone": (serve(404), ERROR, "source news", "answered 404", "Look at"),
    "a receiver that is down": (
        closed("webhooks"), ERROR, "receiver desk", "can't be reached",
        "`lastdance notify test desk`"),
    "a receiver on a network that is not allowed": (
        table("webhooks", "allow = ['127.0.0.0/8']", ""), ERROR, "receiver desk", "loopback",
        'allow = ["127.0.0.1"]'),
    "a receiver without TLS": (without_tls, ERROR, "receiver desk", "no TLS", "scheme and port"),
    "links that lead nowhere": (
        table("web", "https://x.example", "http://127.0.0.1:1"), WARNING, "links",
        "alerts link to http://127.0.0.1:1", "web.public_url"),
    "a port that something else has": (
        take_the_port, ERROR, "port", "something else", "[web] listen"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_with_its_cure(name: str, house: House) -> None:
    plant, grade, part, what, cure = FAULTS[name]
    plant(house)
    mode = house.config.stat().st_mode & 0o777
    house.write()
    house.config.chmod(mode)
    found = house.look()
    named = [one for one in found if one.part == part and one.grade is grade]
    assert any(what in one.what and cure in one.cure for one in named), found
    assert all(one.cure for one in found if one.grade in {ERROR, WARNING})
    assert SECRET not in repr(found)
    assert not any(one.cure.endswith("?.") or "/tmp*" in one.cure for one in found)


def test_a_house_in_order_has_nothing_to_mend(house: House) -> None:
    wrong = [one for one in house.look() if one.grade in {Grade.ERROR, Grade.WARNING}]
    assert wrong == []


def test_a_look_changes_nothing(house: House) -> None:
    before = {one.name: one.read_bytes() for one in house.folder.iterdir() if one.suffix != ".db"}
    rows = dump(house)
    house.look()
    after = {one.name: one.read_bytes() for one in house.folder.iterdir()}
    assert {name: after[name] for name in before} == before
    assert dump(house) == rows


def dump(house: House) -> list[str]:
    with closing(sqlite3.connect(house.database)) as raw:
        return list(raw.iterdump())


def test_the_exit_code_says_whether_something_is_wrong(house: House) -> None:
    runner = CliRunner()
    result = runner.invoke(app, ["doctor", "--json"])
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, {one["grade"] for one in found} - {"note"}) == (0, {"good"}), found
    (house.folder / "lastdance.db").write_text("no database")
    result = runner.invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "1 to mend" in result.output


def test_what_cannot_be_read_at_all_is_said_once(house: House) -> None:
    house.config.write_text("[web")
    found = house.look()
    assert [one.grade for one in found] == [Grade.ERROR, Grade.NOTE]


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ("jetstream.example:443 can't be reached: Name or service not known", "name resolution"),
        ("answered 503", "`lastdance connectors last bluesky` shows the answer."),
    ],
)
async def test_the_cure_of_a_source_that_is_out_fits_what_it_says(
    said: str, cure: str, house: House
) -> None:
    state = {"name": "bluesky", "state": "retrying", "says": said}
    running = Running(ours=True, wrong={}, sources=[state])
    found, _ = await sources(load(None, {}), running, Around(patience=timedelta(milliseconds=1)))
    [told] = [one for one in found if one.what == said]
    assert cure in told.cure
