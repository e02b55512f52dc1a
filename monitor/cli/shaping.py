"""Explanations of rumours, and the records of sources, as JSON types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from monitor.domain.acts.known import Known
from monitor.domain.rumour import Contribution, Strength
from monitor.domain.rumour.strength import by_weight
from monitor.domain.stories import figures, rating
from monitor.domain.told.wire import isotime, openable, plain

if TYPE_CHECKING:
    from monitor.app.inquiry import Findings
    from monitor.weighing.credit import Credit
    from monitor.weighing.inquiry import Heard


def shape(findings: Findings) -> dict[str, Any]:
    """Return all of it as JSON types; `docs/operations.md` says what each field means."""
    inquiry = findings.inquiry
    ended = inquiry.outcome
    return {
        "player": {"slug": inquiry.pairing.player, "name": inquiry.player},
        "club": {"slug": inquiry.pairing.club, "name": inquiry.club},
        "relation": str(inquiry.relation),
        "at": isotime(inquiry.at),
        "closes": isotime(inquiry.closes) if inquiry.closes else None,
        "outcome": {"club": ended.pairing.club, "at": isotime(ended.at), "by": plain(ended.by)}
        if ended is not None
        else None,
        "strength": {
            **_number(inquiry.strength),
            "contributions": [*_listed(inquiry.strength.contributions)],
            "week_contributions": [*_listed(inquiry.strength.week_contributions)],
        },
        "lead_seconds": int(inquiry.lead.total_seconds()) if inquiry.lead is not None else None,
        "origins": [_origin(one) for one in inquiry.heard],
        "acts": [_done(one) for one in inquiry.acts],
        "sources": [credited(one) for one in inquiry.sources],
        "buzz": figures.sentence(findings.buzz, f"{findings.buzz.at:%H}:00 UTC")
        if findings.buzz
        else None,
        "moods": [
            {
                "about": str(strand),
                "net": round(mood.net, 3),
                "low": round(mood.low, 3),
                "high": round(mood.high, 3),
                "authors": mood.authors,
                "posts": mood.posts,
            }
            for strand, mood in sorted(findings.moods.items(), reverse=True)
        ],
        "unknown": list(inquiry.unknown),
        "changes": [
            {
                "name": each.name,
                "sentence": f"{each.sentence}.",
                "strength": _number(each.strength) if each.strength is not None else None,
            }
            for each in inquiry.changes
        ],
    }


def _number(strength: Strength) -> dict[str, Any]:
    number = strength.probability is not None
    return {
        "evidence": str(strength.evidence),
        "probability": strength.probability,
        "low": strength.low,
        "high": strength.high,
        "week": strength.week,
        "model": strength.model,
        "said": rating.said(strength),
    } | ({} if number else {"why": [each.sentence for each in strength.contributions]})


def _listed(contributions: Iterable[Contribution]) -> Iterator[dict[str, Any]]:
    for each in by_weight(contributions):
        yield {"name": each.name, "logit": each.logit, "sentence": plain(each.sentence)}


def _origin(one: Heard) -> dict[str, Any]:
    return {
        "who": plain(one.who),
        "source": one.source,
        "role": str(one.role),
        "says": str(one.says),
        "hedged": one.hedged,
        "at": isotime(one.at),
        "told_by": plain(one.by) if one.by else None,
        "withdrawn": one.withdrawn,
        "copies": [plain(name) for name in one.copies],
        "private_copies": one.private,
        "quote": plain(one.words.quote) if one.words else None,
        "url": openable(one.words.url) if one.words else None,
    }


def _done(one: Known) -> dict[str, Any]:
    return {
        "verb": str(one.act.verb),
        "role": str(one.act.role),
        "at": isotime(one.act.at),
        "provenance": str(one.provenance),
        "reports": one.reports,
        "copies": one.copies,
        "ended": one.act.ended,
        "debunked": one.debunked,
        "alert": one.act.alert,
    }


def credited(source: Credit) -> dict[str, Any]:
    """Return a source with its record as JSON types."""
    return {
        "source": source.record.source,
        "name": source.name,
        "role": str(source.role) if source.role is not None else None,
        "languages": list(source.languages),
        "resolved": source.resolved,
        "came_true": source.record.came_true,
        "first": source.record.first,
        "withdrawn": source.record.withdrawn,
        "share": round(source.share.mean, 4),
        "low": round(source.share.low, 4),
        "high": round(source.share.high, 4),
        "start": round(source.share.start, 4),
    }
