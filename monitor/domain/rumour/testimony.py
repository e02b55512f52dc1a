"""One voice's word on one pairing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.domain.catalogue import Pairing, Role
from monitor.domain.claims import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One voice's word on one pairing, as far as its weight depends on it.

    Attributes:
        key: Of the activity that made it; orders what happened at one time.
        at: When it was said, as far as can be believed.
        claim: What it claims; None for a source that speaks of the move and claims nothing: it
            shows that the talk isn't over.
        source: Slug of the catalogue's source that said it; None for accounts of no source.
        role: In what capacity it was said; `public` for private people and unproven accounts.
        author: Seal of who said it.
        cites: Slug of the source that it names as its own; None where it names none that we know.
        record: Seal of the post or article.
        repeats: Seal of the record that it reposts, quotes or answers, if any.
        gist: Keyed hashes of its telling words: what is nearly the same text has nearly the same.
        gossip: It is a column of gossip, and says so (see `gossip`).
        withdrawn: It was deleted, or taken back.
    """

    key: bytes
    pairing: Pairing
    at: datetime
    claim: Claim | None
    author: bytes
    record: bytes
    role: Role = Role.PUBLIC
    source: str | None = None
    cites: str | None = None
    repeats: bytes | None = None
    gist: frozenset[int] = frozenset()
    gossip: bool = False
    withdrawn: bool = False

    @property
    def official(self) -> bool:
        """Whether somebody says it who takes part in the move: the club, the player, the agent."""
        return self.role in {Role.CLUB, Role.PLAYER, Role.AGENT}
