"""An alert as the world outside reads it: in webhooks, and as JSON on its page.

Texts of strangers come out without control characters and directional marks, addresses only
where a browser may open them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from monitor.domain.alert import Alert, Claimed, Evidence, Named
from monitor.domain.buzz import Buzz
from monitor.domain.campaign import Campaign
from monitor.domain.rumour import Strength
from monitor.domain.stories.spread import Lift, Phase
from monitor.domain.text import QUOTE, clean, quote

LONGEST_ADDRESS: Final = 2000
_NAME: Final = 80
_FEW: Final = 8
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")
_UNOPENABLE: Final = re.compile(r"[\s\x00-\x20\x7f\"<>\\^`{|}]")


def isotime(at: datetime) -> str:
    """Return *at* in RFC 3339, UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def plain(text: str) -> str:
    """Return *text* without what could break, hide or turn around the words beside it."""
    return _TURNING.sub("", clean(text))


def openable(url: str | None) -> str | None:
    """Return *url* if a person may be led there: http or https, a host, no credentials."""
    if url is None or len(url) > LONGEST_ADDRESS or _UNOPENABLE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return url


def page_of(alert: str, public_url: str) -> str:
    """Return the address of the alert's page."""
    return f"{public_url.rstrip('/')}/alerts/{alert}"


def shape(alert: Alert, public_url: str) -> dict[str, Any]:
    """Return *alert* as JSON types; `docs/webhook.schema.json` says what each field means."""
    return {
        "alert": alert.id,
        "status": str(alert.status),
        "severity": str(alert.severity),
        "story": alert.story,
        "pairing": {
            "player": {"slug": alert.pairing.player, "name": plain(alert.player_name)},
            "club": {"slug": alert.pairing.club, "name": plain(alert.club_name)},
        },
        "title": quote(clean(alert.title), 300),
        "text": plain(alert.text),
        "how_we_know": [plain(each) for each in alert.how_we_know],
        "reasons": [plain(each) for each in alert.reasons],
        "evidence": [evidence_of(each) for each in alert.evidence],
        "unknown": [plain(each) for each in alert.unknown],
        "strength": strength_of(alert.strength),
        "state": str(alert.state) if alert.state else None,
        "buzz": buzz_of(alert.buzz, _loud(alert)) if alert.buzz else None,
        "rivals": [_club(each) for each in alert.rivals[:_FEW]],
        "phases": [_phase(each) for each in alert.phases],
        "lift": _lift(alert.lift) if alert.lift else None,
        "earlier": _earlier(alert.earlier, public_url) if alert.earlier else None,
        "claim": _claim(alert.claim) if alert.claim else None,
        "happened_at": isotime(alert.happened_at),
        "told_at": isotime(alert.told_at),
        "url": page_of(alert.id, public_url),
    }


def _claim(claim: Claimed) -> dict[str, Any]:
    return {
        "club": {"slug": claim.club.slug, "name": plain(claim.club.name)},
        "turn": claim.turn,
        "stage": None if claim.stage is None else str(claim.stage),
        "was": None if claim.was is None else str(claim.was),
        "by": [plain(name) for name in claim.by],
        "voices": claim.voices,
    }


def evidence_of(evidence: Evidence) -> dict[str, Any]:
    """Return one thing to look at as JSON types."""
    return {
        "what": plain(evidence.what),
        "who": plain(evidence.who),
        "provenance": str(evidence.provenance),
        "at": isotime(evidence.at) if evidence.at else None,
        "url": openable(evidence.url),
        "quote": quote(clean(evidence.quote), QUOTE) if evidence.quote else None,
    }


def _club(club: Named) -> dict[str, Any]:
    return {"slug": club.slug, "name": quote(clean(club.name), _NAME)}


def _loud(alert: Alert) -> Named:
    """Return the club that an alert's buzz is about."""
    return alert.buzz_club or Named(alert.pairing.club, alert.club_name)


def _phase(phase: Phase) -> dict[str, Any]:
    lead = phase.lead
    return {
        "phase": str(phase.wave),
        "at": isotime(phase.at),
        "first": quote(clean(phase.who), _NAME),
        "lead_seconds": None if lead is None else int(lead.total_seconds()),
    }


def _lift(lift: Lift) -> dict[str, Any]:
    return {
        "since": isotime(lift.since),
        "minutes": lift.span // timedelta(minutes=1),
        "authors": lift.authors,
        "expected": round(lift.expected, 2),
        "ratio": _rounded(lift.ratio),
        "low": _rounded(lift.low),
        "high": _rounded(lift.high),
        "by": [
            {
                "platform": plain(each.platform),
                "authors": each.authors,
                "expected": round(each.expected, 2),
            }
            for each in lift.by[:_FEW]
        ],
    }


def _earlier(alert: str, public_url: str) -> dict[str, Any]:
    return {"alert": alert, "url": page_of(alert, public_url)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def buzz_of(buzz: Buzz, club: Named) -> dict[str, Any]:
    """Return how loud talk about *club* is as JSON types."""
    return {
        "club": _club(club),
        "at": isotime(buzz.at),
        "window_minutes": buzz.window // timedelta(minutes=1),
        "authors": buzz.authors,
        "by": [{"where": plain(place), "authors": number} for place, number in buzz.by],
        "mentions": buzz.mentions,
        "transfer_mentions": buzz.transfer,
        "expected": round(buzz.expected, 2),
        "ratio": None if buzz.ratio is None else round(buzz.ratio, 2),
        "score": round(buzz.score, 2),
        "sustained_score": round(buzz.sustained, 2),
        "largest_in_days": buzz.largest_in,
        "common_mode": round(buzz.common, 2),
        "missing": [plain(name) for name in buzz.missing],
        "blind_seconds": int(buzz.blind.total_seconds()),
        "blinded": [plain(name) for name in buzz.blinded],
        "late_seconds": int(buzz.late.total_seconds()),
        "private_mentions": buzz.private,
        "loudest_share": round(buzz.loudest, 3),
        "campaign": _campaign(buzz.campaign) if buzz.campaign else None,
    }


def _campaign(campaign: Campaign) -> dict[str, Any]:
    new = campaign.new
    return {
        "hashtag_share": round(campaign.slogan, 3),
        "copied_share": round(campaign.copied, 3),
        "newcomer_share": None if new is None else round(new, 3),
    }


def strength_of(strength: Strength) -> dict[str, Any]:
    """Return a strength as JSON types."""
    return {
        "evidence": str(strength.evidence),
        "probability": strength.probability,
        "low": strength.low,
        "high": strength.high,
        "week": strength.week,
        "model": plain(strength.model),
        "contributions": [
            {"name": plain(each.name), "logit": each.logit, "sentence": plain(each.sentence)}
            for each in strength.contributions
        ],
    }
