"""How loud a pairing was in the newest bucket, told anew from what is stored of it."""

from __future__ import annotations

from datetime import datetime

from monitor.domain.buzz import Buzz
from monitor.domain.spike import Detector
from monitor.ports.watching import Watched
from monitor.watching.table import WINDOW


def recall(one: Watched, authors: int, end: datetime, unseen: float = 0.0) -> Buzz:
    """Return the number that the watch had at *end*, the end of the newest bucket it scored.

    Args:
        authors: Distinct, in the half hour before *end*, match talk left out.
        unseen: Share of the usual talk that was not seen in that bucket, 0 to 1.
    """
    if one.spike is not None and one.spike.latest.at == end:
        return one.spike.latest
    try:
        expected = Detector.restore(one.state).expected
    except ValueError:
        expected = 0.0  # a snapshot of other parameters: the watch learns anew
    return Buzz(at=end, window=WINDOW, authors=authors, expected=expected * (1 - unseen))
