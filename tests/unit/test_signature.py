"""Signatures, judged by the library of the standard itself."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from monitor.deliver.signature import sign, spell

SECRET = bytes(range(32))
BODY = '{"type":"act.notable","text":"\u00a1Último baile! \U0001f483"}'.encode()
NODE = Path(os.environ.get("LASTDANCE_TEST_NODE", "/nonexistent"))
_VERIFY = """
const { Webhook } = require("standardwebhooks");
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
try {
  new Webhook(given.secret).verify(given.body, given.headers);
  console.log("genuine");
} catch (error) {
  console.log(error.constructor.name === "WebhookVerificationError" ? "refused" : error);
}
"""
IDENT = "3f0e6e0c-5d3b-5d0e-9f5e-0a5f1f2f3f4f"


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the library judges by the wall clock


def test_the_standards_own_library_accepts_a_signature() -> None:
    headers = sign(IDENT, _now(), BODY, [SECRET])
    assert Webhook(spell(SECRET)).verify(BODY, headers)["type"] == "act.notable"


@given(body=st.text().map(str.encode), secret=st.binary(min_size=24, max_size=64))
def test_any_body_and_any_secret_verify(body: bytes, secret: bytes) -> None:
    headers = sign(IDENT, _now(), body, [secret])
    Webhook(spell(secret)).verify(body, headers, json_parse=False)


def test_old_and_new_secret_both_verify_while_one_replaces_the_other() -> None:
    new = secrets.token_bytes(24)
    headers = sign(IDENT, _now(), BODY, [new, SECRET])
    assert headers["webhook-signature"].count(" ") == 1
    for secret in (new, SECRET):
        Webhook(spell(secret)).verify(BODY, headers)


@pytest.mark.skipif(
    not (NODE / "node_modules" / "standardwebhooks").is_dir() or not shutil.which("node"),
    reason="standardwebhooks of npm is not here: LASTDANCE_TEST_NODE names the folder it is in",
)
def test_the_standards_library_for_node_accepts_either_secret_and_no_change() -> None:
    new = secrets.token_bytes(24)
    headers = sign(IDENT, _now(), BODY, [new, SECRET])
    for secret, body in ((new, BODY), (SECRET, BODY), (bytes(32), BODY), (new, BODY + b" ")):
        given = {"secret": spell(secret), "body": body.decode(), "headers": headers}
        done = subprocess.run(
            ["node", "-e", _VERIFY],
            input=json.dumps(given), text=True, cwd=NODE, check=False, capture_output=True,
        )  # fmt: skip
        good = secret != bytes(32) and body == BODY
        assert done.stdout.strip() == ("genuine" if good else "refused"), done.stderr


def test_a_changed_body_is_refused() -> None:
    headers = sign(IDENT, _now(), BODY, [SECRET])
    with pytest.raises(WebhookVerificationError):
        Webhook(spell(SECRET)).verify(BODY.replace(b"act", b"art"), headers)


def test_another_id_is_refused() -> None:
    headers = sign(IDENT, _now(), BODY, [SECRET]) | {"webhook-id": "another"}
    with pytest.raises(WebhookVerificationError):
        Webhook(spell(SECRET)).verify(BODY, headers)


def test_another_secret_is_refused() -> None:
    headers = sign(IDENT, _now(), BODY, [SECRET])
    with pytest.raises(WebhookVerificationError):
        Webhook(spell(bytes(32))).verify(BODY, headers)


def test_an_attempt_of_six_minutes_ago_is_refused() -> None:
    headers = sign(IDENT, _now() - timedelta(minutes=6), BODY, [SECRET])
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(spell(SECRET)).verify(BODY, headers)
