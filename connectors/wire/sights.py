"""What a platform shows of what people do there: which interactions, with whom and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor.domain.activity import Activity, Verb


class Interaction(StrEnum):
    """What people do, in the words of those who read about it."""

    POST = "post"
    REPLY = "reply"
    QUOTE = "quote"
    REPOST = "repost"
    LIKE = "like"
    FOLLOW = "follow"
    EDIT = "edit"
    DELETION = "deletion"
    UNDO = "taken back"
    PROFILE = "profile change"


@dataclass(frozen=True, slots=True)
class Sight:
    """How an interaction is seen.

    Attributes:
        who: Whether the platform says who did it.
        when: Whether it says when; else it counts at the end of the look that found it.
    """

    who: bool = True
    when: bool = True

    def __str__(self) -> str:
        if self.who and self.when:
            return "who, when"
        return "who" if self.who else "when" if self.when else "that"


Sights = Mapping[Interaction, Sight]

ANYTHING: Final[Sights] = dict.fromkeys(Interaction, Sight())
"""Whatever somebody writes down."""

_ALONE: Final = {
    Verb.ANNOUNCE: Interaction.REPOST,
    Verb.LIKE: Interaction.LIKE,
    Verb.FOLLOW: Interaction.FOLLOW,
    Verb.DELETE: Interaction.DELETION,
    Verb.UNDO: Interaction.UNDO,
}


def interaction(activity: Activity) -> Interaction:
    """Return what *activity* is an example of."""
    if activity.verb in _ALONE:
        return _ALONE[activity.verb]
    if activity.about_actor is not None:
        return Interaction.PROFILE
    if activity.verb is Verb.UPDATE:
        return Interaction.EDIT
    if activity.quotes is not None:
        return Interaction.QUOTE
    return Interaction.POST if activity.in_reply_to is None else Interaction.REPLY
