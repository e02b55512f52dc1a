"""Texts that a person hands to a command: JSON lines; what can't be read is told with its place."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from rich.markup import escape

from monitor.cli import say

BATCH: Final = 256
"""Texts that are read at once."""

SHOWN: Final = 60
"""Characters of a text that are shown to a person."""

CARRIED: Final = ("player", "club", "published", "source", "reply")
"""What is handed through from the line that was read."""

Given: TypeAlias = Mapping[str, Any]
"""One line: an object with `text`."""


class Texts:
    """The texts of a file, or of stdin; those that can't be read are told and left out.

    Attributes:
        faults: How many those were.
    """

    def __init__(
        self, file: str, words: Sequence[str], fault: Callable[[Given], str] = lambda _: ""
    ) -> None:
        """Read *file*.

        Args:
            file: Its path; - is stdin.
            words: Fields that are texts where they are given at all.
            fault: What else is wrong with a line, and what to do; empty = nothing.
        """
        self._file = file
        self._words = words
        self._more = fault
        self.faults = 0

    def batches(self) -> Iterator[list[Given]]:
        """Yield what can be read, a batch at a time."""
        with self._opened() as stream:
            lines = self._read(stream)
            while batch := list(islice(lines, BATCH)):
                yield batch

    def _opened(self) -> AbstractContextManager[IO[str]]:
        if self._file == "-":
            return nullcontext(sys.stdin)  # not ours to close
        return Path(self._file).open(encoding="utf-8", errors="replace")

    def _read(self, stream: IO[str]) -> Iterator[Given]:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            given = _object(line.removeprefix("\ufeff"))  # as editors on Windows begin a file
            fault = self._fault(given)
            if given is None or fault:
                self.faults += 1
                say.err.print(f"[bold red]error:[/] {escape(f'{self._file}:{number}: {fault}')}")
                continue
            yield given

    def _fault(self, given: Given | None) -> str:
        if given is None:
            return 'no JSON object; write {"text": "...", "lang": "en"} on a line of its own'
        if not isinstance(given.get("text"), str):
            return 'no `text`; write {"text": "...", "lang": "en"}'
        for name in self._words:
            if not isinstance(given.get(name), str | None):
                return f"`{name}` is no text; put it into quotes, or leave it out"
        return self._more(given)


def carried(given: Given) -> dict[str, object]:
    """Return what of a line stands in what is told of it."""
    return {"text": given["text"]} | {name: given[name] for name in CARRIED if name in given}


def _object(line: str) -> Given | None:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) else None
