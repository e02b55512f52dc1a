"""Reads the posts behind alerts once more, by the operator's transformer: too slow for a stream."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from monitor.domain.alert import Notice, Status
from monitor.domain.catalogue import Pairing
from monitor.domain.names.hit import Named
from monitor.domain.text import fold
from monitor.judges.sentiment.onnx import OnnxScorer
from monitor.judging.tones import Spoken, Toned, tell
from monitor.ports import Matcher, Reader, Reread, RereadStore, Skeptic, Unread

log = logging.getLogger(__name__)

SPAN: Final = timedelta(hours=24)
"""How old an alert, and a post behind it, may be."""

AT_ONCE: Final = 48
"""Posts in one round: a few seconds' work for a common model on one core."""

ALERTS: Final = 50
"""The newest alerts are looked at, so many at most."""

_MEMORY: Final = 10_000


class _Store(RereadStore, Protocol):
    @property
    def reader(self) -> Reader: ...


class Rereading:
    """Rounds of reading once more.

    Args:
        scorer: The transformer.
        skeptic: Isn't asked: what a text claims was settled when it came.
    """

    def __init__(self, store: _Store, scorer: OnnxScorer, skeptic: Skeptic) -> None:
        self._store = store
        self._scorer = scorer
        self._skeptic = skeptic
        self._failed: set[bytes] = set()

    async def round(self, matcher: Matcher, now: datetime) -> int:
        """Read the newest posts behind standing alerts that weren't; return how many were."""
        pairings = standing(await self._store.reader.alerts(ALERTS), now - SPAN)
        if not pairings:
            return 0
        languages = sorted(self._scorer.languages)
        found = await self._store.unread(
            pairings, now - SPAN, self._scorer.scorer, languages, AT_ONCE + len(self._failed)
        )
        posts = [post for post in found if post.key not in self._failed][:AT_ONCE]
        if not posts:
            return 0
        told = await asyncio.to_thread(self._tell, posts, matcher)
        read = [_reread(*each) for each in zip(posts, told, strict=True) if each[1].score.scorer]
        self._forget({post.key for post in posts} - {one.key for one in read})
        await self._store.reread(read)
        log.debug("%d posts behind alerts were read once more", len(read))
        return len(read)

    def _tell(self, posts: Sequence[Unread], matcher: Matcher) -> Sequence[Toned]:
        texts = [
            Spoken(text=post.text, folded=fold(post.text), lang=post.lang, pairings=post.pairings)
            for post in posts
        ]
        return tell(texts, matcher, self._scorer, self._skeptic)

    def _forget(self, failed: Collection[bytes]) -> None:
        """Don't try again what could not be read, or it would hold up the others."""
        if len(self._failed) + len(failed) > _MEMORY:
            self._failed.clear()
        self._failed.update(failed)


def standing(notices: Sequence[Notice], since: datetime) -> list[Pairing]:
    """Return the pairings of alerts that were told since then and still stand."""
    return sorted({
        notice.alert.pairing
        for notice in notices
        if notice.alert.told_at >= since
        and notice.alert.status in {Status.STARTED, Status.UPDATED}
    })  # fmt: skip


def _reread(post: Unread, toned: Toned) -> Reread:
    toward = toned.toward
    return Reread(
        key=post.key,
        score=toned.score,
        toward={
            pairing: (
                toward.get((Named.PLAYER, pairing.player)),
                toward.get((Named.CLUB, pairing.club)),
            )
            for pairing in post.pairings
        },
    )
