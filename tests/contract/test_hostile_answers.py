"""Three hundred hostile bodies for every connector: read, counted or refused, and never fatal."""

from __future__ import annotations

import base64
import gzip
import io
import json
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

import connectors
from connectors.recordings import read
from connectors.wire.reading import UnreadableError
from monitor.domain.activity import Activity
from monitor.domain.text import MAX_TEXT
from monitor.ports import DeadLetter
from tests.contract.playing import Case, case_of
from tests.simulator.hostile import hostile
from tests.simulator.listening import NOW

COUNT = 300
SECONDS = 2.0
MEBIBYTES = 100


def bodies(case: Case) -> Iterator[bytes]:
    """Yield recordings as `decode` takes them, each with one hostile body."""
    if "answers" not in case:
        yield from hostile(case["lines"], COUNT)
        return
    answers = [answer for answer in case["answers"] if "body" in answer]
    documents = [answer["body"] for answer in answers]
    for number, body in enumerate(hostile(documents, COUNT)):
        asked = answers[number % len(answers)]["get"]
        yield recorded(f"https://social.example{asked}", body)


def recorded(url: str, body: bytes) -> bytes:
    held = {"base64_string": base64.b64encode(body).decode()}
    exchange = {"request": {"method": "GET", "uri": url}, "response": {"status": 200, "body": held}}
    return json.dumps({"interactions": [exchange]}).encode()


def assert_sane(activity: Activity) -> None:
    """Assert that *activity* can be stored, shown and sent."""
    for name in Activity.__slots__:
        value = getattr(activity, name)
        if isinstance(value, str):
            value.encode()
            assert "\x00" not in value
            assert len(value) <= MAX_TEXT
        if isinstance(value, datetime):
            assert value.tzinfo is UTC
            assert 1970 <= value.year < 2262
    assert activity.actor
    assert 0 <= activity.order < 2**63
    assert activity.url is None or urlsplit(activity.url).scheme in {"http", "https"}


def peak() -> float:
    """Return the most memory that this process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_no_body_breaks_a_connector_and_each_of_them_is_cheap() -> None:
    made = {name: list(bodies(case_of(name))) for name in connectors.names()}
    assert {len(each) for each in made.values()} == {COUNT}
    before = peak()
    for name, each in made.items():
        spent = 0.0
        for body in each:
            began = time.process_time()
            found = list(connectors.decode(name, io.BytesIO(body), NOW))
            spent += time.process_time() - began
            for one in found:
                if isinstance(one, Activity):
                    assert_sane(one)
                if isinstance(one, DeadLetter):
                    assert len(one.raw) <= 64_000
                    assert one.detail
                    assert one.place
        assert spent < SECONDS, name
    assert peak() - before < MEBIBYTES


def swelling(count: int) -> bytes:
    zipped = base64.b64encode(gzip.compress(b" " * count, 9)).decode()
    return json.dumps(
        {"interactions": [{"response": {"body": {"base64_string": zipped}}}]}
    ).encode()


def yaml_of(*lines: str) -> bytes:
    return "\n".join(("interactions:", *lines)).encode()


BOMB = yaml_of(
    "- request: {uri: x}",
    "a0: &a0 {k: v}",
    *(f"a{n}: &a{n} {{!!merge <<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 30)),
)


@pytest.mark.parametrize(
    ("recording", "reason"),
    [
        (swelling(70 << 20), "too_long"),
        (BOMB, "too_deep"),
        (yaml_of("- &a [*a]", "- request: " + "[" * 500 + "]" * 500), "too_deep"),
        (yaml_of("- request: !!python/object/apply:os.system [id]"), "not_yaml"),
        (yaml_of("- request: [", "}"), "not_yaml"),
        (b"interactions: 7", "bad_type"),
        (yaml_of("- 7"), "bad_type"),
    ],
)
def test_a_recording_that_would_harm_is_refused(recording: bytes, reason: str) -> None:
    began = time.process_time()
    found = [one for one in read(io.BytesIO(recording)) if isinstance(one, UnreadableError)]
    assert [one.reason for one in found] == [reason]
    assert time.process_time() - began < SECONDS


def test_words_that_merge_elsewhere_are_words_here() -> None:
    (found,) = read(io.BytesIO(BOMB.replace(b"!!merge ", b"")))
    assert not isinstance(found, UnreadableError)


def an_exchange(body: Any, **headers: Any) -> bytes:
    response = {"status": {"code": 200}, "headers": headers, "body": body}
    return json.dumps(
        {"interactions": [{"request": {"uri": ASKED}, "response": response}]}
    ).encode()


def har(**content: str) -> bytes:
    response = {"status": 200, "content": {"mimeType": "application/json", **content}}
    return json.dumps(
        {"log": {"entries": [{"request": {"url": ASKED}, "response": response}]}}
    ).encode()


def cassette(name: str, body: str) -> bytes:
    return (
        f"{name}:\n- request: {{uri: '{ASKED}'}}\n  response:\n"
        f"    status: {{code: 200}}\n    body: &b {body}\n  again: *b\n"
    ).encode()


ASKED = "https://a.example/b?c=d"
PLAIN = base64.b64encode(b'{"a":1}').decode()
PACKED = base64.b64encode(gzip.compress(b'{"a":1}')).decode()


@pytest.mark.parametrize(
    "recording",
    [
        an_exchange({"string": '{"a":1}'}),
        an_exchange({"base64_string": PACKED}, **{"Content-Encoding": ["gzip"]}),
        an_exchange({"string": '{"a":1}'}, **{"Content-Encoding": ["gzip"]}),
        b'{"a":1}',
        har(text=PLAIN, encoding="base64"),
        har(text='{"a":1}'),
        json.dumps({"answers": [{"get": "/b?c=d", "body": {"a": 1}}]}).encode(),
        cassette("interactions", f"{{string: !!binary '{PACKED}'}}"),
        cassette("http_interactions", "{encoding: utf-8, string: '{\"a\":1}'}"),
    ],
)
def test_one_answer_is_the_same_however_it_was_recorded(recording: bytes) -> None:
    (found,) = read(io.BytesIO(recording))
    assert not isinstance(found, UnreadableError)
    assert json.loads(found.body) == {"a": 1}
    assert found.status == 200
    assert found.url == "" or found.url.endswith("/b?c=d")
