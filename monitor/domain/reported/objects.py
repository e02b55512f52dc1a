"""What an act was done to: the thing, whose it is, what it says and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported.passage import Clause, Passage
from monitor.domain.reported.signs import Sign

THINGS: Final = {
    Sign.POST: "post",
    Sign.COMMENT: "comment",
    Sign.PHOTO: "photo",
    Sign.PHOTOS: "photo",
    Sign.VIDEO: "video",
}

_AHEAD: Final = 14
_LONGEST: Final = 5
_BEFORE: Final = 4
_FROM: Final = frozenset(
    """
    by from of de del della dello di da do dal dalla du des d von vom der la los il le el the
    account cuenta conta compte profilo perfil pagina page konto من حساب لحساب
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A post or the like, with its place."""

    name: str
    start: int
    end: int


def thing(passage: Passage, clause: Clause, start: int, end: int) -> Thing | None:
    """Return what stands nearest after a verb at words *start* to *end*, else before it."""
    found = passage.within(clause.start, clause.end, *THINGS)
    after = [one for one in found if end <= one.start < end + _AHEAD]
    before = [one for one in found if one.end <= start]
    if after:
        return thing_of(after[0])
    return thing_of(before[-1]) if before else None


def swallowed(passage: Passage, one: Found[Sign]) -> Thing | None:
    """Return the thing that a phrase ends with: "gostou de uma publicacao"."""
    for found in passage.book.signs.find(passage.words[one.end - 1 : one.end]):
        if found.value in THINGS:
            return Thing(THINGS[found.value], one.end - 1, one.end)
    return None


def author(passage: Passage, clause: Clause, what: Thing) -> str | None:
    """Return whose a thing is: a handle without its @, or a name as the text gives it, folded."""
    return _by(passage, clause, what) or _owner(passage, clause, what)


def _by(passage: Passage, clause: Clause, what: Thing) -> str | None:
    """Return the name after "by": "a post by MadridXtra"."""
    limit = min(clause.end, what.end + _LONGEST)
    place = what.end
    while place < limit and (passage.words[place] in _FROM or _is(passage, place, Sign.ACCOUNT)):
        place += 1
    handle = _handle(passage, place)
    if handle is None and place < limit:
        for name, span in passage.handles:
            if what.end <= span.start <= what.end + _LONGEST:
                return name
    if place == what.end and handle is None:
        return None
    common = passage.words[place - 1] == "vom" and all(s.start != place for _, s in passage.hits)
    if handle is None and common:
        return None  # "ein Foto vom Training"
    return handle or _name(passage, place, clause.end)


def _owner(passage: Passage, clause: Clause, what: Thing) -> str | None:
    """Return the name that owns a thing: "MadridXtra's post", "a @madridxtra post"."""
    for name, span in passage.handles:
        if clause.start <= span.start and 0 <= what.start - span.end <= _BEFORE:
            return name
    end = what.start
    while end > clause.start and (
        passage.words[end - 1] == "s" or any(p.start <= end - 1 < p.end for p in passage.platforms)
    ):
        end -= 1
    owned = "'" in passage.gap(end) if end < len(passage.words) else False
    start = end
    while start > clause.start and end - start < _BEFORE and _proper(passage, start - 1):
        start -= 1
    players = {at for hit, span in passage.hits if hit.named is Named.PLAYER
               for at in range(span.start, span.end)}  # fmt: skip
    if start == end or not owned or players & set(range(start, end)):
        return None
    return passage.between(start, end)


def _handle(passage: Passage, place: int) -> str | None:
    for name, span in passage.handles:
        if span.start == place:
            return name
    return None


def _name(passage: Passage, place: int, limit: int) -> str | None:
    """Return the name that begins at *place*: words with capitals, or one of the catalogue."""
    for _, span in passage.hits:
        if span.start == place and span.end <= limit:
            end = span.end
            while end < limit and _proper(passage, end) and passage.gap(end) == " ":
                end += 1
            return passage.between(place, end)
    end = place
    while (
        end < limit
        and end - place < _BEFORE
        and _proper(passage, end)
        and (end == place or passage.gap(end) in {" ", "-", "_", "."})
    ):
        end += 1
    return passage.between(place, end) if end > place else None


def _proper(passage: Passage, place: int) -> bool:
    """Whether a word is a name's, as far as its capital tells."""
    if any(one.start <= place < one.end for one in passage.platforms):
        return False
    return passage.capitals[place] and not any(
        one.start <= place < one.end for one in passage.signs
    )


def _is(passage: Passage, place: int, sign: Sign) -> bool:
    return any(one.start <= place < one.end and one.value is sign for one in passage.signs)


def words(passage: Passage, clause: Clause, after: int) -> str:
    """Return what is quoted in the sentence of an act, else right after it; empty = nothing."""
    said = [q for q in passage.quotations if q.end - q.start > 1 or q.start >= after]
    said = [q for q in said if not _names_a_like(passage, q.start, q.end)]
    inside = [q for q in said if clause.sentence.start <= q.start < clause.sentence.end]
    following = [q for q in inside if q.start >= after]
    chosen = following or inside
    return chosen[0].text if chosen else ""


def _names_a_like(passage: Passage, start: int, end: int) -> bool:
    return any(
        one.start < end and start < one.end for one in passage.within(start - 1, end, Sign.LIKE)
    )


def platform(passage: Passage, clause: Clause, place: int) -> str | None:
    """Return the network that an act was on: nearest in its sentence, else the text's only one."""
    inside = [one for one in passage.platforms
              if clause.sentence.start <= one.start < clause.sentence.end]  # fmt: skip
    if inside:
        return min(inside, key=lambda one: abs(one.start - place)).value
    every = {one.value for one in passage.platforms}
    return next(iter(every)) if len(every) == 1 else None


def thing_of(one: Found[Sign]) -> Thing:
    """Return the thing that a sign is of."""
    return Thing(THINGS[one.value], one.start, one.end)
