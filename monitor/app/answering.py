"""Takes what receivers answer to alerts by the links that these hold."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, tzinfo
from typing import Final

from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.desk.opinion import Opinion, Rated, Taken
from monitor.domain.desk.reply import Choice, Reply, Signet, mute_ends
from monitor.domain.desk.silence import mute, mute_id
from monitor.domain.rights import Way
from monitor.ports import AnswerStore, Clock, Reader
from monitor.web import Answered

log = logging.getLogger(__name__)

_RATED: Final = {
    Choice.USEFUL: Rated.USEFUL,
    Choice.USELESS: Rated.USELESS,
    Choice.WRONG: Rated.WRONG,
}


class Answering:
    """Does what a link stands for, and nothing else; see `monitor.web.desk.Answers`.

    Args:
        zone: In which time zone a receiver lives; None = it is not configured any more.
    """

    def __init__(
        self,
        store: AnswerStore,
        reader: Reader,
        signet: Signet,
        clock: Clock,
        zone: Callable[[str], tzinfo | None],
    ) -> None:
        self._store = store
        self._reader = reader
        self._signet = signet
        self._clock = clock
        self._zone = zone

    def read(self, token: str) -> Reply:
        """Return what *token* stands for; raises `ForgedError` or `ExpiredError`."""
        return self._signet.read(token, self._clock.now())

    def other(self, reply: Reply, choice: Choice) -> str:
        """Return the token of another *choice* of the same receiver about the same alert."""
        return self._signet.other(reply, choice)

    async def stands(self, reply: Reply) -> Answered | None:
        """Return how it stands; None if the alert is not stored any more."""
        told = await self._reader.alert(reply.alert)
        if told is None:
            return None
        now, alert = self._clock.now(), told.notices[-1].alert
        led = {mute_id(one.alert.pairing, reply.receiver) for one in told.notices}
        mutes = [one for one in await self._reader.silences(now) if one.id in led]
        said = [one for one in told.opinions if one.receiver == reply.receiver]
        return Answered(
            alert=alert,
            zone=self._zone(reply.receiver) or UTC,
            muted=max(mutes, key=lambda one: one.until, default=None),
            opinion=said[0] if said else None,
            taken=told.taken,
        )

    async def act(self, reply: Reply) -> Answered | None:
        """Do what *reply* says, and return how it stands then; None as above."""
        before = await self.stands(reply)
        if before is None:
            return None
        await self._do(reply, before)
        log.info("alert %s: %s says %s, by its link", reply.alert, reply.receiver, reply.choice)
        return await self.stands(reply)

    async def _do(self, reply: Reply, before: Answered) -> None:
        now, who, choice = self._clock.now(), reply.receiver, reply.choice
        alert, hand = before.alert, Hand(reply.receiver, Way.LINK)
        match choice:
            case Choice.MUTE | Choice.MUTE_NIGHT:
                until = mute_ends(choice, now, before.zone)
                one = mute(alert.pairing, who, now, until, str(choice))
                await self._store.silence(one, hand.did(Deed.SILENCE_ADDED, one.about, now))
            case Choice.UNMUTE:
                if before.muted is not None:
                    line = hand.did(Deed.SILENCE_ENDED, before.muted.about, now)
                    await self._store.unsilence(before.muted.id, who, now, line)
            case Choice.USEFUL | Choice.USELESS | Choice.WRONG:
                opinion = Opinion(
                    alert=alert.id, receiver=who, rated=_RATED[choice], rule=alert.rule, at=now
                )
                about = f"{opinion.rated}: {alert.title}"
                await self._store.rate(opinion, hand.did(Deed.RATED, about, now))
            case Choice.TAKE:
                taken = Taken(alert=alert.id, by=who, at=now)
                await self._store.take(taken, hand.did(Deed.TAKEN, alert.title, now))
            case Choice.CHOOSE:
                pass  # it shows the others, and does nothing
