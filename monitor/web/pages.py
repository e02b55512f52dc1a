"""Pages from templates; every text of a stranger is escaped, isolated and never a link's script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from monitor.domain.alert import Notice
from monitor.domain.catalogue import Catalogue
from monitor.domain.desk.reply import Choice, Reply
from monitor.domain.desk.share import Share
from monitor.domain.platforms import NAMES
from monitor.domain.rights import Right, Visitor
from monitor.domain.rumour.wording import SAYS
from monitor.domain.settling import SightingError
from monitor.domain.stories.figures import span
from monitor.domain.stories.wording import called
from monitor.domain.told.wire import isotime, openable, plain
from monitor.ports import Told
from monitor.ports.operations import Overview, Upshot
from monitor.web.choices import OPINIONS, WORDS, hushed, local, share
from monitor.web.desk import Answered, Receipt, SourceState
from monitor.web.dossier import RELATIONS, band, did, stands, step
from monitor.web.gates import gates, loudest
from monitor.web.saga import kind
from monitor.web.stationery import static

MINUTE: Final = timedelta(minutes=1)


def moment(at: datetime) -> str:
    """Return a time as people read it: "4 Aug 2026, 21:03 UTC"."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {utc:%b %Y, %H:%M} UTC"


def brief(at: datetime, day: datetime) -> str:
    """Return a time beside one that tells the day: of the same day "21:03 UTC" is enough."""
    utc, beside = at.astimezone(UTC), day.astimezone(UTC)
    if utc.date() == beside.date():
        return f"{utc:%H:%M} UTC"
    return f"{utc.day} {utc:%b, %H:%M} UTC" if utc.year == beside.year else moment(at)


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago *at* was: "12 min ago"."""
    seconds = int((now - at).total_seconds())
    if seconds < 0:
        return "in the future"
    for unit, name in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * unit:
            return f"{seconds // unit} {name} ago"
    return f"{seconds} s ago" if seconds >= 10 else "just now"


def signed(number: float) -> str:
    """Return a number with its sign, as people write it: "+0.21", and "0.00" of nothing."""
    text = f"{number:+.2f}"
    return "0.00" if text[1:] == "0.00" else text.replace("-", "\u2212")


def behind(reached: datetime, now: datetime) -> str:
    """Return how far a source is behind: "3 s behind"."""
    seconds = max(0, int((now - reached).total_seconds()))
    for unit, name in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * unit:
            return f"{seconds // unit} {name} behind"
    return f"{seconds} s behind"


def size(count: float) -> str:
    """Return a number of bytes as people read it: "1.2 GB"."""
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{count:.0f} bytes"


_END: Final = re.compile(
    r"(?:(?<=[a-z0-9%)\]\u201d][.!?])|(?<=[A-Z]{2}[.!?])|(?<=[.!?]\u201d))\s+(?=[A-Z@\u201c])"
)


def source(each: SourceState, now: datetime) -> dict[str, Any]:
    """Return how a source is, for a machine."""
    gap = each.gap
    return {
        "name": each.name,
        "type": each.kind,
        "ok": each.ok,
        "state": each.state,
        "says": plain(each.says),
        "last_heard": isotime(each.seen_at) if each.seen_at else None,
        "reached": isotime(each.reached) if each.reached else None,
        "lag_seconds": max(0.0, (now - each.reached).total_seconds()) if each.reached else None,
        "bytes_per_day": round(each.daily_bytes) if each.daily_bytes is not None else None,
        "last_gap": {"since": isotime(gap[0]), "until": isotime(gap[1]), "why": plain(gap[2])}
        if gap is not None
        else None,
    }


def lasting(length: timedelta) -> str:
    """Return a length of time: "under a minute", "4 min", "2 h"."""
    return "under a minute" if length < MINUTE else span(length)


def place_name(platform: str) -> str:
    """Return how a platform is called."""
    return NAMES.get(platform, platform)


def sentences(text: str) -> list[str]:
    """Return *text* sentence by sentence; an initial, such as in "J. Cruz", ends none.

    What is quoted is never cut.
    """
    found, begin = [], 0
    for end in _END.finditer(text):
        before = text[begin : end.start()]
        if before.count("\u201c") == before.count("\u201d"):
            found.append(before)
            begin = end.end()
    return [*found, text[begin:]]


def host_of(url: str) -> str:
    """Return whose page *url* opens, for a person to judge."""
    return urlsplit(url).hostname or ""


def coded(text: str) -> Markup:
    """Return *text* with what stands in backticks as code: what is to be typed as it stands."""
    pieces = plain(text).split("`")
    if len(pieces) % 2 == 0:  # one of them closes nothing
        return escape("`".join(pieces))
    code = Markup("<code>{}</code>")
    made = (code.format(one) if n % 2 else escape(one) for n, one in enumerate(pieces))
    return Markup("").join(made)


def _harmless(value: object) -> object:
    """Return *value* without what could turn around the words beside it, whoever wrote it."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return plain(value)
    return value


