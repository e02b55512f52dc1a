"""A first configuration: whom to watch and where to tell, with what each line means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final
from zoneinfo import available_timezones

from monitor.app import enrolling
from monitor.app.watchlist import Said, meant, named
from monitor.domain.catalogue import Catalogue, Watch
from monitor.domain.settling import SightingError, UnknownNameError, unwatched
from monitor.ports import RefusedError

APART: Final = ","
"""Stands between a player and a club."""

_MEANT: Final = "Did you mean "

_HEAD: Final = """\
# The configuration of lastdance. Every setting stands in docs/configuration.md, and an example
# with all of them in deploy/lastdance.example.toml. After a change: `lastdance check-config`, then
# `lastdance reload`. Relative paths count from the folder that lastdance is started in.
"""

_WATCHED: Final = """\
# What is watched: a player with a club, a player with any club, a club with any player. More while
# it runs: `lastdance watch add "Sergio Ramos" "Real Madrid"`.
"""

_STARTER: Final = """\
# What is watched: nothing is named here, so the ten pairings of the starter list are. One of your
# own takes their place: write it like this, or `lastdance watch add "Sergio Ramos" "Real Madrid"`.
#
# [[watch]]
# player = "sergio-ramos"
# club = "real-madrid"
"""

_NOBODY: Final = """\
# Who is told: nobody but the page and the terminal. `lastdance notify add` adds a webhook, a chat,
# a mailbox or an Alertmanager.
"""

_TOLD: Final = """\
# Who is told. Addresses and secrets stand in files of their own, readable for their owner only.
# `lastdance notify add` adds another, `lastdance notify test` sends a test alert to all.
"""

_SEEN: Final = """\
# Where activities come from: without any [[connectors]] it is Bluesky, which needs no account.
# Feeds of outlets are worth adding: `lastdance connectors find https://...` prints the lines.
"""

_CATALOGUE: Final = """\
# Your own players, clubs, sources and accounts with their proof: docs/configuration.md shows how.
#
# [catalogue]
# files = ["mine.toml"]
"""

_WEB: Final = """\
# The pages: on this machine only, until there is a token.
[web]
listen = "127.0.0.1:8642"
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the configuration is to say.

    Attributes:
        watch: None named: the starter list.
        told: None: nobody but page and terminal.
        url: Its address; None = *url_file* holds it already.
    """

    watch: tuple[Watch, ...] = ()
    told: enrolling.Wanted | None = None
    url: str | None = None
    url_file: Path | None = None


def pick(text: str, catalogue: Catalogue, today: date) -> Watch:
    """Return what *text* means: `PLAYER, CLUB`, or one of the two.

    Raises:
        SightingError: It names nobody, or nobody who is watched; it says who was perhaps meant.
    """
    first, _, club = (part.strip() for part in text.partition(APART))
    watch = _both(first, club, catalogue) if first and club else _either(first or club, catalogue)
    if watch.player is not None:
        why = unwatched(catalogue.players[watch.player], today)
        if why is not None:
            raise SightingError("player", why, "Name somebody else.")
    return watch


def _both(player: str, club: str, catalogue: Catalogue) -> Watch:
    """Return the pairing of *player* and *club*, whichever stands first."""
    try:
        return meant(Said(player, club, ""), catalogue)
    except SightingError as error:
        with suppress(SightingError):
            return meant(Said(club, player, ""), catalogue)
        raise SightingError(error.field, error.what, _cured(error)) from error


def _either(name: str, catalogue: Catalogue) -> Watch:
    """Return whom *name* means, a player or a club."""
    if not name:
        cure = "Write a player and a club, such as Sergio Ramos, Real Madrid."
        raise SightingError("player", "Nobody is named.", cure)
    refusals = []
    for said in (Said(name, None, ""), Said(None, name, "")):
        try:
            return meant(said, catalogue)
        except SightingError as error:
            refusals.append(error)
    for one in refusals:
        if not isinstance(one, UnknownNameError):
            raise one  # several are called so
    what = refusals[0].what.replace("no player", "no player and no club")
    close = [one.cure.removeprefix(_MEANT).rstrip("?") for one in refusals if _MEANT in one.cure]
    cure = f"{_MEANT}{' or '.join(close)}?" if close else _cured(refusals[0])
    raise SightingError("player", what, cure)


def _cured(error: SightingError) -> str:
    """Return what to do where there is nobody of that name."""
    return (
        error.cure if _MEANT in error.cure else "`lastdance watch add --new` enters whom it lacks."
    )


def zone(text: str) -> str:
    """Return the IANA name of the time zone that *text* names, a city will do.

    Raises:
        RefusedError: There is none; it says which was perhaps meant.
    """
    text = text.strip().replace(" ", "_")
    known = available_timezones()
    if text in known:
        return text
    cities = {name.rpartition("/")[2].casefold(): name for name in sorted(known)}
    wanted = text.rpartition("/")[2].casefold()
    if wanted in cities:
        return cities[wanted]
    close = get_close_matches(wanted, cities, n=1)
    cure = f"Did you mean {cities[close[0]]}?" if close else "Write one such as Europe/Madrid."
    raise RefusedError(f"there is no time zone {text[:40]!r}. {cure}")


def home(env: Mapping[str, str], link: Path = Path("/etc/localtime")) -> str:
    """Return the time zone of this machine; UTC where it doesn't say."""
    found = env.get("TZ", "").removeprefix(":")
    if not found and link.is_symlink():
        found = str(link.readlink()).partition("zoneinfo/")[2]
    return found if found in available_timezones() and not found.startswith("Etc/") else "UTC"


def document(plan: Plan, catalogue: Catalogue) -> str:
    """Return the configuration, with what each part of it means."""
    parts = [_HEAD]
    if plan.watch:
        parts.append(_WATCHED + "\n" + "\n".join(_entry(one, catalogue) for one in plan.watch))
    else:
        parts.append(_STARTER)
    parts.append(_NOBODY if plan.told is None else _TOLD + "\n" + _receiver(plan))
    parts += [_SEEN, _CATALOGUE, _WEB]
    return "\n".join(parts)


def found(
    path: Path,
    plan: Plan,
    catalogue: Catalogue,
    check: Callable[[Path], None],
    *,
    over: bool = False,
) -> Sequence[Path]:
    """Write the configuration to *path*, its secrets beside it; return the files of these.

    Args:
        check: Raises where the whole can't be used.
        over: Whether a file that is there may be replaced.

    Raises:
        RefusedError: A file of that name is there.
        Exception: What *check* raises; all is as it was then.
    """
    if path.exists() and not over:
        raise RefusedError(
            f"{path} is there already and stays as it is. `--force` replaces it; "
            "`lastdance notify add` and `lastdance watch add` add to it."
        )
    secrets = {} if plan.told is None else enrolling.secrets_of(plan.told, plan.url)
    return enrolling.place(path, document(plan, catalogue), secrets, check, mode=0o600)


def _entry(watch: Watch, catalogue: Catalogue) -> str:
    lines = [f"[[watch]]  # {named(watch, catalogue)}"]
    if watch.player is not None:
        lines.append(f'player = "{watch.player}"')
    if watch.club is not None:
        lines.append(f'club = "{watch.club}"')
    return "\n".join((*lines, ""))


def _receiver(plan: Plan) -> str:
    assert plan.told is not None
    return enrolling.lines(plan.told, plan.url_file)
