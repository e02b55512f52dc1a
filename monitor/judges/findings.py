"""What is wrong with a catalogue, or worth a look, with what to do about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from monitor.domain import countries
from monitor.domain.catalogue import Account, Catalogue, Player, Relation, Role, Watch
from monitor.domain.lookalikes import lookalikes
from monitor.domain.text import fold, quote
from monitor.judges.entries import (
    AccountEntry,
    ClubEntry,
    Entry,
    PlayerEntry,
    SourceEntry,
    WatchEntry,
    WindowEntry,
)

OLD: Final = timedelta(days=365)
"""A current club known longer ago than this is worth a look."""

_BIRTHS: Final = range(1930, 2016)
_YEARS: Final = range(1950, 2051)
_LEAST: Final = 3


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found.

    Attributes:
        place: Where it stands: a file, a table, a slug.
        sentence: What it is and what to do.
    """

    level: Level
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class CatalogueError(ValueError):
    """The catalogue can't be used.

    Attributes:
        findings: All that is wrong with it.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = tuple(findings)


Placed = tuple[str, str, Entry]
"""An entry with the place and the table that it stands in."""

ROWS: Final = "database"
"""The place of what stands in rows."""


def faults(entries: Iterable[Placed]) -> Iterator[Finding]:
    """Yield what keeps *entries* from being a catalogue."""
    entries = list(entries)
    slugs: Mapping[str, set[str]] = defaultdict(set)
    for _, kind, entry in entries:
        slugs[kind].add(entry.slug)
    for place, kind, entry in entries:
        where = f"{place}: {kind} {entry.slug}"
        for sentence in flaws(entry, slugs):
            yield Finding(Level.ERROR, where, sentence)
        if place != ROWS:  # what was stored once must not keep us from starting
            for sentence in abroad(entry):
                yield Finding(Level.ERROR, where, sentence)


def flaws(entry: Entry, slugs: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield what keeps *entry* out of a catalogue that holds these *slugs*, by table."""
    yield from _unknown(entry, slugs)
    yield from _impossible(entry)


def abroad(entry: Entry) -> Iterator[str]:
    """Yield that *entry* names a country that there is not."""
    if isinstance(entry, ClubEntry | WindowEntry) and (said := _nowhere(entry.country)):
        yield said


def _nowhere(country: str) -> str | None:
    if country in countries.CODES:
        return None
    near = countries.meant(country)
    cure = f"did you mean `{near}`?" if near else "write its code of ISO 3166, such as `ES`"
    return f"has `{quote(country, 20)}` for a country; {cure}"


