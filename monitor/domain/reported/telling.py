"""What a text tells of an act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.domain.catalogue import Role


class Doing(StrEnum):
    """What was done, finer than a verb: what a press report tells apart."""

    LIKE = "like"
    LIKE_REMOVED = "like_removed"
    LIKE_OF_COMMENT = "like_of_comment"
    COMMENT = "comment"
    REPOST = "repost"
    FOLLOW = "follow"
    SQUAD_FOLLOW = "squad_follow"
    UNFOLLOW = "unfollow"
    CLUB_REMOVED = "club_removed"
    PICTURES_REMOVED = "pictures_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """Who acted, as the text says.

    Attributes:
        role: `player`, `agent`, `club`, `teammate`, `journalist`; None = someone close (family,
            partner), of whom nothing else is kept.
        player: Slug of the player who acted, or whom the doer belongs to; None = not named.
        club: Slug of the club that acted, or whose squad did.
        count: How many did, where the text says so.
    """

    role: Role | None
    player: str | None = None
    club: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One act that a text tells of.

    Attributes:
        object: What it was done to: `post`, `comment`, `photo`, `video`, `account`, `profile`.
        author: Whose that was: a handle without its @, folded, or the name as the text gives it;
            None = not said.
        words: What the object is quoted to say, folded; empty = not quoted.
        platform: `instagram`, `x`, `bluesky`, `facebook`, `tiktok`, `threads`; None = not said.
        since, until: Between these it happened; *until* is never after the text was published.
        clubs: Slugs of the clubs that the text joins to it, the destination first.
        hedged: It is told with a reserve.
        denied: The text says that it did not happen, or was not meant so (debunked).
        cue: The words that tell it, folded.
    """

    doing: Doing
    doer: Doer
    until: datetime
    since: datetime | None = None
    object: str = "post"
    author: str | None = None
    words: str = ""
    platform: str | None = None
    clubs: tuple[str, ...] = ()
    hedged: bool = False
    denied: bool = False
    cue: str = ""
