"""What is written to standard error: whatever strangers say, a line stays a line."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest

from monitor.app.logs import configure

HOSTILE = "a\nTraceback (x)\n12:00 INFO forged\r\x1b[31m\x9b31m\u202egnp\u2028b\ud800\x00\x07"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize("form", ["console", "json"])
def test_no_words_of_strangers_write_a_line_or_steer_a_terminal(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure("info", form)
    logging.getLogger("x").warning("a source said %s", HOSTILE)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert not STEERS.search(said)
    assert "forged" in said


def test_neither_do_those_in_a_trace(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "console")
    try:
        raise ValueError(HOSTILE)  # noqa: TRY301 - to have a trace
    except ValueError:
        logging.getLogger("x").exception("failed")
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert not STEERS.search(said)
