"""JSON of strangers, read line by line: whatever stands there, it is read or refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final, TypeVar

import msgspec

T = TypeVar("T")

MAX_LINE: Final = 1 << 20
"""Longest line that is read, in bytes."""

MAX_DEAD: Final = 64_000
"""Most bytes of an unreadable line that are kept."""

MAX_ID: Final = 2048
"""Longest id or address that is read, in characters."""

MAX_KINDS: Final = 50
"""Unhandled kinds that are counted by name."""

_KIND: Final = re.compile(r"[a-zA-Z0-9._#-]{1,100}", re.ASCII)
_BOM: Final = b"\xef\xbb\xbf"
_ESCAPE: Final = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?"
    rb"|u[dD][c-fC-F][0-9a-fA-F]{2}|.)",
    re.DOTALL,
)
_LONE: Final = len(rb"\ud83d")


class UnreadableError(ValueError):
    """A line can't be read.

    Attributes:
        reason: A short slug: `not_utf8`, `not_json`, `bad_type`, `bad_time`, `bad_id`,
            `no_actor`, `too_deep`, `too_long`.
        detail: What was wrong and where, in a sentence.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Unhandled:
    """A sound line of a kind that says nothing to us, such as a block.

    Attributes:
        kind: The kind, as the platform calls it.
    """

    kind: str

    def __str__(self) -> str:
        return self.kind


def read(decode: Callable[[Any], T], line: bytes | msgspec.Raw, place: str = "") -> T:
    """Return what *decode*, a decoder's method, makes of *line*.

    A byte order mark and lone surrogates are mended: the line is sound beside them.

    Args:
        place: What is read, for the error: "commit.record".

    Raises:
        UnreadableError: It isn't what the decoder reads.
    """
    if len(line) > MAX_LINE:
        raise UnreadableError("too_long", f"longer than {MAX_LINE} bytes")
    try:
        return decode(line)
    except (ValueError, RecursionError) as error:
        refused = _refusal(error, place)
    mended = _mend(bytes(line)) if refused.reason == "not_json" else line
    if mended == line:
        raise refused
    try:
        return decode(mended)
    except (ValueError, RecursionError) as error:
        raise _refusal(error, place) from None


def _refusal(error: Exception, place: str) -> UnreadableError:
    if isinstance(error, RecursionError):
        return UnreadableError("too_deep", "nested deeper than anything real")
    detail = f"{place}: {error}" if place else str(error)
    if isinstance(error, UnicodeDecodeError):
        return UnreadableError("not_utf8", detail)
    wrong_type = isinstance(error, msgspec.ValidationError)
    return UnreadableError("bad_type" if wrong_type else "not_json", detail)


def _mend(line: bytes) -> bytes:
    line = line.removeprefix(_BOM)
    return _ESCAPE.sub(_replace_lone, line) if rb"\u" in line else line


def _replace_lone(match: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if len(match[0]) == _LONE else match[0]


class Kinds:
    """Names unhandled kinds for counting: anybody may invent kinds, so few are named."""

    def __init__(self) -> None:
        self._named: set[str] = set()

    def label(self, kind: str) -> str:
        """Return what *kind* is counted under."""
        if kind not in self._named:
            if len(self._named) >= MAX_KINDS or not _KIND.fullmatch(kind):
                return "unhandled:other"
            self._named.add(kind)
        return f"unhandled:{kind}"


def lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of *stream* with their ends, in bounded memory.

    Of a line longer than `MAX_LINE` only the beginning comes, one byte too long.
    """
    while line := stream.readline(MAX_LINE + 1):
        rest = line
        while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_LINE + 1)
        yield line


def cut(line: bytes) -> bytes:
    """Return what a dead letter keeps of *line*."""
    return line[:MAX_DEAD]
