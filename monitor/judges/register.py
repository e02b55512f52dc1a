"""The catalogue, put together: starter data, rows of the database, the user's files.

A file holds tables `[[clubs]]`, `[[players]]`, `[[sources]]`, `[[accounts]]`, `[[watch]]` and
`[[windows]]`. An entry with the slug of an earlier one replaces it, from starter data over rows
to files in their order; watchlists and windows add up, and the starter watchlist holds only where
nobody gives another. What proving an account has shown stands in rows too, and holds as long as
the account states the same proof.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from monitor.domain.catalogue import Catalogue, Watch
from monitor.judges.entries import (
    KINDS,
    PROOFS,
    AccountEntry,
    ClubEntry,
    Entry,
    PlayerEntry,
    ProofEntry,
    SourceEntry,
    WatchEntry,
    WindowEntry,
    read,
)
from monitor.judges.findings import ROWS, CatalogueError, Finding, Level, check, faults

__all__ = [
    "ROWS",
    "CatalogueError",
    "Finding",
    "Level",
    "Row",
    "Written",
    "check",
    "gather",
    "load",
]

Row = tuple[str, str, Mapping[str, Any]]
"""An entry of the database: its kind, its slug, its body."""

STARTER: Final = "monitor.judges"
SETTINGS: Final = "settings"

STARTED: Final = "starter "
"""How the places of starter data begin."""

_TABLES: Final = (*KINDS, PROOFS)
_SINGULAR: Final = {kind.removesuffix("s"): kind for kind in _TABLES} | {k: k for k in _TABLES}


@dataclass(frozen=True, slots=True)
class Written:
    """An entry with the place that it was read from."""

    place: str
    kind: str
    entry: Entry


@dataclass(slots=True)
class _Shelf:
    """Entries by table and slug; what is put later replaces what is there."""

    entries: dict[str, dict[str, Written]] = field(
        default_factory=lambda: {kind: {} for kind in _TABLES}
    )
    findings: list[Finding] = field(default_factory=list)

    def put(self, written: Iterable[Written]) -> None:
        """Put the entries of one place; the same slug twice in it is an error."""
        seen: set[tuple[str, str]] = set()
        for one in written:
            slug = one.entry.slug
            if (one.kind, slug) in seen:
                self.findings.append(
                    Finding(Level.ERROR, f"{one.place}: {one.kind} {slug}",
                            "stands there twice; keep one of the two"),
                )  # fmt: skip
            seen.add((one.kind, slug))
            self.entries[one.kind][slug] = one

    def all(self) -> list[Written]:
        return [one for kind in self.entries.values() for one in kind.values()]


def load(
    files: Sequence[Path],
    *,
    starter: bool = True,
    entries: Iterable[Row] = (),
    watch: Sequence[Watch] = (),
) -> Catalogue:
    """Return the catalogue; arguments and errors as in `gather`."""
    everything = gather(files, starter=starter, entries=entries, watch=watch)
    return _catalogue([one.entry for one in everything])


def gather(
    files: Sequence[Path],
    *,
    starter: bool = True,
    entries: Iterable[Row] = (),
    watch: Sequence[Watch] = (),
) -> list[Written]:
    """Return every entry that holds, with its place; accounts as they are stated.

    Args:
        files: The user's own, the later over the earlier.
        starter: Whether to begin with the starter data.
        entries: Rows of the database.
        watch: Pairings of the settings.

    Raises:
        CatalogueError: It can't be used; names each place, what is wrong and what to do.
    """
    shelf = _Shelf()
    if starter:
        for source in _starter():
            _put(shelf, f"{STARTED}{source.name}", source)
    own = _Shelf(findings=shelf.findings)
    own.put(_rows(entries, own.findings))
    for file in files:
        _put(own, str(file), file)
    own.put(
        Written(SETTINGS, "watch", WatchEntry(player=one.player, club=one.club)) for one in watch
    )
    if own.entries["watch"]:
        shelf.entries["watch"].clear()
    for kind, written in own.entries.items():
        shelf.entries[kind].update(written)
    everything = shelf.all()
    errors = [*shelf.findings, *faults((one.place, one.kind, one.entry) for one in everything)]
    if errors:
        raise CatalogueError(errors)
    return everything


def _starter() -> Iterator[Traversable]:
    yield from _files(resources.files(STARTER) / "catalogue")


def _files(folder: Traversable) -> Iterator[Traversable]:
    """Yield the files of a folder and of those in it, by name."""
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            yield from _files(one)
        elif one.name.endswith(".toml"):
            yield one


def _put(shelf: _Shelf, place: str, source: Path | Traversable) -> None:
    """Put what one file holds, and note what is wrong with it."""
    try:
        tables = tomllib.loads(source.read_text("utf-8-sig"))
    except FileNotFoundError:
        problem = "isn't there; correct `catalogue.files`, or make the file"
    except (OSError, UnicodeDecodeError) as error:
        problem = f"can't be read ({error}); it takes a UTF-8 text file"
    except tomllib.TOMLDecodeError as error:
        problem = f"is not TOML ({error}); correct it there"
    else:
        shelf.put(_tables(place, tables, shelf.findings))
        return
    shelf.findings.append(Finding(Level.ERROR, place, problem))


def _tables(place: str, tables: Mapping[str, object], findings: list[Finding]) -> Iterator[Written]:
    for kind, bodies in tables.items():
        if kind not in KINDS or not isinstance(bodies, list):
            known = ", ".join(f"[[{name}]]" for name in KINDS)
            said = f"is no table of a catalogue; it takes {known}"
            findings.append(Finding(Level.ERROR, f"{place}: {kind}", said))
            continue
        for number, body in enumerate(bodies, 1):
            yield from _entry(place, kind, number, body, findings)


def _rows(rows: Iterable[Row], findings: list[Finding]) -> Iterator[Written]:
    for name, slug, body in rows:
        kind = _SINGULAR.get(name)
        if kind is None:
            said = f"is no kind of entry; remove it, or name one of {', '.join(KINDS)}"
            findings.append(Finding(Level.ERROR, f"{ROWS}: {name} {slug}", said))
            continue
        named = kind in {"clubs", "players", "sources"}
        yield from _entry(ROWS, kind, slug, {**body, "slug": slug} if named else body, findings)


def _entry(
    place: str, kind: str, which: int | str, body: object, findings: list[Finding]
) -> Iterator[Written]:
    try:
        yield Written(place, kind, read(kind, body))
    except ValueError as error:
        slug = body.get("slug", which) if isinstance(body, Mapping) else which
        said = f"{error}; correct it, docs/configuration.md shows the form"
        findings.append(Finding(Level.ERROR, f"{place}: {kind} {slug}", said))


def _catalogue(entries: Sequence[Entry]) -> Catalogue:
    shown = {e.slug: e for e in entries if isinstance(e, ProofEntry)}
    return Catalogue(
        players={e.slug: e.made() for e in entries if isinstance(e, PlayerEntry)},
        clubs={e.slug: e.made() for e in entries if isinstance(e, ClubEntry)},
        sources={e.slug: e.made() for e in entries if isinstance(e, SourceEntry)},
        accounts=tuple(
            e.proved(shown.get(e.slug)).made() for e in entries if isinstance(e, AccountEntry)
        ),
        windows=tuple(e.made() for e in entries if isinstance(e, WindowEntry)),
        watchlist=frozenset(e.made() for e in entries if isinstance(e, WatchEntry)),
    )
