"""Pages from templates; every text of a stranger is escaped, isolated and never a link's script."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.domain.alert import Notice
from monitor.domain.wire import isotime, openable, plain
from monitor.ports import Told
from monitor.web.desk import SourceState, Watched
from monitor.web.dossier import band, did, stands, step

STYLE: Final = files("monitor.web").joinpath("style.css").read_bytes()
STYLE_VERSION: Final = hashlib.sha256(STYLE).hexdigest()[:12]


def moment(at: datetime) -> str:
    """Return a time as people read it: "4 Aug 2026, 21:03 UTC"."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {utc:%b %Y, %H:%M} UTC"


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago *at* was: "12 min ago"."""
    seconds = int((now - at).total_seconds())
    if seconds < 0:
        return "in the future"
    for unit, name in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * unit:
            return f"{seconds // unit} {name} ago"
    return f"{seconds} s ago" if seconds >= 10 else "just now"


def host_of(url: str) -> str:
    """Return whose page *url* opens, for a person to judge."""
    return urlsplit(url).hostname or ""


def _environment() -> Environment:
    jinja = Environment(
        loader=PackageLoader("monitor.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters.update(
        ago=ago, band=band, did=did, host=host_of, iso=isotime, moment=moment,
        openable=openable, plain=plain, stands=stands, step=step,
    )  # fmt: skip
    jinja.globals["style"] = f"/style.css?{STYLE_VERSION}"
    return jinja


_JINJA: Final = _environment()


def _render(template: str, **values: Any) -> str:
    return _JINJA.get_template(template).render(**values)


def front(
    notices: Sequence[Notice],
    watched: Sequence[Watched],
    sources: Sequence[SourceState],
    now: datetime,
) -> str:
    """Return the first page: the newest alerts, what is watched, and how the sources are."""
    return _render("front.html", notices=notices, watched=watched, sources=sources, now=now)


def alert(told: Told, now: datetime) -> str:
    """Return the page of one alert."""
    return _render("alert.html", told=told, alert=told.notices[-1].alert, now=now)


def error(status: int, title: str, text: str) -> str:
    """Return a page that says what went wrong, and nothing else."""
    return _render("error.html", status=status, title=title, text=text)
