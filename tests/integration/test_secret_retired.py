"""After all private people were erased, what known accounts did is known still, and told once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import storage
from monitor.app import copies
from monitor.app.erasing import Wanted, erase
from monitor.domain.activity import Activity, Verb
from monitor.domain.alert import Kind, Notice
from monitor.domain.seal import Seal
from monitor.ports import Page, RefusedError
from monitor.settings import coming_secret, load
from storage import open_store
from tests.conftest import NOW
from tests.contract.soundness import flaws
from tests.integration.pipelines import pipeline

HOUR = timedelta(hours=1)
PLAYER, FAN = "did:plc:player", "did:plc:fan"
POST = f"at://{FAN}/app.bsky.feed.post/1"

CATALOGUE = """
[[clubs]]
slug = "real-example"
name = "Real Example"
country = "ES"

[[players]]
slug = "kylian-example"
name = "Kylian Example"
born = 1999-01-01

[[accounts]]
platform = "bluesky"
handle = "player.example"
id = "did:plc:player"
role = "player"
player = "kylian-example"
proof = "own domain"
verified_on = 2026-05-01

[[accounts]]
platform = "mastodon"
handle = "player@example.social"
id = "https://example.social/users/player"
role = "player"
player = "kylian-example"
proof = "own domain"
verified_on = 2026-05-01

[[sources]]
slug = "gazette"
name = "The Gazette"
role = "outlet"

[[sources]]
slug = "herald"
name = "The Herald"
role = "outlet"

[[accounts]]
platform = "bluesky"
handle = "gazette.example"
id = "did:plc:gazette"
role = "outlet"
source = "gazette"
proof = "own domain"
verified_on = 2026-05-01

[[accounts]]
platform = "bluesky"
handle = "herald.example"
id = "did:plc:herald"
role = "outlet"
source = "herald"
proof = "own domain"
verified_on = 2026-05-01

