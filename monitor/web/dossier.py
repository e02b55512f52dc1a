"""An alert as its page shows it: pure, values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from monitor.domain.activity import Verb
from monitor.domain.alert import Alert, Kind, Notice, Status
from monitor.domain.catalogue import Relation
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.told.wire import isotime, plain, shape
from monitor.ports import Told

_STEP: Final = {
    Kind.ACT_NOTABLE: "Told",
    Kind.STORY_STARTED: "Told",
    Kind.STORY_UPDATED: "Updated",
    Kind.STORY_ENDED: "Over",
    Kind.STORY_CONFIRMED: "Confirmed",
    Kind.CLAIM_STAGE_CHANGED: "Claimed",
    Kind.SENSITIVE_SURGE: "Warned",
    Kind.ALERT_CORRECTED: "Corrected",
    Kind.DIGEST_DAILY: "Summed up",
    Kind.CONNECTOR_STALE: "Blind",
    Kind.DELIVERY_DISABLED: "Stopped",
    Kind.TEST_PING: "Tested",
}
_DID: Final = {
    Verb.CREATE: "posted",
    Verb.ANNOUNCE: "reposted",
    Verb.LIKE: "liked",
    Verb.FOLLOW: "followed",
    Verb.UPDATE: "changed",
    Verb.DELETE: "deleted",
    Verb.UNDO: "took back",
}
RELATIONS: Final = {
    Relation.CURRENT: "The player's own club",
    Relation.FORMER: "A former club of the player",
    Relation.LOAN_PARENT: "The club that lent the player",
    Relation.NONE: "Not a club of the player",
}
_BANDS: Final = (
    (0.2, "under 20%", "unlikely"),
    (0.4, "20 to 40%", "rather unlikely"),
    (0.6, "40 to 60%", "open"),
    (0.8, "60 to 80%", "rather likely"),
    (1.0, "over 80%", "likely"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A strength in words.

    Attributes:
        headline: "too little evidence", or a word for how likely.
        range: Such as "40 to 60%"; None where there is too little to say.
        model: What the estimate rests on.
        reasons: With their weight in log-odds; no weight where there is no number.
    """

    headline: str
    range: str | None
    evidence: str
    model: str
    reasons: tuple[tuple[str, str | None], ...]


def band(strength: Strength) -> Band:
    """Return *strength* as it is shown: a band, never a point; and no number for too little."""
    if strength.probability is None or strength.evidence is Evidence.INSUFFICIENT:
        sentences = tuple((each.sentence, None) for each in strength.contributions)
        return Band(
            headline="Too little evidence",
            range=None,
            evidence="insufficient",
            model=strength.model,
            reasons=sentences,
        )
    chance = strength.probability
    _, span, word = next((row for row in _BANDS if chance <= row[0]), _BANDS[-1])
    if strength.low is not None and strength.high is not None:
        span = f"{100 * strength.low:.0f} to {100 * strength.high:.0f}%"
    return Band(
        headline=word.capitalize(),
        range=span,
        evidence=str(strength.evidence),
        model=strength.model or "estimate (2018 data)",
        reasons=tuple((each.sentence, f"{each.logit:+.2f}") for each in strength.contributions),
    )


def step(notice: Notice) -> str:
    """Return what a notice did, in a word."""
    return _STEP[notice.kind]


def did(verb: Verb) -> str:
    """Return an act as a verb in the past tense."""
    return _DID[verb]


def stands(alert: Alert) -> bool:
    """Whether nothing of it has been taken back."""
    return alert.status is not Status.CORRECTED


def history(told: Told, public_url: str) -> dict[str, Any]:
    """Return an alert with its history as JSON types; `alert` is as in webhooks.

    Earlier notices keep only their titles: what they quoted may have been deleted since.
    """
    return {
        "alert": shape(told.notices[-1].alert, public_url),
        "notices": [
            {
                "type": str(each.kind),
                "told_at": isotime(each.alert.told_at),
                "title": plain(each.alert.title),
                "held": plain(each.held) if each.held else None,
            }
            for each in told.notices
        ],
        "acts": [
            {
                "platform": each.platform,
                "handle": plain(each.handle),
                "role": str(each.role),
                "verb": str(each.verb),
                "at": isotime(each.at),
                "ended": each.ended,
            }
            for each in told.acts
        ],
        "deliveries": [
            {
                "id": each.id,
                "receiver": plain(each.receiver),
                "type": each.kind,
                "state": each.state,
                "attempts": each.attempts,
                "created_at": isotime(each.created_at),
                "last_at": isotime(each.last_at) if each.last_at else None,
                "last_detail": plain(each.last_detail) if each.last_detail else None,
                "held": plain(each.held) if each.held else None,
            }
            for each in told.sent
        ],
        "opinions": [
            {
                "receiver": plain(each.receiver),
                "says": str(each.rated),
                "at": isotime(each.at),
                "settled_by": plain(each.settled_by) if each.settled_by else None,
            }
            for each in told.opinions
        ],
        "taken": {"by": plain(told.taken.by), "at": isotime(told.taken.at)}
        if told.taken is not None
        else None,
    }
