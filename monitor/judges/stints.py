"""A player's clubs as they are told anew: one more stint, or more about one that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Stint = dict[str, Any]
"""A stint as it is written: `club`, `relation`, `since`, `until`; days in any form."""


def joined(stints: Sequence[Mapping[str, Any]], told: Mapping[str, Any]) -> list[Stint]:
    """Return *stints* with what was told about one; telling it twice changes nothing.

    Who joins a club leaves the one before, unless that is where the loan is from.
    """
    given = {field: value for field, value in told.items() if value is not None}
    made: list[Stint] = [dict(stint) for stint in stints]
    at = _which(made, given)
    if at is None:
        made.append(given)
        at = len(made) - 1
    else:
        made[at] |= given
    if given.get("relation") != "current":
        return made
    if "until" not in given:
        made[at].pop("until", None)
    for number, stint in enumerate(made):
        if number != at and stint.get("relation") == "current":
            stint["relation"] = "former"
            since = given.get("since")
            if since is not None and str(stint.get("since", "")) <= str(since):
                stint["until"] = stint.get("until") or since
    return made


def _which(stints: Sequence[Stint], given: Mapping[str, Any]) -> int | None:
    """Return which of *stints* is meant; None: one more."""
    same = [n for n, stint in enumerate(stints) if stint.get("club") == given.get("club")]

    def agree(number: int, fields: Sequence[str]) -> bool:
        stint = stints[number]
        return all(str(stint.get(f)) == str(given[f]) for f in fields if f in given)

    def may(number: int) -> bool:
        return "since" not in given or "since" not in stints[number] or agree(number, ["since"])

    known = [n for n in same if agree(n, ["relation", "since", "until"])]
    if known:
        return known[0]
    tries = (
        [n for n in same if "since" in given and agree(n, ["since"])],
        [n for n in same if agree(n, ["relation"]) and may(n)],
        [n for n in same if may(n)],
    )
    return next((found[0] for found in tries if len(found) == 1), None)
