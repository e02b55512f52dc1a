"""One saga of one player: what belongs to it, who leads it, and how it is told in one thread.

A story begins with an act, a claim or a spike. Whatever comes of the same player while it is open
joins it, under the same story and alert id. It closes after `QUIET`, or when the move is
confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.alert import Alert, Kind, Named, Notice, Part, Status, Weight

QUIET: Final = timedelta(days=21)
"""A story is over once nothing happened in it for so long.

Longer than an international break, which is two weeks without news of transfers; shorter than
what lies between two windows.
"""

SETTLED: Final = timedelta(days=14)
"""So long after a confirmed move the talk of it, and what he does about his club, is no news."""

FOLLOWS: Final = " It follows what was told before: "

STANDS: Final = " What else was told stands: "

LIKELY: Final = "How likely the move is"
"""How the sentence begins that says so, or that nobody can tell."""

ACT: Final = "act:"
"""What the keys of acts begin with in their story."""

_RETOLD: Final = 3
"""So many earlier parts are told again in the text; the others are on the page."""

_BETWEEN: Final = re.compile(r"(?<=[.!?\u2026\u201d]) (?=[A-Z])")
"""Where one sentence may end and the next begin."""

_KEPT: Final = 12
"""So many parts of a story are kept; talk goes first, then what is oldest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A saga of one player, as far as it must be known to go on with it.

    Attributes:
        alert: Id of its one thread.
        opened_at, last_at: When the first and the newest of it were told.
        closed_at: When the move was confirmed, if it was.
    """

    id: str
    player: str
    alert: str
    opened_at: datetime
    last_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A story, and how its alert stands."""

    story: Story
    newest: Notice

    @property
    def over(self) -> bool:
        """Whether the player has moved lately: what is said of it now is its echo."""
        return self.story.closed_at is not None


def goes_on(story: Story, at: datetime) -> bool:
    """Whether what is told at *at* of the same player belongs to *story*."""
    return story.closed_at is None and abs(at - story.last_at) <= QUIET


def current(stories: Iterable[Story], player: str, at: datetime) -> Story | None:
    """Return the open story of *player* at *at*: of several, the one that was told last."""
    live = [one for one in stories if one.player == player and goes_on(one, at)]
    return max(live, key=lambda one: (one.last_at, one.id), default=None)


def settled(stories: Iterable[Story], player: str, at: datetime) -> Story | None:
    """Return the story of *player* that was closed lately, while no other is open."""
    if current(stories := [*stories], player, at) is not None:
        return None
    over = [
        one
        for one in stories
        if one.player == player and one.closed_at is not None and abs(at - one.closed_at) <= SETTLED
    ]
    return max(over, key=lambda one: (one.last_at, one.id), default=None)


def after(before: Story | None, notice: Notice) -> Story:
    """Return how a story stands after *notice*; None before = it opens one."""
    alert = notice.alert
    closed = before.closed_at if before is not None else None
    if notice.closes is not None:
        closed = alert.told_at if notice.closes else None
    return Story(
        id=alert.story,
        player=alert.pairing.player,
        alert=alert.id,
        opened_at=min(before.opened_at, alert.told_at) if before else alert.told_at,
        last_at=max(before.last_at, alert.told_at) if before else alert.told_at,
        closed_at=closed,
    )


def alone(notice: Notice, key: str, weight: Weight, clubs: Sequence[Named] = ()) -> Notice:
    """Return *notice*, which tells one thing, as the first of its story.

    Args:
        notice: Told by itself; its story and alert id are those of a new story.
        key: By which the thing is known in its story: `act:...`, `claim:...`, `talk:...`.
        weight: What it is.
        clubs: Others that are named within it.
    """
    alert = notice.alert
    own = Named(alert.pairing.club, alert.club_name)
    part = Part(
        key=key,
        weight=weight,
        pairing=alert.pairing,
        clubs=(own, *(one for one in clubs if one != own)),
        at=alert.happened_at,
        text=alert.text,
        how_we_know=alert.how_we_know,
        reasons=alert.reasons,
        evidence=alert.evidence,
        unknown=alert.unknown,
        keys=notice.keys,
    )
    return replace(notice, alert=replace(alert, rivals=rivals((part,))), parts=(part,))


