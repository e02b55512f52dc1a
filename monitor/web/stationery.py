"""`/static/`: sheets, scripts and what they need, each under an address that holds its own hash.

So an address never changes what it holds: browsers may keep it for a year, and a page of a newer
version asks for newer parts. All of it is in the wheel; nothing comes from elsewhere.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from aiohttp import web

PLACE: Final = "/static/"
"""Beginning of the path of each part; anybody may ask for them."""

KINDS: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""What is served, by suffix; what else lies in the folder is not."""

_KEPT: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Part:
    """One file as it is sent: plain, and packed."""

    kind: str
    body: bytes
    packed: bytes
    version: str


def _found(folder: Traversable, path: str = "") -> Iterator[tuple[str, Part]]:
    for each in folder.iterdir():
        kind = KINDS.get(f".{each.name.rpartition('.')[2]}")
        if each.is_dir():
            yield from _found(each, f"{path}{each.name}/")
        elif kind is not None:
            body = each.read_bytes()
            version = hashlib.sha256(body).hexdigest()[:12]
            yield f"{path}{each.name}", Part(kind, body, gzip.compress(body, mtime=0), version)


PARTS: Final[Mapping[str, Part]] = dict(_found(files("monitor.web").joinpath("static")))
"""By name, such as `board.css`."""


def static(name: str) -> str:
    """Return the address of the part called *name*; for templates.

    Raises:
        KeyError: There is none of that name.
    """
    return f"{PLACE}{PARTS[name].version}/{name}"


async def serve(request: web.Request) -> web.Response:
    """Answer with a part, if the address is the one that it has now."""
    part = PARTS.get(request.match_info["name"])
    if part is None or part.version != request.match_info["version"]:
        raise web.HTTPNotFound
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    return web.Response(
        body=part.packed if packed else part.body,
        content_type=part.kind,
        charset=None if part.kind.startswith("image/") else "utf-8",
        headers={
            "Cache-Control": _KEPT,
            "Vary": "Accept-Encoding",
            **({"Content-Encoding": "gzip"} if packed else {}),
        },
    )
