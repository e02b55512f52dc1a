"""Which characters some bytes stand for; what they say of themselves is often wrong."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

CHUNK: Final = 1 << 15
"""Bytes that are decoded at once."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_NAMED: Final = re.compile(r"""charset\s*=\s*["']?([a-zA-Z0-9._:-]{2,40})""")
_DECLARED: Final = re.compile(rb"""^[^>]{0,200}?encoding\s*=\s*["']([a-zA-Z0-9._:-]{2,40})""")
_KNOWN: Final = frozenset(
    codecs.lookup(name).name
    for name in (
        *(f"iso8859-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)),
        *(f"cp125{n}" for n in range(9)),
        *("cp874", "koi8-r", "koi8-u", "mac-roman", "big5", "big5hkscs", "gb2312", "gbk"),
        *("gb18030", "euc-jp", "euc-kr", "shift_jis", "iso2022_jp", "cp949", "cp932"),
    )
)
"""Codecs of Python's that are used: some of the others are slow, or no characters at all."""


def charset(body: bytes, content_type: str) -> str:
    """Return the codec for *body*: its mark, UTF-8 where it is that, what is said, or a guess.

    Args:
        content_type: The header of that name.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name
    named = _NAMED.search(content_type[:200])
    declared = _DECLARED.search(body[:400])
    said = [named[1] if named else "", declared[1].decode("ascii") if declared else ""]
    codecs_said = [codec for codec in map(_codec, said) if codec]
    if "iso2022_jp" not in codecs_said and _utf8(body):
        return "utf-8"
    # Latin 1 is what servers say who don't know; Windows' is what then stands there
    return next((codec for codec in codecs_said if codec != "iso8859-1"), "cp1252")


def decoded(body: bytes, content_type: str) -> Iterator[str]:
    """Yield the characters of *body*, piece by piece; what is none becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(charset(body, content_type))("replace")
    for at in range(0, len(body), CHUNK):
        yield decoder.decode(body[at : at + CHUNK])
    yield decoder.decode(b"", True)


def _codec(name: str) -> str:
    try:
        codec = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    return codec if codec in _KNOWN else ""


def _utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