def join(before: Notice | None, notice: Notice) -> Notice:
    """Return *notice* told in the thread of *before*: same story, same alert id.

    What it tells comes first, and stands in place of what was told of the same before; the rest
    of the story follows. Acts and claims lead, the newest first; talk leads where there is
    neither. None before = it is told as it is, in a story of its own.

    Args:
        before: How the thread stands.
        notice: Made by `alone`.
    """
    if before is None:
        return notice
    fresh = notice.parts[0]
    parts = _kept((fresh, *(one for one in standing(before) if one.key != fresh.key)))
    alert = _composed(notice.alert, parts)
    led = leader(parts)
    same = any(one.key == led.key for one in standing(before))
    told = replace(
        alert,
        phases=before.alert.phases if same else (),
        lift=before.alert.lift if same else None,
        id=before.alert.id,
        rule=before.alert.rule,
        story=before.alert.story,
        status=Status.UPDATED if notice.alert.status is Status.STARTED else notice.alert.status,
    )
    kind = Kind.STORY_UPDATED if notice.kind is Kind.STORY_STARTED else notice.kind
    return replace(notice, kind=kind, alert=told, parts=parts, repeats=_repeats(notice, parts))


def take_back(before: Notice | None, notice: Notice, *, wholly: bool) -> Notice:
    """Return *notice*, which takes back one part of a story, in the thread of *before*.

    The rest of the story stands, and whoever leads that leads on.

    Args:
        before: How the thread stands; None = there is none, and so nothing is left.
        notice: Made by `alone`, under the key of what it takes back.
        wholly: Whether nothing is left of that part; else *notice* says what is.
    """
    fresh = notice.parts[0]
    rest = tuple(one for one in standing(before) if one.key != fresh.key) if before else ()
    parts = rest if wholly else (fresh, *rest)
    alert = replace(notice.alert, evidence=(), rivals=rivals(parts) if parts else ())
    if parts:
        led = leader(parts)
        alert = replace(alert, pairing=led.pairing, club_name=led.clubs[0].name)
    if rest:
        alert = replace(alert, text=f"{alert.text}{STANDS}{retold(rest)}")
    if before is not None:
        told = before.alert
        alert = replace(alert, id=told.id, rule=told.rule, story=told.story)
    return replace(notice, alert=alert, parts=parts, repeats=_repeats(notice, parts))


def standing(notice: Notice) -> tuple[Part, ...]:
    """Return what a story rests on by *notice*, the newest first.

    What was told before stories had parts is one part, unless it was taken back.
    """
    if notice.parts or notice.alert.status is Status.CORRECTED:
        return notice.parts
    weight = Weight.ACT if notice.acts or notice.alert.buzz is None else Weight.TALK
    club = notice.alert.pairing.club
    key = f"talk:{club}" if weight is Weight.TALK else f"{ACT}{notice.cause.hex()}"
    return alone(notice, key, weight).parts


def rests(notice: Notice, key: bytes) -> bool:
    """Whether the activity *key* is still part of what *notice* tells."""
    return any(key in part.keys for part in standing(notice))


def denies(notice: Notice, key: bytes) -> bool:
    """Whether the act *key* of *notice* denies the move: it stands in its story as a claim."""
    return any(
        key in part.keys and part.weight is Weight.CLAIM and part.key.startswith(ACT)
        for part in notice.parts
    )


def without(notice: Notice, keys: Collection[bytes]) -> tuple[Part, ...]:
    """Return what still stands of *notice* once the activities *keys* don't."""
    return tuple(part for part in standing(notice) if not {*part.keys} & {*keys})


