"""`lastdance sentiment score`: a line in, a line out, and no traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import app

RUNNER = CliRunner()


def score(lines: str, *options: str) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, answers and complaints for what is given on standard input."""
    result = RUNNER.invoke(app, ["sentiment", "score", "-", *options], input=lines)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, [json.loads(x) for x in result.stdout.splitlines()], result.stderr


def test_each_post_gets_a_line_with_what_was_thought_of_it() -> None:
    code, told, _ = score(
        '{"text": "What a wonderful player Sergio Ramos is, I love him"}\n\n'
        '{"text": "una verguenza horrible", "lang": "es"}\n{"text": "\\ud83d", "lang": "xx"}\n'
    )
    assert code == 0
    assert [each["lang"] for each in told] == ["en", "es", "xx"]
    good, bad, strange = told
    assert float(str(good["positive"])) > 0.5 > float(str(good["negative"]))
    assert float(str(bad["polarity"])) < 0
    shares = [float(str(good[tone])) for tone in ("positive", "neutral", "negative")]
    assert sum(shares) == pytest.approx(1, abs=0.01)
    assert str(good["scorer"]).count("/") == 2
    assert (strange["scorer"], strange["unscored"]) == (None, "language:xx")


def test_a_name_has_no_mood() -> None:
    _, told, _ = score('{"text": "Real Madrid", "lang": "en"}\n')
    assert told[0]["polarity"] == 0


def test_another_backend_can_be_tried() -> None:
    _, told, _ = score('{"text": "a great player", "lang": "en"}\n', "--backend", "textblob")
    assert str(told[0]["scorer"]).startswith("textblob/")


@pytest.mark.parametrize("line", ["[1]", "{}", "great", '{"text": 1}', '{"text": "a", "lang": 2}'])
def test_a_line_that_is_no_post_is_named_with_its_number_and_left_out(line: str) -> None:
    code, told, said = score(f'{line}\n{{"text": "a", "lang": "en"}}\n')
    assert code == 1
    assert "-:1: " in said
    assert "write {" in said or "leave it out" in said
    assert [one["text"] for one in told] == ["a"]


def test_a_file_that_is_not_there_ends_with_2_and_is_named(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["sentiment", "score", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert "none.jsonl" in result.stderr
