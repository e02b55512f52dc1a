"""How commands ask: again until the answer can be used; where nobody answers, with the cure."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import typer
from rich.markup import escape

from monitor.cli import say

T = TypeVar("T")


def ask(
    question: str,
    take: Callable[[str], T],
    *,
    usual: str | None = None,
    unseen: bool = False,
    instead: str,
) -> T:
    """Return what the answer to *question* comes to.

    Args:
        take: Returns that; raises `RefusedError` with what to write instead, and it is asked again.
        usual: Stands for an empty answer.
        unseen: Whether the terminal hides what is typed.
        instead: The options that say the same, for where there is nobody to ask.
    """
    from monitor.ports import RefusedError

    shown = bool(usual)
    while True:
        try:
            said = typer.prompt(question, usual, hide_input=unseen, show_default=shown)
        except typer.Abort:
            if sys.stdin.isatty():
                raise
            say.err.print()
            say.fail(f"nobody answers: say it by {instead}", 2)
        try:
            return take(said)
        except RefusedError as error:
            say.err.print(escape(str(error)))


def given(option: str, take: Callable[[str], T], said: str) -> T:
    """Return what the value of *option* comes to, or leave with what is wrong with it."""
    from monitor.ports import RefusedError

    try:
        return take(said)
    except RefusedError as error:
        say.fail(f"{option}: {error}", 2)