def clubs_of(notice: Notice) -> frozenset[str]:
    """Return the slugs of the clubs that *notice* has news of, and of the one that leads."""
    alert = notice.alert
    news = list(notice.parts[0].clubs) if notice.parts else []
    news += [alert.buzz_club] if alert.buzz_club is not None else []
    news += [alert.claim.club] if alert.claim is not None else []
    return frozenset({alert.pairing.club, *(one.slug for one in news)})


def leader(parts: Sequence[Part]) -> Part:
    """Return the part that leads: acts before claims before talk, and of these the newest."""
    return max(parts, key=lambda one: (one.weight, one.at, one.key))


def rivals(parts: Sequence[Part]) -> tuple[Named, ...]:
    """Return the clubs that are named beside the one that leads, acts' and claims' first."""
    led = leader(parts)
    ranked = sorted(parts, key=lambda one: -one.weight)
    named = dict.fromkeys(club for one in ranked for club in one.clubs)
    return tuple(club for club in named if club.slug != led.pairing.club)


def retold(parts: Sequence[Part], said: str = "") -> str:
    """Return what is told again of *parts*, the newest first, beside what was *said* just now.

    A sentence that stands in several of them is told once.
    """
    known = {*_sentences(said)}
    texts = []
    for part in parts[:_RETOLD]:
        fresh = [one for one in _sentences(part.text) if one not in known]
        known.update(fresh)
        texts.append(" ".join(fresh))
    left = len(parts) - len(texts)
    if left:
        texts.append(f"{left} earlier {'part' if left == 1 else 'parts'}: see its page.")
    return " ".join(texts)


def _sentences(text: str) -> list[str]:
    """Return the sentences of *text*; what is quoted is never parted."""
    found, begin = [], 0
    for stop in _BETWEEN.finditer(text):
        head = text[: stop.start()]
        if head.count("\u201c") <= head.count("\u201d"):
            found.append(text[begin : stop.start()])
            begin = stop.end()
    return [*found, text[begin:]]


def _composed(fresh: Alert, parts: Sequence[Part]) -> Alert:
    """Return *fresh*, which tells the first of *parts* alone, with the rest of the story."""
    first, *rest = parts
    led = leader(parts)
    if not rest:
        return replace(fresh, rivals=rivals(parts))
    ranked = sorted(parts, key=lambda one: -one.weight)
    return replace(
        fresh,
        pairing=led.pairing,
        club_name=led.clubs[0].name,
        text=f"{fresh.text}{FOLLOWS}{retold(rest, fresh.text)}",
        how_we_know=_each(first.how_we_know, *(one.how_we_know for one in rest)),
        reasons=_each(first.reasons, *(one.reasons for one in rest)),
        evidence=tuple(dict.fromkeys(e for one in ranked for e in one.evidence)),
        unknown=_unknown(fresh, parts),
        rivals=rivals(parts),
        buzz_club=first.clubs[0] if fresh.buzz and first.pairing != led.pairing else None,
    )


def _unknown(fresh: Alert, parts: Sequence[Part]) -> tuple[str, ...]:
    """Return what is not known of *parts*; how likely it is, where that is known just now, is."""
    gaps = _each(*(one.unknown for one in parts))
    if fresh.strength.probability is None:
        return gaps
    return tuple(one for one in gaps if not one.startswith(LIKELY))


def _kept(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return at most `_KEPT` of *parts*, in their order; what is newest stays."""
    first, *rest = parts
    ranked = sorted(rest, key=lambda one: (one.weight > Weight.TALK, one.at), reverse=True)
    return (first, *(one for one in rest if one in ranked[: _KEPT - 1]))


def _repeats(notice: Notice, parts: Sequence[Part]) -> tuple[bytes, ...]:
    """Return keys of activities told before whose words *parts* may hold."""
    own = {act.key for act in notice.acts}
    return tuple(sorted({key for one in parts for key in one.keys} - own))


def _each(*several: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for sentences in several for one in sentences))
