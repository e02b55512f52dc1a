"""Hostile versions of documents that were recorded: the same ones for the same seed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Sequence
from typing import Any, Final

Json = Any

DEEP: Final = 20_000
_ODD: Final[tuple[Json, ...]] = (
    None, True, 0, -1, 7, 1.5, 2**63, -(2**70), 10**400, 1e308, "", "\x00", "a\x00b", "\ufffe",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30", "-1", "9" * 30, "%00",
    "<" * 5_000, "&#x41;" * 900, "\u202e\u200b" * 50, "javascript:alert(1)", "http://[::1", "../..",
    [], {}, [[]], [{}], [None] * 50, {"": ""}, {"$type": 7},
)  # fmt: skip


def hostile(documents: Sequence[Json], count: int, seed: int = 8) -> Iterator[bytes]:
    """Yield *count* bodies made of *documents*: cut, mistyped, nested, swollen, mangled."""
    draw = random.Random(seed)
    for number in range(count):
        document = draw.choice(documents)
        yield _WAYS[number % len(_WAYS)](document, draw)


def _text(document: Json) -> bytes:
    return json.dumps(document).encode()


def _cut(document: Json, draw: random.Random) -> bytes:
    text = _text(document)
    return text[: draw.randrange(len(text))]


def _mistyped(document: Json, draw: random.Random) -> bytes:
    changed = copy.deepcopy(document)
    for _ in range(draw.randint(1, 4)):
        spots = list(_spots(changed))
        if not spots:
            return _text(draw.choice(_ODD))
        holder, key = draw.choice(spots)
        holder[key] = copy.deepcopy(draw.choice(_ODD))
    return _text(changed)


def _without(document: Json, draw: random.Random) -> bytes:
    changed = copy.deepcopy(document)
    spots = [(h, k) for h, k in _spots(changed) if isinstance(h, dict)]
    if spots:
        holder, key = draw.choice(spots)
        del holder[key]
    return _text(changed)


def _swapped(document: Json, draw: random.Random) -> bytes:
    changed = copy.deepcopy(document)
    spots = list(_spots(changed))
    if len(spots) > 1:
        (one, at), (other, there) = draw.sample(spots, 2)
        one[at], other[there] = copy.deepcopy(other[there]), copy.deepcopy(one[at])
    return _text(changed)


def _nested(document: Json, draw: random.Random) -> bytes:
    deep = draw.choice((b"[" * DEEP + b"]" * DEEP, b'{"a":' * DEEP + b"1" + b"}" * DEEP))
    return _marked(document, draw, deep)


def _huge(document: Json, draw: random.Random) -> bytes:
    number = draw.choice((b"9" * 5_000, b"1e999", b"-" + b"9" * 400, b"1" + b"0" * 100_000))
    return _marked(document, draw, number)


def _swollen(document: Json, draw: random.Random) -> bytes:
    return _marked(document, draw, json.dumps(draw.choice("<&\ud800a") * 300_000).encode())


def _surrogate(document: Json, draw: random.Random) -> bytes:
    return _marked(
        document, draw, draw.choice((rb'"a \ud800 b"', rb'"\udc00\ud800"', b'"\xff\xfe"'))
    )


def _mangled(document: Json, draw: random.Random) -> bytes:
    text = bytearray(_text(document))
    for _ in range(draw.randint(1, 8)):
        text[draw.randrange(len(text))] = draw.randrange(256)
    return bytes(text)


def _many(document: Json, draw: random.Random) -> bytes:
    return _text([document] * draw.randint(2, 20))


def _odd(document: Json, draw: random.Random) -> bytes:
    return draw.choice(
        (_text(draw.choice(_ODD)), b"\x00" * 100, b"\x1f\x8b\x08", b"event: x\ndata: {\n\n")
    )


_WAYS: Final = (
    _cut, _mistyped, _without, _swapped, _nested, _huge, _swollen, _surrogate, _mangled, _many,
    _odd, _mistyped,
)  # fmt: skip


def _marked(document: Json, draw: random.Random, raw: bytes) -> bytes:
    """Return *document* with *raw* where one of its values was."""
    changed = copy.deepcopy(document)
    spots = list(_spots(changed))
    if not spots:
        return raw
    holder, key = draw.choice(spots)
    holder[key] = "~HERE~"
    return _text(changed).replace(b'"~HERE~"', raw)


def _spots(value: Json) -> Iterator[tuple[Any, Any]]:
    """Yield every place in *value* that holds something, with what holds it."""
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in list(items):
        yield value, key
        yield from _spots(inner)
