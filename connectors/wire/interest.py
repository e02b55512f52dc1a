"""Whether anybody is interested in an activity that is built already."""

from __future__ import annotations

from monitor.domain.activity import ENDING, Activity, Verb
from monitor.ports import Interest


def wanted(activity: Activity, interest: Interest) -> bool:
    """Whether *activity* is worth passing on; `jetstream.matches` says the same of its lines.

    Wanted are acts of the catalogue's accounts, texts that name somebody watched, what is done
    to kept records, and the end of any account: its words may be kept.
    """
    platform = activity.platform
    if interest.everything or interest.actor(platform, activity.actor):
        return True
    if activity.about_actor is not None:
        return activity.verb is Verb.DELETE
    if activity.text and interest.text(activity.text):
        return True
    return any(interest.object(platform, at) for at in _about(activity) if at is not None)


def _about(activity: Activity) -> tuple[str | None, ...]:
    """Addresses that make an activity interesting where they are kept."""
    if activity.verb in ENDING:
        return (activity.record, activity.object)
    if activity.verb is Verb.UPDATE:
        return (activity.record, activity.in_reply_to, activity.quotes)
    if activity.verb is Verb.CREATE:
        return (activity.in_reply_to, activity.quotes)
    return () if activity.verb is Verb.FOLLOW else (activity.object,)