def _unknown(entry: Entry, slugs: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the slugs that *entry* leans on and that nobody bears."""
    named: list[tuple[str, str | None]] = []
    if isinstance(entry, PlayerEntry):
        named = [("clubs", stint.club) for stint in entry.stints]
    elif isinstance(entry, SourceEntry):
        named = [("clubs", entry.club)]
    elif isinstance(entry, WatchEntry):
        named = [("players", entry.player), ("clubs", entry.club)]
    elif isinstance(entry, AccountEntry):
        named = [("players", entry.player), ("clubs", entry.club), ("sources", entry.source)]
    for kind, slug in dict.fromkeys(named):
        if slug is not None and slug not in slugs[kind]:
            close = get_close_matches(slug, slugs[kind], n=1)
            meant = f"did you mean `{close[0]}`?" if close else f"add it under [[{kind}]]"
            yield f"names `{slug}`, which is not among the {kind}; {meant}"


def _impossible(entry: Entry) -> Iterator[str]:
    """Yield what can't be so, whatever day it is."""
    if isinstance(entry, ClubEntry) and not _zone(entry.timezone):
        yield f"has no time zone `{entry.timezone}`; name one such as `Europe/Madrid`"
    elif isinstance(entry, WindowEntry):
        yield from _days(opens=entry.opens, closes=entry.closes)
        if entry.closes < entry.opens:
            yield "closes before it opens; change the two days"
    elif isinstance(entry, AccountEntry):
        yield from _homeless(entry)
        yield from _days(verified_on=entry.verified_on)
    elif isinstance(entry, WatchEntry) and entry.player is None and entry.club is None:
        yield "names neither a player nor a club; name one or both"
    elif isinstance(entry, PlayerEntry):
        yield from _life(entry)


def _zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def _life(entry: PlayerEntry) -> Iterator[str]:
    if entry.born is not None and entry.born.year not in _BIRTHS:
        yield f"is born {entry.born}, which can't be; check the year"
    yield from _days(as_of=entry.as_of, value_as_of=entry.value_as_of)
    if (entry.value_meur is None) != (entry.value_as_of is None):
        yield "gives one of `value_meur` and `value_as_of`; give both: a value holds for a year"
    for stint in entry.stints:
        yield from _days(since=stint.since, until=stint.until)
        if stint.since and stint.until and stint.until < stint.since:
            yield f"leaves `{stint.club}` before coming; change `since` or `until`"
    if entry.aliases or entry.ambiguous:
        both = {fold(text) for text in entry.aliases} & {fold(text) for text in entry.ambiguous}
        for text in sorted(both):
            yield f"has `{text}` among the aliases and among the ambiguous; keep one"


def _homeless(entry: AccountEntry) -> Iterator[str]:
    """Yield whose slug an account of its role needs."""
    needs = {
        Role.PLAYER: ("player", entry.player),
        Role.TEAMMATE: ("player", entry.player),
        Role.CLUB: ("club", entry.club),
        Role.FAN_ACCOUNT: ("club", entry.club or entry.source),
        Role.JOURNALIST: ("source", entry.source),
        Role.OUTLET: ("source", entry.source),
    }
    field, slug = needs.get(entry.role, ("", "-"))
    if slug is None:
        yield f'is a {entry.role} but names no {field}; add `{field} = "..."`'


def _days(**days: date | None) -> Iterator[str]:
    for name, day in days.items():
        if day is not None and day.year not in _YEARS:
            yield f"has {name} = {day}, which can't be; check the year"


def check(catalogue: Catalogue, today: date) -> list[Finding]:
    """Return what is worth a look in a catalogue that can be used, the graver first."""
    findings = [
        *_players(catalogue, today),
        *_countries(catalogue),
        *_accounts(catalogue, today),
        *_aliases(catalogue),
        *_watched(catalogue, today),
        *_windows(catalogue, today),
    ]
    return sorted(findings, key=lambda finding: list(Level).index(finding.level))


FEW: Final = 10
"""Players that are named where all of them have grown old, watched ones first."""


def _players(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    with_account = {account.player for account in catalogue.accounts if account.player}
    for player in catalogue.players.values():
        place = f"players {player.slug}"
        if player.born is None and player.slug in with_account:
            yield Finding(
                Level.WARNING, place, "acts will not be watched: add `born`, nobody under 18 is"
            )
        elif player.born is None:
            yield Finding(Level.WARNING, place, "is not watched: add `born`, nobody under 18 is")
        elif not player.adult(today):
            yield Finding(Level.WARNING, place, "is under 18 and will not be watched before that")
        if player.born is not None and player.born > today:
            yield Finding(Level.WARNING, place, f"is born {player.born}, in the future; check it")
        if player.as_of is not None and player.as_of > today:
            yield Finding(Level.WARNING, place, f"is known as of {player.as_of}, in the future")
        yield from _clubs(player, place, today)
    old = [p.slug for p in catalogue.players.values() if p.as_of and today - p.as_of > OLD]
    if old:
        watched = {watch.player for watch in catalogue.watchlist}
        first = sorted(old, key=lambda slug: (slug not in watched, slug))[:FEW]
        more = f" and {len(old) - FEW} more" if len(old) > FEW else ""
        yield Finding(
            Level.NOTE, "players",
            f"{len(old)} were last looked at more than {OLD.days} days ago: "
            f"{', '.join(first)}{more}; check their clubs, and set `as_of` anew",
        )  # fmt: skip


def _clubs(player: Player, place: str, today: date) -> Iterator[Finding]:
    current = player.clubs(Relation.CURRENT, today)
    if len(current) > 1:
        yield Finding(
            Level.WARNING, place, f"is at {' and '.join(current)} at once; end one of them"
        )
    if player.as_of is None:
        yield Finding(Level.NOTE, place, "has no `as_of`: nobody knows how old the club is")


def _accounts(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    ids: dict[tuple[str, str], str] = {}
    for account in catalogue.accounts:
        place = f"accounts {account.platform}/{account.handle}"
        if account.proof is None:
            yield Finding(
                Level.WARNING, place, f"has no proof, so it ranks as public, not as {account.role}"
            )
        if account.id is None:
            yield Finding(Level.NOTE, place, "has no id: it counts once its handle is resolved")
        elif (other := ids.setdefault((account.platform, account.id), place)) != place:
            yield Finding(Level.WARNING, place, f"has the id of {other}; only one of them counts")
        if account.verified_on is not None and account.verified_on > today:
            yield Finding(Level.WARNING, place, "is verified on a day to come; check the date")
        if account.verified_on is not None and today - account.verified_on > OLD:
            yield Finding(
                Level.NOTE, place,
                f"was proven on {account.verified_on}, more than {OLD.days} days ago; "
                "`lastdance catalogue verify --write` proves it again",
            )  # fmt: skip
        if not catalogue.may_act(account, today):
            yield Finding(Level.WARNING, place, _unwatched(catalogue, account))

    for one in lookalikes(catalogue.accounts):
        yield Finding(
            Level.WARNING, f"accounts {one.account.platform}/{one.account.handle}",
            f"looks like @{one.proven.handle}, which is proven ({one.how}); see whose it is",
        )  # fmt: skip


def _unwatched(catalogue: Catalogue, account: Account) -> str:
    player = catalogue.players.get(account.player or "")
    if player is not None and player.born is None:
        return "its acts will not be watched: the player has no `born`"
    return "its acts will not be watched: the player is under 18"


def _aliases(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield names that several bear (they count as ambiguous), and very short ones."""
    bearers: dict[str, dict[str, bool]] = {}
    for kind in (catalogue.players, catalogue.clubs):
        for one in kind.values():
            for alias in one.aliases:
                names = bearers.setdefault(fold(alias.text), {})
                names[one.slug] = alias.ambiguous
    for text, slugs in bearers.items():
        if len(slugs) > 1 and not all(slugs.values()):
            yield Finding(
                Level.NOTE, f"aliases {text}",
                f"{' and '.join(sorted(slugs))} both bear it, so it links only with context",
            )  # fmt: skip
        if len(text) < _LEAST and text.isascii() and not all(slugs.values()):
            yield Finding(
                Level.WARNING, f"aliases {text}", "is very short; put it among `ambiguous`"
            )


def _watched(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    if not catalogue.watchlist:
        yield Finding(Level.WARNING, "watch", "nothing is watched; add [[watch]] entries")
    for watch in sorted(catalogue.watchlist, key=str):
        player = catalogue.players.get(watch.player or "")
        if player is not None and watch.club is not None and _own(player, watch, today):
            yield Finding(
                Level.NOTE, f"watch {watch.player}/{watch.club}",
                "is the player's own club today: only mentioned, unless the talk is of leaving",
            )  # fmt: skip


def _own(player: Player, watch: Watch, today: date) -> bool:
    return watch.club is not None and player.relation(watch.club, today) is Relation.CURRENT


def _countries(catalogue: Catalogue) -> Iterator[Finding]:
    for club in catalogue.clubs.values():
        if (said := _nowhere(club.country)) is not None:
            yield Finding(Level.WARNING, f"clubs {club.slug}", said)


def _windows(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    last: dict[str, date] = {}
    for window in catalogue.windows:
        last[window.country] = max(window.closes, last.get(window.country, window.closes))
    for country in sorted({club.country for club in catalogue.clubs.values()}):
        if country not in last:
            yield Finding(Level.NOTE, f"windows {country}", "none is known; add [[windows]]")
        elif last[country] < today:
            yield Finding(
                Level.NOTE, f"windows {country}", f"the last known closed {last[country]}; add more"
            )
