"""Somebody whom the catalogue does not know yet, as a person describes them: who may be added."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Final

from monitor.domain import countries, phrases
from monitor.domain.alphabets import looking, sounding
from monitor.domain.catalogue import ADULT, Catalogue, Club, Player
from monitor.domain.lookalikes import skeleton
from monitor.domain.settling import SightingError
from monitor.domain.text import clean, disguised, fold, quote

LONGEST: Final = 80
"""Longest name that is taken, in characters."""

NEAR: Final = 0.87
"""Names of which so much is the same are worth a look."""

HEARD: Final = 0.8
"""As above, of names that come from another alphabet: there are several ways to write each."""

SHOWN: Final = 3

_OLDEST: Final = 1930
_PLAIN: Final = re.compile(r"[^\W\d_](?:[^\W_]|[ .'\u2019\u00b7&/()-])*", re.UNICODE)
_ADDRESS: Final = re.compile(r"@|https?:|www\.|\.(com|org|net)\b", re.IGNORECASE)
_KINDS: Final = frozenset(
    {"fc", "cf", "ac", "as", "sc", "sv", "us", "ud", "cd", "rc", "cp", "ca", "ec", "fk", "nk", "sk",
     "bk", "ik", "if", "afc", "ssc", "rcd", "tsg", "vfb", "vfl", "fsv"}
)  # fmt: skip
"""Words that only say that it is a club."""


def player(
    name: str, born: str, plays_for: str | None, catalogue: Catalogue, today: date
) -> Mapping[str, Any]:
    """Return the entry of a player who is new.

    Args:
        born: As a person writes it: 1999-05-03.
        plays_for: Slug of the club today, if it is known.

    Raises:
        SightingError: It can't be one; says what to do, by field (`player`, `born`).
    """
    called = _named(name, "player", "a player", "João Silva")
    day = _birth(called, born, today)
    made: dict[str, Any] = {"name": called, "born": day.isoformat()}
    if plays_for is not None:
        made["as_of"] = today.isoformat()
        made["stints"] = [{"club": plays_for, "relation": "current"}]
    return {"slug": slug(called, catalogue.players), **made}


def club(name: str, country: str, catalogue: Catalogue) -> Mapping[str, Any]:
    """Return the entry of a club that is new; its time zone is that of most clubs of its country.

    Raises:
        SightingError: As above, by field (`club`, `country`).
    """
    called = _named(name, "club", "a club", "FC Alverca")
    code = country.strip().upper()
    if code not in countries.CODES:
        near = countries.meant(code)
        what = f"{quote(clean(country), 20)!r} is no country." if code else "No country is given."
        cure = (
            f"Did you mean {near}?"
            if near
            else f"Give the two letters of where {called} plays, such as PT, ES or BR."
        )
        raise SightingError("country", what, cure)
    zones = Counter(one.timezone for one in catalogue.clubs.values() if one.country == code)
    made: dict[str, Any] = {
        "slug": slug(called, catalogue.clubs),
        "name": called,
        "country": code,
        "timezone": zones.most_common(1)[0][0] if zones else "UTC",
    }
    short = " ".join(word for word in called.split() if fold(word).strip(".") not in _KINDS)
    if short and short != called and len(short) > 3:
        made["ambiguous"] = [short]  # a town, as often as not: counts where more is said
    return made


def doubts(name: str, those: Mapping[str, Player] | Mapping[str, Club]) -> list[str]:
    """Return why somebody of that name may be known already, or be taken for others."""
    told = [f"{one.name} ({one.slug}) {how}" for one, how in _near(name, those.values())]
    if disguised(clean(name)):
        told.append(f"{quote(clean(name), LONGEST)!r} mixes alphabets, as only a disguise does")
    return told[:SHOWN]


def alone(name: str) -> list[str]:
    """Return what is uncertain about a player's *name* that is one word."""
    if len(phrases.split(fold(name))) != 1:
        return []
    return [f"{quote(clean(name), LONGEST)!r} is one word: all who bear it would count"]


def slug(name: str, taken: Collection[str]) -> str:
    """Return what *name* goes by, which is none of those that are *taken*."""
    words = "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:70].strip("-")
    bare = words or "n-" + hashlib.sha256(fold(name).encode()).hexdigest()[:8]
    number = 2
    found = bare
    while found in taken:
        found = f"{bare}-{number}"
        number += 1
    return found


def _near(name: str, entries: Iterable[Player | Club]) -> Iterator[tuple[Player | Club, str]]:
    """Yield who bears a name that is the same or nearly so, and how."""
    asked = fold(clean(name)).strip()
    words, looks = set(phrases.split(asked)) - _KINDS, {skeleton(asked), skeleton(looking(asked))}
    spoken = sounding(asked)
    foreign = spoken != asked
    for one in entries:
        for text in dict.fromkeys([one.name, *(alias.text for alias in one.aliases)]):
            known = fold(text)
            its = set(phrases.split(known)) - _KINDS
            if known == asked:
                how = "is called the same"
            elif words and words == its:
                how = "is called by the same words"
            elif skeleton(known) in looks:
                how = "looks the same"
            elif foreign and SequenceMatcher(None, spoken, known).ratio() >= HEARD:
                how = "sounds nearly so"
            elif len(asked) > 4 and SequenceMatcher(None, asked, known).ratio() >= NEAR:
                how = "is spelt nearly so"
            else:
                continue
            yield one, how
            break


def _named(name: str, field: str, what: str, example: str) -> str:
    """Return *name* as it is kept."""
    called = quote(clean(name), LONGEST + 1)
    if len(called) > LONGEST:
        raise SightingError(
            field, f"The name is longer than {LONGEST} characters.", "Give the usual name."
        )
    if len(called) < 2 or not _PLAIN.fullmatch(called) or _ADDRESS.search(called):
        said = f"{called!r} is no name of {what}."
        raise SightingError(field, said, f"Write it as papers do, such as {example}.")
    return called


def _birth(called: str, born: str, today: date) -> date:
    """Return the day on which a player who may be watched was born."""
    cure = "Give the day of birth, such as 1999-05-03: nobody under 18 is watched."
    if not born.strip():
        raise SightingError("born", f"Nobody knows how old {called} is.", cure)
    try:
        day = date.fromisoformat(born.strip())
    except ValueError:
        what = f"{quote(clean(born), 20)!r} is no day."
        raise SightingError("born", what, cure) from None
    if not day.year >= _OLDEST or day > today:
        raise SightingError("born", f"{called} can't be born on {day}.", cure)
    if not Player(slug="-", name=called, born=day).adult(today):
        what = f"{called} is under {ADULT}, and nobody under {ADULT} is watched."
        raise SightingError("born", what, f"Come back after the {ADULT}th birthday.")
    return day
