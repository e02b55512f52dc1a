"""What accounts say of themselves, and whether that has changed."""

from __future__ import annotations

from hashlib import sha256

from connectors.wire.xrpc import Profile
from connectors.xrpc.memory import Face
from monitor.domain.text import clean

LONGEST: int = 2_000
"""Characters of a name or a description that are remembered."""


def face(profile: Profile) -> Face:
    """Return what is remembered of *profile*."""
    picture = sha256(profile.avatar.encode()).hexdigest()[:16] if profile.avatar else ""
    return Face(profile.name[:LONGEST], profile.description[:LONGEST], picture)


def changes(before: Face, after: Face) -> str:
    """Return what has changed, as a clause for a person; empty if nothing has.

    >>> changes(Face("Sergio", "Real Madrid"), Face("Sergio", ""))
    'description: "Real Madrid" taken out'
    """
    said = [
        *_words("display name", before.name, after.name),
        *_words("description", before.description, after.description),
        *(["avatar changed"] if before.avatar != after.avatar else []),
    ]
    return "; ".join(said)


def _words(what: str, before: str, after: str) -> list[str]:
    """Say which words were taken out of a text, or only that it changed."""
    if before == after:
        return []
    kept = {word.casefold() for word in after.split()}
    out = " ".join(word for word in before.split() if word.casefold() not in kept)
    return [f'{what}: "{clean(out[:140])}" taken out' if out else f"{what} changed"]
