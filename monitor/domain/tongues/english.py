"""Bulletins in English."""

# ruff: noqa: E501 - a phrase a line

from __future__ import annotations

from typing import Final

from monitor.domain.activity import Verb
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import Evidence
from monitor.domain.tongues.tongue import Tongue

ENGLISH: Final = Tongue(
    code="en",
    unverified="Unverified",
    provisional="Unverified, provisional",
    corrected="Corrected",
    confirmed="Confirmed",
    over="Over",
    agent="the agent of {player}",
    deeds={
        Verb.LIKE: "{who} liked a post linked to {about}",
        Verb.ANNOUNCE: "{who} reposted a post linked to {about}",
        Verb.FOLLOW: "{who} followed {about}",
        Verb.CREATE: "{who} posted about {about}",
        Verb.UNDO: "{who} unfollowed {about}",
        Verb.UPDATE: "{who} changed the profile: {about}",
        Doing.LIKE_REMOVED: "{who} liked, then unliked, a post linked to {about}",
        Doing.COMMENT: "{who} commented on a post linked to {about}",
        Doing.CLUB_REMOVED: "{who} took {about} off the profile",
        Doing.PICTURES_REMOVED: "{who} removed pictures of {about}",
        Doing.LIKE_OF_COMMENT: "{who} liked a comment linked to {about}",
    },
    things={
        Verb.LIKE: "the like",
        Verb.ANNOUNCE: "the repost",
        Verb.FOLLOW: "the follow",
        Verb.CREATE: "the post",
        Verb.UNDO: "the unfollow",
        Verb.UPDATE: "the change of the profile",
    },
    accounts=("{n} account", "{n} accounts"),
    places={
        "outlets": ("{n} outlet", "{n} outlets"),
        "journalists": ("{n} journalist", "{n} journalists"),
    },
    within="{accounts} in {span}",
    minutes="{n} min",
    hours="{n} h",
    days=("{n} day", "{n} days"),
    usual="usually {n}",
    silent="usually silent",
    unwatched="what is usual is not known yet",
    largest=("loudest in {n} day", "loudest in {n} days"),
    transfer="{share} of the posts are about the transfer",
    calm="the talk is back to its usual",
    calmer="the talk has calmed down",
    lasted="It lasted {span}.",
    moved="{player} to {club}",
    reopened="{player} to {club} is not confirmed any more",
    fallen="{thing} by {who} no longer stands",
    misread="a post that {who} acted on is no transfer talk",
    told="It was dated {at}.",
    seen="Seen by a source of ours.",
    pushed="Told by {who}; no source of ours saw it.",
    reported="Reported by {who}; no source of ours saw it.",
    somebody="a person",
    others=("{n} other did the same within 24 hours.", "{n} others did the same within 24 hours."),
    why="Why is not known: this is no statement.",
    unseen="Not seen: {names}.",
    unknown=("{n} thing is not known; see the page.", "{n} things are not known; see the page."),
    strength={
        Evidence.INSUFFICIENT: "How likely the move is: too little evidence for a number.",
        Evidence.LOW: "weak",
        Evidence.MEDIUM: "medium",
        Evidence.HIGH: "strong",
    },
    band="Rumour strength: {word}, {low} to {high} (an estimate).",
    unsaid="Words not repeated.",
    evidence="Evidence",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date="{day} {month}",
    at="{time} {zone}, {date}",
    thousands=",",
    percent="{n}%",
    ping="A test",
    ping_text="A test for \u201c{receiver}\u201d: no alert, nothing happened.",
    disabled="\u201c{receiver}\u201d is told nothing more",
    disabled_text="Nothing could be delivered to \u201c{receiver}\u201d, so nothing more is sent there. `lastdance notify test {receiver}` begins anew.",
)
