"""What `lastdance claims` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import app

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*lines: str) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, what was found a line, and what was complained of."""
    result = RUNNER.invoke(app, ["claims", "-"], input="\n".join(lines) + "\n")
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, [json.loads(row) for row in result.stdout.splitlines()], result.stderr


def line(text: str, **more: object) -> str:
    return json.dumps({"text": text, **more})


def test_a_text_tells_stage_source_and_stance_and_keeps_whom_it_was_asked_about() -> None:
    code, (found,), _ = said(
        line(
            "Chelsea agree deal to sign Rodrygo, per @MatteMoretto",
            lang="en",
            player="rodrygo",
            club="Chelsea",
        )
    )
    assert code == 0
    assert found["stage"] == "agreement"
    assert found["attributed_to"] == "@mattemoretto"
    assert found["stance"] == "support"
    assert (found["player"], found["club"]) == ("rodrygo", "Chelsea")


def test_names_that_no_catalogue_knows_are_looked_for() -> None:
    text = "Zoltan Nagyvari joins FC Sehrklein. Kane stays at Bayern Munich."
    _, (found,), _ = said(line(text, lang="en", player="Zoltan Nagyvari", club="FC Sehrklein"))
    assert found["stage"] == "done"
    _, (found,), _ = said(line(text, lang="en", player="Harry Kane", club="FC Bayern"))
    assert found["stage"] == "stays"


def test_a_text_that_claims_nothing_has_no_stage() -> None:
    _, (found,), _ = said(line("What a goal by Rodrygo", lang="en"))
    assert found["stage"] is None
    assert found["cue"] is None


@pytest.mark.parametrize(
    ("bad", "cure"),
    [
        ("no json", "write {"),
        ("[1]", "write {"),
        ('{"words": "x"}', "no `text`"),
        ('{"text": "x", "lang": 7}', "`lang` is no text"),
        ('{"text": "x", "reply": "no"}', "`reply` is neither true nor false"),
        ("[" * 100_000, "write {"),
    ],
)
def test_a_bad_line_is_named_with_its_cure_and_the_others_go_on(bad: str, cure: str) -> None:
    code, found, complaint = said(line("Deal done"), bad, line("Deal done"))
    assert code == 1
    assert len(found) == 2
    assert "-:2: " in complaint
    assert cure in complaint


def test_the_mark_that_editors_begin_a_file_with_is_no_fault() -> None:
    code, found, _ = said("\ufeff" + line("Deal done"), line("Deal done"))
    assert (code, len(found)) == (0, 2)


def test_what_answers_nobody_asserts() -> None:
    text = "Two men were seen at the gate"
    _, (answer, start), _ = said(
        line(text, lang="en", reply=True), line(text, lang="en", reply=False)
    )
    assert (answer["stance"], answer["reply"]) == ("comment", True)
    assert (start["stance"], start["reply"]) == ("support", False)


def test_a_file_that_is_missing_is_named(elsewhere: Path) -> None:
    result = RUNNER.invoke(app, ["claims", str(elsewhere / "nothing.jsonl")])
    assert result.exit_code == 2
    assert "nothing.jsonl" in result.output