def _environment() -> Environment:
    jinja = Environment(
        loader=PackageLoader("monitor.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters.update(
        ago=ago, band=band, behind=behind, brief=brief, called=called, coded=coded, did=did,
        host=host_of, iso=isotime, lasting=lasting, local=local, moment=moment,
        opinion=OPINIONS.get, openable=openable, part=kind, plain=plain, platform=place_name,
        relation=RELATIONS.get, says=SAYS.get, sentences=sentences, share=share, signed=signed,
        size=size, stands=stands, step=step, words=WORDS.get,
    )  # fmt: skip
    jinja.globals["static"] = static
    return jinja


_JINJA: Final = _environment()


def render(template: str, **values: Any) -> str:
    """Return *template* with *values*; best beside the event loop where it is long."""
    return _JINJA.get_template(template).render(**values)


def alert(told: Told, now: datetime, *, reported: bool = False) -> str:
    """Return the page of one alert; *reported*: whoever comes has just said what they saw."""
    newest = told.notices[-1]
    loud = loudest(told.notices) or newest
    at = loud.alert.buzz.at if loud.alert.buzz is not None else None
    return render(
        "alert.html",
        told=told,
        alert=newest.alert,
        gates=gates(loud),
        at=at,
        now=now,
        reported=reported,
    )


def report(
    given: Mapping[str, str],
    deeds: Sequence[str],
    players: Sequence[str],
    clubs: Sequence[str],
    error: SightingError | None,
    receipt: Receipt | None,
    form: str,
) -> str:
    """Return the form in which a person says what they saw, with what became of the last one."""
    return render(
        "report.html",
        given=given,
        deeds=deeds,
        players=players,
        clubs=clubs,
        error=error,
        receipt=receipt,
        form=form,
    )


def reply(said: Reply, stands: Answered, offers: Mapping[Choice, str], *, done: bool) -> str:
    """Return what a link in an alert does, or has *done*, with the buttons that it offers."""
    return render("reply.html", reply=said, stands=stands, offers=offers, done=done)


def operator(
    overview: Overview,
    sources: Sequence[SourceState],
    players: Sequence[str],
    clubs: Sequence[str],
    *,
    links: Sequence[tuple[Share, str]],
    shown: int,
    headlines: Mapping[str, Notice],
    catalogue: Catalogue,
    who: Visitor,
    form: str,
    part: str,
    upshot: Upshot | None,
    given: Mapping[str, str],
    now: datetime,
) -> str:
    """Return the operator's page, with what became of the last thing done in its *part*."""
    return render(
        "operator.html",
        shown=shown,
        seen=overview,
        sources=sorted(sources, key=lambda one: (one.ok, one.name)),
        players=players,
        clubs=clubs,
        links=links,
        headlines=headlines,
        hushed=partial(hushed, catalogue=catalogue),
        who=who,
        may=who.right.covers(Right.OPERATE),
        form=form,
        part=part,
        upshot=upshot,
        given=given,
        now=now,
    )


def sign_in(place: str, wrong: str = "") -> str:
    """Return the form that asks for a token, with what was *wrong* with the last one."""
    return render("sign-in.html", place=place, wrong=wrong)


def error(status: int, text: str, *, stranger: bool = False) -> str:
    """Return a page that says what went wrong, and nothing else.

    Args:
        stranger: Whether who asks has no business here but this: then it leads nowhere.
    """
    title = _TITLES.get(status, "This can't be answered")
    return render("error.html", status=status, title=title, text=text, shared=stranger)


_TITLES: Final = {
    400: "This can't be read",
    401: "A token is needed",
    403: "This is not allowed",
    404: "There is nothing here",
    405: "Nothing is done this way",
    408: "This came too slowly",
    410: "This link is over",
    413: "This is too much",
    421: "This is not its name",
    422: "This can't be taken",
    429: "Too many tries",
    500: "Something is wrong here",
    503: "Not at the moment",
}
