"""Makes one of a trade and a name beside it, and says to whom an agent or a squad belongs."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from monitor.domain.reported.heads import ACCOUNT, NUMBERS, SINGLE, TITLES, Head, Kind
from monitor.domain.reported.passage import Passage

_NEAR: Final = 4
_LEAST: Final = 2
_SEVERAL: Final = frozenset("die mehrere viele einige etliche zahlreiche weitere alle".split())  # noqa: SIM905
_THE_PLAYER: Final = (["der", "spieler"], ["bayern", "spieler"], ["spieler"])


def join(heads: list[Head], passage: Passage) -> list[Head]:
    """Return *heads* with the names that stand beside a trade made one with it."""
    joined: list[Head] = []
    for head in heads:
        last = joined[-1] if joined else None
        one = None
        if last is not None and head.start <= last.end:
            one = _as_one(last, head, passage)
        if one is not None:
            joined[-1] = one
        elif not _beside(head, joined, passage):
            joined.append(head)
        elif head.kind is Kind.PLAYER:
            joined.append(replace(head, mate=True))
        else:
            joined.append(replace(head, oblique=True))
    owned = [_owned(head, joined, at, passage) for at, head in enumerate(joined)]
    mates = {head.slug for head in owned if head.mate}
    return [
        replace(head, mate=True) if head.kind is Kind.PLAYER and head.slug in mates else head
        for head in owned
    ]


def _as_one(last: Head, head: Head, passage: Passage) -> Head | None:
    """Return a head and the one right before it as one, or None where they are two."""
    one: Head | None = None
    if _takes_up(last, head, passage):
        one = last
    elif last.kind not in TITLES or last.owns:
        one = None
    elif head.kind is Kind.PLAYER and last.slug == ACCOUNT:
        one = replace(last, end=head.end)
    elif head.kind is Kind.PLAYER and passage.book.verb_first and last.kind is not Kind.ONE:
        one = replace(last, end=head.end, slug=head.slug)
    elif head.kind is Kind.PLAYER:
        if last.kind in {Kind.MATE, Kind.ONE}:
            mate = last.kind is Kind.MATE
            one = replace(head, oblique=last.oblique or head.oblique, mate=mate)
    elif head.stranger and last.kind is not Kind.ONE and last.slug is None:
        one = replace(last, end=head.end, owns=head.owns)
    elif last.kind is (Kind.ONE if head.stranger else head.kind):
        one = replace(head, oblique=last.oblique)
    return one


def _takes_up(last: Head, head: Head, passage: Passage) -> bool:
    """Whether a pronoun is the one who was just named: "Arteta, *who* liked"."""
    pronoun = head.kind is Kind.ONE and passage.words[head.start] in {"who", "qui"}
    return pronoun and not (last.oblique or last.owns)


def _beside(head: Head, joined: list[Head], passage: Passage) -> bool:
    """Whether a name only says who that is: "the wife of Ramos, Ana Example, follows"."""
    if len(joined) < _LEAST or not (head.stranger or head.kind is Kind.PLAYER):
        return False
    whose, owner = joined[-2:]
    titles = {Kind.MATE} if head.kind is Kind.PLAYER else TITLES
    titled = whose.kind in titles and owner.oblique and owner.kind is Kind.PLAYER
    close = owner.start - whose.end <= _LEAST and head.start == owner.end
    return titled and close and "," in passage.gap(head.start)


def _owned(head: Head, heads: list[Head], at: int, passage: Passage) -> Head:
    """Return a head with the player or club that it belongs to."""
    if head.kind is Kind.PLAYERS:
        club, count = _near(head, heads, Kind.CLUB), _count(head, passage)
        if (
            count is None
            and passage.words[head.start - 1 : head.end] in _THE_PLAYER
            and _SEVERAL.isdisjoint(passage.words[max(0, head.start - 2) : head.start])
        ):
            return replace(head, kind=Kind.ONE)
        if club is None and count is not None:
            before = [one.slug for one in heads[:at] if one.kind is Kind.CLUB]
            club = before[-1] if before else None
        return replace(head, club=club, count=count)
    if head.kind in {Kind.AGENT, Kind.KIN} and _of_somebody(head, passage):
        return replace(head, kind=Kind.NOBODY)
    if head.kind in {Kind.AGENT, Kind.KIN, Kind.MATE}:
        count = _count(head, passage) if head.kind is Kind.MATE else None
        named = _named_before(heads, at, passage)
        if named is not None and head.kind is Kind.MATE:
            return replace(head, kind=Kind.PLAYER, slug=named, mate=True)
        owner = head.slug or _near(head, heads, Kind.PLAYER)
        return replace(head, slug=owner, count=count)
    return head


def _of_somebody(head: Head, passage: Passage) -> bool:
    """Whether an agent or a sister is of somebody who isn't named: "the sister of a rival"."""
    said = passage.words[head.end : head.end + 2]
    return len(said) > 1 and said[0] in passage.book.of and said[1] in SINGLE


def _named_before(heads: list[Head], at: int, passage: Passage) -> str | None:
    """Return who is named before what he is to another: "Felix, Ronaldo's team-mate"."""
    owned = at >= _LEAST and heads[at - 1].owns
    if at == 0:
        return None
    one = heads[at - 2] if owned else heads[at - 1]
    follows = heads[at - 1].start - one.end if owned else heads[at].start - one.end - 1
    apart = follows <= 0 and "," in passage.gap(one.end)
    named = one.kind is Kind.PLAYER and not one.oblique and not one.owns
    return one.slug if named and apart else None


def _near(head: Head, heads: list[Head], kind: Kind) -> str | None:
    """Return the owner that stands beside a head: after "of", or before it."""
    for other in heads:
        if other.kind is kind and 0 <= other.start - head.end <= _NEAR and other.oblique:
            return other.slug
    for other in reversed(heads):
        if other.kind is kind and 0 <= head.start - other.end <= 2:
            return other.slug
    return None


def _count(head: Head, passage: Passage) -> int | None:
    words = passage.words
    opens = passage.clause(head.start).start
    for place in range(head.start - 1, max(opens, head.start - 5) - 1, -1):
        word = words[place]
        if word in NUMBERS:
            return NUMBERS[word]
        if word.isdecimal() and len(word) <= 2:
            return int(word)
    return None
