"""A seeded stream of acts with everything in it that a crash could break."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 6, 1, 18, 0, tzinfo=UTC)

CATALOGUE = """
[[accounts]]
platform = "bluesky"
handle = "player.example"
id = "did:plc:player"
role = "player"
player = "sergio-ramos"
proof = "the handle is the player's own domain"
verified_on = 2026-01-01

[[accounts]]
platform = "bluesky"
handle = "fans.example"
id = "did:plc:fans"
role = "fan_account"
club = "real-madrid"
proof = "linked from the fan site's own page"
verified_on = 2026-01-01

[[accounts]]
platform = "bluesky"
handle = "paper.example"
id = "did:plc:paper"
role = "outlet"
source = "the-paper"
proof = "linked from the paper's own page"
verified_on = 2026-01-01

[[accounts]]
platform = "bluesky"
handle = "wire.example"
id = "did:plc:wire"
role = "outlet"
source = "the-wire"
proof = "linked from the agency's own page"
verified_on = 2026-01-01

[[sources]]
slug = "the-paper"
name = "The Paper"
role = "outlet"
domains = ["paper.example"]

[[sources]]
slug = "the-wire"
name = "The Wire"
role = "outlet"
domains = ["wire.example"]

[[watch]]
player = "sergio-ramos"
club = "real-madrid"
"""


REPORTS = (
    "Sergio Ramos liked an Instagram post by MadridXtra about a return to Real Madrid",
    "Sergio Ramos has liked a post by Defensa Central about Real Madrid",
    "Sergio Ramos likes a post about a return to Real Madrid, according to The Paper",
    "Sergio Ramos now follows Real Madrid on Instagram",
    "Sergio Ramos has unfollowed Real Madrid on Instagram",
    "Sergio Ramos liked and then unliked a post by MadridXtra about Real Madrid",
    "Sergio Ramos did not like the post by Defensa Central about Real Madrid: it is fake",
)
"""What outlets and the fan account tell of acts; some of it is deleted, edited, denied."""


def write(folder: Path, count: int, seed: int) -> tuple[Path, Path]:
    """Write a stream of *count* lines and its catalogue; return both paths."""
    stream, catalogue = folder / "stream.jsonl", folder / "catalogue.toml"
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    with stream.open("wb") as out:
        for line in lines(count, seed):
            out.write(line + b"\n")
    return stream, catalogue


def lines(count: int, seed: int) -> Iterator[bytes]:
    """Yield posts, acts upon them, their undoing, edits, repeats, and lines that are broken."""
    draw = random.Random(seed)
    at = START
    posts: list[str] = []
    likes: list[tuple[str, str]] = []
    before = b""
    for n in range(count):
        at += timedelta(seconds=draw.uniform(0.2, 20))
        lot = draw.random()
        fan = f"did:plc:fan{draw.randrange(200)}"
        if lot < 0.01:
            yield draw.choice((b"{", b"\xff\xfe", b'{"verb": 3}', b"[" * 50, b'"x"')) + b"%d" % n
            continue
        if lot < 0.04 and before:
            yield before
            continue
        if lot < 0.30 or not posts:
            author = "did:plc:fans" if draw.random() < 0.2 else fan
            said: tuple[str, ...] = (
                "Sergio Ramos to Real Madrid, one last dance?",
                "Sergio Ramos vuelve al Real Madrid, dicen",
                "Real Madrid and Sergio Ramos in talks, per a radio",
                "nothing to see here",
            )
            if draw.random() < 0.05:
                author = draw.choice(("did:plc:paper", "did:plc:wire", "did:plc:fans"))
                said = REPORTS
            address = f"at://{author}/app.bsky.feed.post/p{n}"
            posts.append(address)
            words = draw.choice(said)
            line = _line("create", author, at, record=address, text=f"{words} {n}")
        elif lot < 0.70:
            actor = "did:plc:player" if draw.random() < 0.05 else fan
            address = f"at://{actor}/app.bsky.feed.like/l{n}"
            likes.append((actor, address))
            line = _line("like", actor, at, record=address, object=draw.choice(posts[-50:]))
        elif lot < 0.85 and likes:
            actor, address = likes.pop(draw.randrange(len(likes)))
            line = _line("undo", actor, at, record=address, undoes="like")
        elif lot < 0.92:
            address = draw.choice(posts[-50:])
            author = address.split("/")[2]
            line = _line("update", author, at, record=address, object=address, text=f"edited {n}")
        else:
            address = posts.pop(draw.randrange(len(posts)))
            author = address.split("/")[2]
            line = _line("delete", author, at, record=address, object=address)
        before = line
        yield line


def _line(verb: str, actor: str, at: datetime, **fields: str) -> bytes:
    stamp = at.isoformat()
    whole = {"platform": "bluesky", "verb": verb, "actor": actor, "happened_at": stamp, **fields}
    return json.dumps(whole).encode()
