"""A reader in memory, and an alert as a real one reads: made up, every handle of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from monitor.domain.act import Act, Verdict
from monitor.domain.activity import Verb
from monitor.domain.acts.known import Known
from monitor.domain.alert import (
    Alert,
    Evidence,
    Kind,
    Notice,
    Severity,
    Status,
    alert_id,
    story_id,
)
from monitor.domain.catalogue import Pairing, Role
from monitor.domain.desk.opinion import Counted, Opinion
from monitor.domain.desk.silence import Silence
from monitor.domain.mood import Strand, Voice
from monitor.domain.rumour import Contribution, Strength
from monitor.domain.rumour import Evidence as Much
from monitor.domain.rumour import Verdict as Judgement
from monitor.domain.told.digest import Digest
from monitor.ports import Counts, DeadLetter, Estimate, Seen, Sent, Told, TransientError
from monitor.ports.watching import Watched

AT = datetime(2026, 8, 4, 21, 3, 12, tzinfo=UTC)
CAUSE = bytes(range(16))
STORY = story_id("sergio-ramos", CAUSE)
ID = alert_id("decisive-act", STORY, CAUSE)

ALERT = Alert(
    id=ID,
    rule="decisive-act",
    story=STORY,
    pairing=Pairing("sergio-ramos", "real-madrid"),
    player_name="Sergio Ramos",
    club_name="Real Madrid",
    status=Status.STARTED,
    severity=Severity.MAJOR,
    title="Unverified: Sergio Ramos liked a post about Real Madrid",
    text="Sergio Ramos (@sergioramos.example, Bluesky) liked a post by Madridistas Unidos "
    "(@unidos.example, fan account of Real Madrid) at 21:03 UTC on 4 August 2026: \u201cone last "
    "dance? \U0001f90d we would open the gates of the Bernab\u00e9u ourselves\u201d. Real Madrid "
    "is a former club of the player.",
    how_we_know=(
        (
            "Observed: the record of the like was read from Bluesky by the source "
            "\u201cbluesky-watched\u201d, 2 s after it happened."
        ),
        (
            "@sergioramos.example is the account of Sergio Ramos: the handle is his own domain, "
            "and resolves to the account's id (checked on 2026-07-01)."
        ),
    ),
    reasons=(
        "The player himself acted on talk about a club that is not his own.",
        "Real Madrid is a former club of the player (as the catalogue says).",
    ),
    evidence=(
        Evidence(
            what="the like",
            who="Sergio Ramos (@sergioramos.example)",
            provenance="observed",
            at=AT,
            url="https://bsky.app/profile/sergioramos.example",
        ),
        Evidence(
            what="the post that it is about",
            who="Madridistas Unidos (@unidos.example, fan account of Real Madrid)",
            provenance="observed",
            at=AT - timedelta(minutes=41),
            url="https://bsky.app/profile/unidos.example/post/3lmadrid4ever",
            quote="one last dance? \U0001f90d we would open the gates ourselves",
        ),
        Evidence(
            what="a reply to it", who="a private account", provenance="observed",
            at=AT - timedelta(minutes=12),
        ),
    ),
    unknown=(
        "Why: likes are not statements.",
        "Whether anybody else reports it: this rests on one act, by one account.",
        "How likely the move is: too little evidence for a number.",
    ),
    strength=Strength(
        Much.INSUFFICIENT,
        (Contribution("evidence", 0.0, "No source speaks of the move."),),
    ),
    happened_at=AT,
    told_at=AT + timedelta(seconds=2),
)  # fmt: skip

ACT = Act(
    key=CAUSE,
    record=CAUSE,
    object=CAUSE,
    actor=CAUSE,
    platform="bluesky",
    handle="sergioramos.example",
    role=Role.PLAYER,
    verb=Verb.LIKE,
    pairing=ALERT.pairing,
    at=AT,
    verdict=Verdict.PUSH,
    alert=ID,
)
NOTICE = Notice(kind=Kind.ACT_NOTABLE, alert=ALERT, cause=CAUSE, acts=(ACT,))


def sent(receiver: str, state: str, attempts: int, detail: str | None, **rest: str) -> Sent:
    """Return what became of a message."""
    return Sent(
        id=f"message-{receiver}",
        receiver=receiver,
        kind=rest.get("kind", "act.notable"),
        state=state,
        attempts=attempts,
        created_at=AT,
        last_at=AT + timedelta(seconds=3) if attempts else None,
        last_detail=detail,
    )


TOLD = Told(
    notices=(NOTICE,),
    acts=(ACT,),
    sent=(
        sent("desk", "delivered", 1, "HTTP 204 No Content"),
        sent("press-office", "pending", 3, "HTTP 503 Service Unavailable"),
        sent("archive", "pending", 0, None),
    ),
)


def corrected() -> Told:
    """Return the same alert once the like was taken back."""
    why = "@sergioramos.example took back the like at 23:40 UTC on 4 August 2026."
    alert = replace(
        ALERT,
        status=Status.CORRECTED,
        title=f"Corrected: {why} (Sergio Ramos, Real Madrid)",
        text=f"{why} That part of this alert no longer stands. It had said: Sergio Ramos "
        "(@sergioramos.example, Bluesky) liked a post by Madridistas Unidos at 21:03 UTC on "
        "4 August 2026.",
        evidence=(),
        reasons=("Everybody who got an alert hears when part of it no longer stands.",),
        how_we_know=("The end of the record was seen at 23:40 UTC on 4 August 2026.",),
        told_at=AT + timedelta(hours=2, minutes=37),
    )
    ended = replace(ACT, ended=True)
    notice = Notice(kind=Kind.ALERT_CORRECTED, alert=alert, cause=bytes(16), acts=(ended,))
    update = replace(
        ALERT,
        status=Status.UPDATED,
        title="Unverified: Sergio Ramos reposted a post about Real Madrid",
        told_at=AT + timedelta(minutes=50),
    )
    return Told(
        notices=(NOTICE, Notice(kind=Kind.STORY_UPDATED, alert=update, cause=bytes(1)), notice),
        acts=(ended,),
        sent=(*TOLD.sent, sent("desk", "delivered", 2, "HTTP 200 OK", kind="alert.corrected")),
    )


class Archive:
    """Knows the alerts that it is given, and nothing else.

    Attributes:
        broken: While True, every read fails.
        silenced: What is silenced.
    """

    def __init__(self, *told: Told) -> None:
        self._told = {each.notices[-1].alert.id: each for each in told}
        self.broken = False
        self.silenced: list[Silence] = []

    async def alert(self, alert: str) -> Told | None:
        await self.check()
        return self._told.get(alert)

    async def alerts(self, limit: int = 50) -> Sequence[Notice]:
        await self.check()
        return [each.notices[-1] for each in self._told.values()][:limit]

    async def headlines(self, alerts: Collection[str]) -> Mapping[str, Notice]:
        await self.check()
        return {one: self._told[one].notices[-1] for one in alerts if one in self._told}

    async def silences(self, at: datetime) -> Sequence[Silence]:
        await self.check()
        return [one for one in self.silenced if one.until > at]

    async def opinions(self, limit: int = 200) -> Sequence[Opinion]:
        return [one for each in self._told.values() for one in each.opinions][:limit]

    async def rated(self) -> Counted:
        await self.check()
        return Counter((one.rule, one.rated) for one in await self.opinions())

    async def pushed(self, receiver: str, limit: int = 50) -> Sequence[Notice]:  # noqa: ARG002
        return await self.alerts(limit)

    async def summed(
        self,
        receiver: str,
        since: datetime,
        until: datetime,
        zone: tzinfo = UTC,
        *,
        everybody: bool,
    ) -> Digest:
        raise NotImplementedError

    async def digested(self, receiver: str, by: datetime) -> datetime | None:  # noqa: ARG002
        return None

    async def began(self) -> datetime | None:
        return None

    async def last_word(self, thread: str, by: datetime) -> bytes | None:  # noqa: ARG002
        return None

    async def last_words(self, receiver: str, by: datetime) -> Mapping[str, bytes]:  # noqa: ARG002
        return {}

    async def mentions(self, player: str, club: str, limit: int = 50) -> Sequence[Seen]:  # noqa: ARG002
        return []

    async def buckets(self, player: str, club: str, since: datetime) -> Sequence[Counts]:  # noqa: ARG002
        return []

    async def spikes(self, limit: int = 50) -> Sequence[Watched]:  # noqa: ARG002
        return []

    async def standing(self, player: str, club: str) -> Watched | None:  # noqa: ARG002
        return None

    async def weighed(self) -> datetime | None:
        return None

    async def judged(self, source: str, limit: int = 200) -> Sequence[Judgement]:  # noqa: ARG002
        return ()

    async def acts(self, player: str, club: str, since: datetime) -> Sequence[Known]:  # noqa: ARG002
        return []

    async def strengths(self, player: str, club: str, since: datetime) -> Sequence[Estimate]:  # noqa: ARG002
        return ()

    async def voices(
        self,
        since: datetime,  # noqa: ARG002
        pairings: Collection[Pairing] | None = None,  # noqa: ARG002
    ) -> Mapping[tuple[Pairing, Strand], Sequence[Voice]]:
        return {}

    async def dead(self, limit: int = 50) -> Sequence[DeadLetter]:  # noqa: ARG002
        return []

    async def check(self) -> None:
        if self.broken:
            raise TransientError("the database /secret/place is locked")
