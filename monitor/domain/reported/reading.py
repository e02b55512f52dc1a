"""Reads the acts that a text tells of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.domain.catalogue import Catalogue
from monitor.domain.hit import Hit
from monitor.domain.reported.telling import Told


def tells(folded: str) -> bool:
    """Whether a folded text may tell of an act: cheap, and true for more texts than do."""
    return False


def read(
    text: str,
    hits: Sequence[Hit],
    *,
    folded: str,
    catalogue: Catalogue,
    lang: str | None,
    published: datetime,
    player: str | None = None,
) -> tuple[Told, ...]:
    """Return the acts that a text tells of, in its order; none twice.

    Args:
        text: As it was written: capitals and quotation marks tell names and words.
        hits: Names found in *folded*.
        folded: The same, folded.
        catalogue: Whom and what there is to name.
        lang: Its primary language subtag if known.
        published: When it was; nothing that it tells is later.
        player: Slug of whom it is known to be about, for "he" and "the defender".
    """
    return ()
