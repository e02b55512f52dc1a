"""How long to wait before trying again."""

from __future__ import annotations

from datetime import timedelta


def full_jitter(attempt: int, base: timedelta, cap: timedelta, draw: float) -> timedelta:
    """Return a wait between nothing and `base * 2 ** attempt`, never over *cap*.

    The whole span is drawn from, so that many clients of one server that fell over don't come
    back in step.

    Args:
        attempt: How many attempts failed before this one, from 0.
        draw: A number of [0, 1), drawn afresh each time.
    """
    doubled: timedelta = base * (1 << min(max(attempt, 0), 30))
    return min(cap, doubled) * draw
