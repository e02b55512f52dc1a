"""Merges what a user brings along with what is known: by slug, line by line, the same twice once.

A line gives some fields of an entry: those replace what was there, lists grow, and what it does
not give stays. An entry that stands in a file of the configuration is changed there alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final

import msgspec

from monitor.domain.catalogue import Role
from monitor.domain.settling import unwatched
from monitor.domain.text import fold
from monitor.judges.entries import AccountEntry, Entry, PlayerEntry, WatchEntry, read
from monitor.judges.findings import abroad, flaws
from monitor.judges.register import ROWS, STARTED, Row, Written
from monitor.judges.sheets import MANY, Line
from monitor.judges.stints import joined

_REFERENCES: Final = {"player": "players", "club": "clubs", "source": "sources"}
_OTHER: Final = {"aliases": "ambiguous", "ambiguous": "aliases"}


GUESSES: Final = 50
"""How often it is looked for whom an unknown name may mean: that takes long among thousands."""


class State(StrEnum):
    """What became of a line."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a line.

    Attributes:
        entry: Its kind and slug, as far as known.
        why: Which fields changed, or why it is refused.
    """

    place: str
    entry: str
    state: State
    why: str = ""


class Merging:
    """The catalogue while lines are merged into it.

    Attributes:
        made: Entries that are new or changed, by kind and slug.
    """

    def __init__(self, written: Iterable[Written], today: date) -> None:
        self._today = today
        self._guesses = GUESSES
        self._entries: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._slugs: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._loose: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._places: dict[tuple[str, str], str] = {}
        self.made: dict[tuple[str, str], dict[str, Any]] = {}
        for one in written:
            if one.kind == "watch" and one.place.startswith(STARTED):
                continue  # it goes as soon as there is another
            self._places[one.kind, one.entry.slug] = one.place
            self._keep(one.kind, one.entry)

    def rows(self) -> list[Row]:
        """Return what is to be stored."""
        return [(kind, slug, body) for (kind, slug), body in self.made.items()]

    def take(self, line: Line) -> Taken:
        """Merge one line, or refuse it with its reason; lines before it count."""
        try:
            return self._merge(line)
        except ValueError as error:
            return Taken(line.place, f"{line.kind} {_label(line)}", State.REFUSED, str(error))

    def _merge(self, line: Line) -> Taken:
        kind, body = _FORMS.get(line.kind, Merging._plain)(self, line)
        entry = read(kind, body)
        before = self._entries[kind].get(entry.slug)
        label = f"{kind} {entry.slug}"
        if entry == before:
            return Taken(line.place, label, State.UNCHANGED)
        wrong = [*flaws(entry, self._slugs), *abroad(entry), *self._forbidden(entry)]
        if wrong:
            raise ValueError("; ".join(wrong))
        place = self._places.get((kind, entry.slug), ROWS)
        if before is not None and place != ROWS and not place.startswith(STARTED):
            raise ValueError(f"stands in {place}, which holds; change it there")
        self._keep(kind, entry)
        self._places[kind, entry.slug] = ROWS
        self.made[kind, entry.slug] = _plain_body(entry)
        if before is None:
            return Taken(line.place, label, State.ADDED)
        fields = [f for f in entry.__struct_fields__ if getattr(entry, f) != getattr(before, f)]
        return Taken(line.place, label, State.CHANGED, ", ".join(fields))

    # --- forms ------------------------------------------------------------------------

    def _known(self, line: Line) -> tuple[str, dict[str, Any]]:
        """A player, club or source: its slug, or the one that its name bears or makes."""
        given = dict(line.body)
        slug = str(given.pop("slug", None) or self._named(line.kind, given))
        body = _body(self._entries[line.kind].get(slug)) | {"slug": slug}
        club, since = given.pop("club", None), given.pop("since", None)
        if club is not None:
            club = self._slug("clubs", club)
        if line.kind == "players":
            stints = given.pop("stints", [])
            if not (isinstance(stints, list) and all(isinstance(one, dict) for one in stints)):
                raise ValueError("has `stints` that are no tables")
            if club is not None:
                stints = [{"club": club, "relation": "current", "since": since}, *stints]
            elif since is not None:
                raise ValueError("has `since` without a club; add the club")
            for stint in stints:
                told = {**stint, "club": self._slug("clubs", stint.get("club"))}
                body["stints"] = joined(body.get("stints", []), told)
        elif club is not None:
            body["club"] = club
        return line.kind, _laid(body, given)

    def _relation(self, line: Line) -> tuple[str, dict[str, Any]]:
        """A relation is a stint of its player."""
        given = dict(line.body)
        slug = self._slug("players", given.pop("player", None))
        given["club"] = self._slug("clubs", given.get("club"))
        body = _body(self._entries["players"][slug])
        return "players", body | {"stints": joined(body.get("stints", []), given)}

    def _account(self, line: Line) -> tuple[str, dict[str, Any]]:
        given = self._referred(line.body)
        handle = str(given.get("handle", "")).removeprefix("@")
        slug = f"{given.get('platform', '')}/{handle.casefold()}"
        body = _body(self._entries["accounts"].get(slug))
        return "accounts", body | given | {"handle": body.get("handle", handle)}

    def _pairing(self, line: Line) -> tuple[str, dict[str, Any]]:
        return "watch", self._referred(line.body)

    def _plain(self, line: Line) -> tuple[str, dict[str, Any]]:
        return line.kind, dict(line.body)

    def _referred(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return *body* with slugs for the names of players, clubs and sources."""
        return {
            field: self._slug(_REFERENCES[field], value) if field in _REFERENCES else value
            for field, value in body.items()
        }

    # --- names ------------------------------------------------------------------------

    def _keep(self, kind: str, entry: Entry) -> None:
        self._entries[kind][entry.slug] = entry
        self._slugs[kind].add(entry.slug)
        if kind in _REFERENCES.values():
            for text in (entry.name, *entry.aliases):  # type: ignore[union-attr]
                self._names[kind][fold(text)].add(entry.slug)
            for text in entry.ambiguous:  # type: ignore[union-attr]
                self._loose[kind][fold(text)].add(entry.slug)

    def _slug(self, kind: str, said: object) -> str:
        """Return whom *said* names: a slug, a name or an alias."""
        if not isinstance(said, str) or not said.strip():
            raise ValueError(f"names no {kind.removesuffix('s')}")
        if said in self._entries[kind]:
            return said
        asked = fold(said).strip()
        found = self._names[kind].get(asked) or self._loose[kind].get(asked) or set()
        if len(found) == 1:
            return next(iter(found))
        shown = f"{said[:80]!r}"
        if found:
            raise ValueError(f"several are called {shown}; say which: {' or '.join(sorted(found))}")
        known = self._names[kind]
        self._guesses -= 1
        near_by = known if self._guesses >= 0 else ()
        close = get_close_matches(asked[:80], near_by, n=1, cutoff=0.75)
        near = min(known[close[0]]) if close else None
        cure = f"did you mean `{near}`?" if near else f"bring it along, as one of the {kind}"
        raise ValueError(f"{shown} is not among the {kind}; {cure}")

    def _named(self, kind: str, given: Mapping[str, Any]) -> str:
        """Return the slug that a line without one means: of who bears its name, else a new one."""
        name = given.get("name")
        if not isinstance(name, str):
            raise ValueError("has neither a slug nor a name")  # noqa: TRY004 - a line's fault
        found = self._names[kind].get(fold(name), set())
        if len(found) > 1:
            raise ValueError(
                f"several are called {name!r}; give the slug: {', '.join(sorted(found))}"
            )
        slug = next(iter(found), "") or re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80]
        if not slug:
            raise ValueError(f"{name!r} makes no slug; give it one, of a-z, 0-9 and hyphens")
        there = self._entries[kind].get(slug)
        born, other = given.get("born"), getattr(there, "born", None)
        if there is not None and (not found or (born and other and str(born) != str(other))):
            raise ValueError(f"`{slug}` may be somebody else; give the slug, or another one")
        return slug

    def _forbidden(self, entry: Entry) -> Iterable[str]:
        """Yield why nobody may watch what *entry* would have watched."""
        player = None
        if isinstance(entry, WatchEntry | AccountEntry) and entry.player is not None:
            player = self._entries["players"].get(entry.player)
        if not isinstance(player, PlayerEntry):
            return
        why = unwatched(player.made(), self._today)
        own = isinstance(entry, AccountEntry) and entry.role in {Role.PLAYER, Role.TEAMMATE}
        if why and (isinstance(entry, WatchEntry) or (own and player.born is not None)):
            yield why


