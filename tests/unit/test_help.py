"""The help of every command: one sentence, options that are documented, and lines that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from monitor.cli import app

RUNNER = CliRunner()
WIDTH = 100


def walk(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command and group of the tree with its path."""
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from walk(child, (*path, name))


TREE = dict(walk(typer.main.get_command(app)))
EVERY = pytest.mark.parametrize("path", TREE, ids=lambda path: " ".join(path) or "lastdance")
CALLED = "(?:`|^)lastdance ((?:[a-z-]+ ?)+)"


@EVERY
def test_help_fits_into_a_hundred_columns(path: tuple[str, ...]) -> None:
    result = RUNNER.invoke(app, [*path, "--help"], terminal_width=WIDTH, env={"COLUMNS": "100"})
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= WIDTH


@EVERY
def test_a_command_says_what_it_does_in_one_sentence(path: tuple[str, ...]) -> None:
    first = " ".join((TREE[path].help or "").strip().split("\n\n")[0].split())
    assert first.endswith("."), first
    assert not re.search(r"[.!?] [A-Z]", first), first
    assert 20 <= len(first) <= WIDTH
    assert first[0].isupper()


@EVERY
def test_every_option_says_what_it_is(path: tuple[str, ...]) -> None:
    for param in TREE[path].params:
        said = getattr(param, "help", None) or ""
        assert said.endswith("."), f"{param.name}: {said!r}"
        assert len(said) <= 2 * WIDTH, param.name


@EVERY
def test_an_argument_is_written_alike_everywhere(path: tuple[str, ...]) -> None:
    shown = [param.metavar for param in TREE[path].params if param.param_type_name == "argument"]
    assert all(re.fullmatch(r"[A-Z]+(\.\.\.)?", name or "") for name in shown), shown


@EVERY
def test_what_a_help_names_as_a_command_is_one(path: tuple[str, ...]) -> None:
    for named in re.findall(CALLED, TREE[path].help or "", flags=re.MULTILINE):
        words = tuple(named.split())
        known = max(range(len(words) + 1), key=lambda n: (words[:n] in TREE) * n)
        command = TREE[words[:known]]
        assert known, named
        assert not hasattr(command, "commands") or known == len(words), named


def test_one_option_is_called_and_explained_alike_everywhere() -> None:
    said: dict[str, set[str]] = {}
    for command in TREE.values():
        for param in command.params:
            if f"--{param.name}" in param.opts and param.name in {"config", "json", "database"}:
                said.setdefault(param.name, set()).add(param.help)
    assert {name: len(words) for name, words in said.items()} == dict.fromkeys(said, 1)


@pytest.mark.parametrize(
    ("typed", "meant"), [("stauts", "status"), ("doktor", "doctor"), ("watch ad", "add")]
)
def test_a_mistyped_command_is_told_which_was_meant(typed: str, meant: str) -> None:
    result = RUNNER.invoke(app, typed.split())
    assert result.exit_code == 2
    assert f"Did you mean '{meant}'?" in result.output
