"""What is recorded names nobody, and is still built as it was."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict

import connectors
from connectors.http import Answer, Heard
from connectors.recordings.redacting import Redacting
from monitor.app.recording import made_of
from monitor.domain.activity import Activity
from tests.contract.playing import case_of
from tests.simulator.clock import HandClock
from tests.simulator.listening import NOW

HOST = "https://social.example"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def redacting(salt: int = 1) -> Redacting:
    return Redacting(bytes([salt]) * 32, "social.example")


def form(value: Any) -> Any:
    """Return how *value* is built."""
    if isinstance(value, dict):
        return [form(inner) for inner in value.values()]
    return [form(inner) for inner in value] if isinstance(value, list) else type(value)


@settings(max_examples=50)
@given(JSON)
def test_the_form_stays(value: Any) -> None:
    once = redacting().value(value)
    assert redacting().value(value) == once
    if not _merges(value):
        assert form(once) == form(value)


def _merges(value: Any) -> bool:
    """Whether two of its keys could become one."""
    if isinstance(value, dict):
        return len(value) > 1 or any(map(_merges, value.values()))
    return isinstance(value, list) and any(map(_merges, value))


PERSON = {
    "id": "117020565966271181",
    "username": "sergiofan",
    "acct": "sergiofan@elsewhere.example",
    "display_name": "Sergio Fan",
    "url": f"{HOST}/@sergiofan",
    "uri": f"{HOST}/users/sergiofan",
    "avatar": f"{HOST}/avatars/sergiofan.png",
    "note": '<p>Mail me: sergio@elsewhere.example <a href="https://sergiofan.example/me">x</a></p>',
    "did": "did:plc:4wsmgfenm2oec5x3h2whbuq6",
    "post": "at://did:plc:4wsmgfenm2oec5x3h2whbuq6/app.bsky.feed.post/3mwyog23b32y4",
    "email": "sergio@elsewhere.example",
    "access_token": "s3cr3t",
    "visibility": "public",
    "created_at": "2026-08-01T13:53:54.728Z",
    "followers_count": 1234567,
}


def test_nobody_is_left_in_it() -> None:
    text = json.dumps(redacting().value(PERSON)).lower()
    for word in ("sergio", "fan", "elsewhere", "4wsmgfenm2", "3mwyog23b32y4", "s3cr3t", "71181"):
        assert word not in text


def test_what_says_nothing_of_anybody_stays() -> None:
    said = redacting().value(PERSON)
    for key in ("visibility", "created_at", "followers_count"):
        assert said[key] == PERSON[key]
    assert said["uri"].split("/")[3] == "users"
    assert said["post"].split("/")[3] == "app.bsky.feed.post"
    assert said["post"].split("/")[2] == said["did"]


def test_what_belonged_together_still_does() -> None:
    said = redacting().value(PERSON)
    assert said["uri"].endswith(f"/{said['username']}")
    assert said["url"].endswith(f"/@{said['username']}")
    assert said["acct"].startswith(f"{said['username']}@")
    assert said["email"].split("@")[1] == said["acct"].split("@")[1]


def test_another_time_stands_for_others() -> None:
    assert redacting(1).value(PERSON)["username"] != redacting(2).value(PERSON)["username"]


@given(st.sets(st.integers(1_577_836_800, 1_893_456_000), max_size=20))
def test_numbers_that_tell_of_time_stay_in_order(times: set[int]) -> None:
    ids = [str(at * 1000 << 16) for at in sorted(times)]
    said = [redacting().value({"id": one})["id"] for one in ids]
    assert said == sorted(said, key=int)


@pytest.mark.parametrize("secret", ["access_token", "key", "token"])
def test_no_credential_of_a_query_is_shown(secret: str) -> None:
    asked = f"{HOST}/api/v1/timelines/public?limit=40&{secret}=abc123def"
    said = redacting().url(asked, asked=True)
    assert said == f"{{host}}/api/v1/timelines/public?limit=40&{secret}=-"


def headers_of(answer: dict[str, Any]) -> dict[str, str]:
    return {k: v.replace("{host}", HOST) for k, v in answer.get("headers", {}).items()}


def test_a_recorded_look_decodes_to_as_much_as_it_did() -> None:
    case = case_of("mastodon")
    heard = [
        Heard(
            asked=f"https://social.example{answer['get']}",
            answer=Answer(
                status=answer.get("status", 200),
                url="",
                headers=CIMultiDict({**headers_of(answer), "Set-Cookie": "a=b"}),
                body=json.dumps(answer["body"]).encode(),
                received=0,
            ),
            at=NOW + timedelta(seconds=n),
        )
        for n, answer in enumerate(case["answers"])
    ]
    entry = {**case["config"], "server": HOST, "token": "secret-token"}
    made = made_of(entry, heard, HandClock(NOW))
    text = json.dumps(made)
    assert "secret-token" not in text
    assert "Set-Cookie" not in text
    for name in ("fan", "player", "quiet", "onelastdance", "elsewhere"):
        assert f"/{name}" not in text
    assert [verb for verb, _ in made["decoded"]] == [verb for verb, _ in case["decoded"]]
    stream = io.BytesIO(json.dumps({"answers": made["answers"]}).encode())
    again = [a for a in connectors.decode("mastodon", stream, NOW) if isinstance(a, Activity)]
    assert len(again) == len(case["decoded"])
    upon = {a.object for a in again if a.verb.value in {"like", "announce"}}
    assert upon <= {a.record for a in again}