_FORMS: Final[Mapping[str, Callable[[Merging, Line], tuple[str, dict[str, Any]]]]] = {
    "players": Merging._known,  # noqa: SLF001 - its own
    "clubs": Merging._known,  # noqa: SLF001
    "sources": Merging._known,  # noqa: SLF001
    "relations": Merging._relation,  # noqa: SLF001
    "accounts": Merging._account,  # noqa: SLF001
    "pairings": Merging._pairing,  # noqa: SLF001
}


def _label(line: Line) -> str:
    """Return what a line is about, as far as it says."""
    body = line.body
    pair = "/".join(str(body[field]) for field in ("player", "club") if field in body)
    return str(body.get("slug") or body.get("name") or body.get("handle") or pair)[:80]


def _laid(body: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return *body* with what is given over it; lists grow, and a name is in one of them only."""
    laid = dict(body)
    for field, value in given.items():
        texts = isinstance(value, list) and all(isinstance(text, str) for text in value)
        if field not in MANY or not texts:
            laid[field] = value
            continue
        held = list(laid.get(field, ()))
        known = {fold(text) for text in held}
        laid[field] = held + [text for text in dict.fromkeys(value) if fold(text) not in known]
        other = _OTHER.get(field)
        if other is not None and laid.get(other) and other not in given:
            moved = {fold(text) for text in value}
            laid[other] = [text for text in laid[other] if fold(text) not in moved]
    return laid


def _body(entry: Entry | None) -> dict[str, Any]:
    return {} if entry is None else _plain_body(entry)


def _plain_body(entry: Entry) -> dict[str, Any]:
    """Return an entry as rows hold it: JSON's values, without what isn't given."""
    return {field: _given(value) for field, value in msgspec.to_builtins(entry).items()
            if value not in (None, ())}  # fmt: skip


def _given(value: object) -> object:
    if not isinstance(value, tuple):
        return value
    return [
        {k: v for k, v in one.items() if v is not None} if isinstance(one, dict) else one
        for one in value
    ]
