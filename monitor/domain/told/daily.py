"""The digest as it is read: by people in their language, by programs as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Any, Final

from monitor.domain.alert import Kind, Severity
from monitor.domain.text import quote
from monitor.domain.told.bulletin import Bulletin, bulletin
from monitor.domain.told.digest import Digest, Failed, Held
from monitor.domain.told.harmless import harmless
from monitor.domain.told.tongues import Tongue
from monitor.domain.told.wire import isotime, page_of, plain

SHOWN: Final = 8
"""So many of each list are shown, and how many more there are."""

_NAME: Final = 80
_LINE: Final = 200


def daily(digest: Digest, tongue: Tongue, zone: tzinfo, public_url: str) -> Bulletin:
    """Return what people are told of a day, in their language and time."""
    local = digest.until.astimezone(zone)
    date = tongue.date.format(day=local.day, month=tongue.months[local.month - 1])
    unseen = ", ".join(
        f"{harmless(one.source, _NAME)} ({tongue.span(one.unseen)})" for one in digest.unseen
    )
    counted = [
        tongue.count(len(each), phrase)
        for each, phrase in (
            (digest.held, tongue.held),
            (digest.almost, tongue.almost),
            (digest.failed, tongue.undelivered),
            (digest.unused, tongue.unused),
        )
        if each
    ]
    missed = [tongue.unseen.format(names=unseen)] if unseen else []
    said = "; ".join(counted) or (missed[0].rstrip(".") if missed else tongue.uneventful)
    read = ", ".join(
        f"{harmless(one.source, _NAME)} {tongue.number(one.mentions)}" for one in digest.read
    )
    return Bulletin(
        kind=Kind.DIGEST_DAILY,
        severity=Severity.INFO,
        title=f"lastdance{tongue.mark}{tongue.digest.format(date=date)}{tongue.mark}{said}",
        lines=(
            tongue.read.format(list=read or "\u2013"),
            *missed,
            *_listed(digest.held, tongue, zone),
            *_listed(digest.almost, tongue, zone),
            *_lost(digest.failed, tongue),
        ),
        link=f"{public_url.rstrip('/')}/",
        link_text=tongue.evidence,
        quiet=True,
    )


def shape(digest: Digest, receiver: str, public_url: str) -> dict[str, Any]:
    """Return *digest* as JSON types; `docs/webhook.schema.json` says what each field means."""
    return {
        "receiver": receiver,
        "since": isotime(digest.since),
        "until": isotime(digest.until),
        "nothing_to_report": digest.quiet,
        "sources": [
            {
                "source": plain(one.source),
                "mentions": one.mentions,
                "unseen_seconds": int(one.unseen.total_seconds()),
            }
            for one in digest.read[: 3 * SHOWN]
        ],
        "held": _shown(digest.held, public_url),
        "almost": _shown(digest.almost, public_url),
        "unused_silences": [_cut(one) for one in digest.unused[:SHOWN]],
        "failed": [
            {"receiver": one.receiver, "type": one.kind, "detail": _cut(one.detail)}
            for one in digest.failed[:SHOWN]
        ],
        "left_out": sum(
            max(len(each) - SHOWN, 0)
            for each in (digest.held, digest.almost, digest.unused, digest.failed)
        ),
    }


def _shown(held: Sequence[Held], public_url: str) -> list[dict[str, Any]]:
    return [
        {
            "alert": one.notice.alert.id,
            "type": str(one.notice.kind),
            "title": _cut(one.notice.alert.title),
            "why": one.why or "nobody",
            "reason": _cut(one.reason),
            "told_at": isotime(one.notice.alert.told_at),
            "url": page_of(one.notice.alert.id, public_url),
        }
        for one in held[:SHOWN]
    ]


def _listed(held: Sequence[Held], tongue: Tongue, zone: tzinfo) -> Iterable[str]:
    for one in held[:SHOWN]:
        title = bulletin(one.notice, tongue, zone, "").title
        why = tongue.whys.get(one.why or one.notice.why)
        yield f"{title} ({why})" if why else title
    if len(held) > SHOWN:
        yield tongue.count(len(held) - SHOWN, tongue.more)


def _lost(failed: Sequence[Failed], tongue: Tongue) -> Iterable[str]:
    """To whom messages could not be delivered."""
    if failed:
        names = sorted({harmless(one.receiver, _NAME) for one in failed})
        count = tongue.count(len(failed), tongue.undelivered)
        yield f"{count}{tongue.mark}{', '.join(names[:SHOWN])}"


def _cut(text: str) -> str:
    """Return as much of *text* as takes at most `_LINE` bytes in JSON, or nearly so."""
    told = quote(plain(text), _LINE)
    while len(told.encode()) > _LINE:
        told = told[: len(told) * 3 // 4].rstrip(" \u2026") + "\u2026"
    return told