[[watch]]
player = "kylian-example"
club = "real-example"
"""


def act(verb: Verb = Verb.LIKE, name: str = "1", at: Any = NOW, **more: Any) -> Activity:
    """Something that the player did on Bluesky."""
    made = Activity(
        platform="bluesky", verb=verb, actor=PLAYER, record=f"at://{PLAYER}/x/{name}",
        happened_at=at, seen_at=at,
    )  # fmt: skip
    return replace(made, **more)


SAID = act(
    Verb.CREATE, record=POST, actor=FAN, url="https://x/1", actor_handle="fan.example",
    text="Kylian Example to Real Example, one last dance!",
)  # fmt: skip
SAID_THERE = replace(
    SAID, platform="mastodon", record="https://example.social/notes/1", actor="https://x/users/fan"
)
LIKE = act(at=NOW + HOUR, object=POST)
FAVOURITE = replace(
    LIKE, platform="mastodon", actor="https://example.social/users/player", record=None,
    happened_at=None, seen_at=NOW + 8 * HOUR, object=SAID_THERE.record,
)  # fmt: skip
REPLY = act(
    Verb.CREATE, "2", NOW + 15 * HOUR, in_reply_to=POST, text="Real Example, Kylian Example: soon"
)
SEEN = (SAID, SAID_THERE, LIKE, FAVOURITE, REPLY)


@pytest.fixture
def given(tmp_path: Path) -> dict[str, Any]:
    """Settings with a secret in a file."""
    (tmp_path / "mine.toml").write_text(CATALOGUE)
    return {"privacy": {"secret_file": str(tmp_path / "key")}}


def read(url: str, given: dict[str, Any], folder: Path, *acts: Activity) -> list[Notice]:
    """Return what is told once the pipeline has read *acts*, each in a batch of its own."""

    async def run() -> list[Notice]:
        async with pipeline(url, folder / "mine.toml", **given) as made:
            told = []
            for one in acts:
                report = await made.handle([Page(connector="it", activities=(one,))], one.seen_at)
                causes = report.committed.new
                told += [each for each in report.judged.notices if each.cause in causes]
            return told

    return asyncio.run(run())


def retire(url: str, given: dict[str, Any], folder: Path) -> None:
    """Erase all private people."""
    files = {"catalogue": {"files": [str(folder / "mine.toml")]}}
    chosen = load(None, {}, {"storage": {"url": url}, **files, **given})
    before = chosen.privacy.key()
    receipt = erase(chosen, Wanted(all_private=True))
    assert receipt.secret
    assert chosen.privacy.key() != before


def test_what_known_accounts_did_is_told_once_however_often_it_is_read(
    database_url: str, given: dict[str, Any], tmp_path: Path
) -> None:
    told = read(database_url, given, tmp_path, *SEEN)
    assert told[0].kind is Kind.ACT_NOTABLE
    assert len(told) == 3
    for _ in range(2):
        retire(database_url, given, tmp_path)
        again = (LIKE, REPLY)
        assert read(database_url, given, tmp_path, *again) == []
    assert wrong(database_url) == []


def test_an_act_without_a_time_is_known_again_too(
    database_url: str, given: dict[str, Any], tmp_path: Path
) -> None:
    assert len(read(database_url, given, tmp_path, SAID_THERE, FAVOURITE)) == 1
    retire(database_url, given, tmp_path)
    later = replace(FAVOURITE, seen_at=FAVOURITE.seen_at + HOUR)
    assert read(database_url, given, tmp_path, SAID_THERE, later) == []


def test_a_list_that_names_no_record_finds_the_like_that_a_stream_told_of(
    database_url: str, given: dict[str, Any], tmp_path: Path
) -> None:
    assert len(read(database_url, given, tmp_path, SAID, LIKE)) == 1
    retire(database_url, given, tmp_path)
    listed = replace(LIKE, record=None, seen_at=LIKE.seen_at + HOUR)
    assert read(database_url, given, tmp_path, SAID, listed) == []


LONG = (
    "The striker landed yesterday evening, accompanied by lawyers, relatives and advisers, before "
    "travelling towards training ground facilities where doctors examine knees, ankles, muscles, "
    "lungs and eyesight, while executives prepare paperwork, photographs, interviews, shirts and "
    "an unveiling on Thursday in front of thousands of supporters"
)


@pytest.mark.parametrize("more", ["", LONG])
def test_a_copy_of_what_was_claimed_before_is_known_for_one(
    more: str, database_url: str, given: dict[str, Any], tmp_path: Path
) -> None:
    words = f"Real Example agree a fee of 40 million euros for Kylian Example, medical soon {more}"
    first, copy = (
        act(
            Verb.CREATE, name, NOW + hours * HOUR, actor=f"did:plc:{who}", text=words,
            record=f"at://did:plc:{who}/x/{name}", actor_handle=f"{who}.example",
        )
        for name, who, hours in (("1", "gazette", 1), ("2", "herald", 9))
    )  # fmt: skip
    read(database_url, given, tmp_path, first)
    [before] = gists(database_url)
    for _ in range(2):
        retire(database_url, given, tmp_path)
    read(database_url, given, tmp_path, copy)
    assert len(found := gists(database_url)) == 2
    assert len({*found}) == 1
    assert before not in found


def gists(url: str) -> list[bytes]:
    """Return the gists of all claims."""

    async def look() -> list[bytes]:
        store = await open_store(url)
        try:
            return await store._database.read(
                lambda one: [bytes(row[0]) for row in one.exec_driver_sql(
                    "SELECT gist FROM mentions WHERE gist IS NOT NULL"
                )]
            )  # fmt: skip
        finally:
            await store.close()

    return asyncio.run(look())


def test_what_is_undone_after_it_is_corrected_where_it_was_told(
    database_url: str, given: dict[str, Any], tmp_path: Path
) -> None:
    [told] = read(database_url, given, tmp_path, SAID, LIKE)
    retire(database_url, given, tmp_path)
    undone = act(Verb.UNDO, at=NOW + 3 * HOUR, revision=9, undoes=Verb.LIKE)
    [corrected] = read(database_url, given, tmp_path, undone)
    assert corrected.kind is Kind.ALERT_CORRECTED
    assert corrected.alert.id == told.alert.id
    assert wrong(database_url) == []


def test_an_erasure_that_was_cut_off_goes_on_with_the_same_secret_and_nothing_runs_until_then(
    sqlite_url: str, given: dict[str, Any], tmp_path: Path
) -> None:
    read(sqlite_url, given, tmp_path, SAID, LIKE)
    key = tmp_path / "key"
    old, coming = (Seal(bytes.fromhex(one.read_text())) for one in (key, written(key)))
    storage.erase(sqlite_url, storage.Subject(everybody=True, anew=(old, coming)))
    with pytest.raises(RefusedError, match="--all-private"):
        read(sqlite_url, given, tmp_path, LIKE)
    retire(sqlite_url, given, tmp_path)
    assert key.read_text().strip() == coming.secret.hex()
    assert read(sqlite_url, given, tmp_path, LIKE) == []


def written(key: Path) -> Path:
    """Have the secret that is to come written down; return where."""
    coming_secret(key)
    return key.with_name(f".{key.name}.coming")


def test_a_back_up_that_is_put_back_after_it_knows_what_known_accounts_did(
    database_url: str, given: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    given |= {"backups": {"folder": str(folder)}}
    read(database_url, given, tmp_path, SAID, LIKE)
    copy = copies.make(load(None, {}, {"storage": {"url": database_url}, **given}), folder, NOW)
    retire(database_url, given, tmp_path)
    storage.restore(database_url, copy.path, tmp_path / "aside", replace=True)
    assert read(database_url, given, tmp_path, SAID, LIKE) == []
    assert wrong(database_url) == []


def test_a_private_person_is_a_stranger_from_then_on(
    sqlite_url: str, given: dict[str, Any], tmp_path: Path
) -> None:
    read(sqlite_url, given, tmp_path, *SEEN)
    before = authors(sqlite_url)
    retire(sqlite_url, given, tmp_path)
    read(sqlite_url, given, tmp_path, SAID)
    assert not before & authors(sqlite_url)


def authors(url: str) -> set[bytes]:
    async def look() -> set[bytes]:
        store = await open_store(url)
        try:
            return await store._database.read(
                lambda one: {bytes(row[0]) for row in one.exec_driver_sql(
                    "SELECT author FROM activities WHERE account IS NULL"
                )}
            )  # fmt: skip
        finally:
            await store.close()

    return asyncio.run(look())


def wrong(url: str) -> list[str]:
    async def look() -> list[str]:
        store = await open_store(url)
        try:
            return await store._database.read(flaws)
        finally:
            await store.close()

    return asyncio.run(look())
