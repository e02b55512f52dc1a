"""What is told: notices and their messages, each stored once."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import Connection

from monitor.domain.alert import Notice, message_id
from monitor.ports import Message
from storage import stories
from storage.holding import decide
from storage.rows import message_row, notice_row
from storage.silencing import hush
from storage.statements import Once
from storage.tables import notices, outbox, quotations

log = logging.getLogger(__name__)

_NOTICES = Once(notices, apart_by=3, but=frozenset({"seq"}))
_OUTBOX = Once(outbox, apart_by=2)
_QUOTATIONS = Once(quotations, apart_by=2)


def tell(connection: Connection, told: Sequence[Notice], messages: Sequence[Message]) -> int:
    """Store notices with what they quote, and their messages; return how many are to be sent.

    Whether a message is sent or held is decided here, before anything else is written: of one
    receiver only one transaction decides at a time.

    Raises:
        OutdatedError: It opens a story where another was opened meanwhile.
    """
    about = {message_id(one.alert.id, one.kind, one.cause): one for one in told if messages}
    decided = decide(connection, about, hush(connection, about, messages))
    new = {row[:3] for row in _NOTICES(connection, [notice_row(notice) for notice in told])}
    stories.keep(connection, [one for one in told if _identity(one) in new])
    _QUOTATIONS(connection, [(key, one.alert.id) for one in told for key in one.quotes])
    _OUTBOX(connection, [message_row(one) for one in decided])
    for one in decided:
        _say(one)
    return sum(one.held is None for one in decided)


def _say(one: Message) -> None:
    """Log where a message goes, or why it doesn't; told again where the transaction is."""
    fields = {"webhook_id": one.id, "alert": one.alert, "receiver": one.receiver, "kind": one.kind}
    if one.held is None:
        log.debug("to be sent to %s", one.receiver, extra={"fields": fields})
    else:
        fields["why"] = one.held.why.value
        words = one.held.sentence
        log.info("held for %s: %s", one.receiver, words, extra={"fields": fields})


def _identity(notice: Notice) -> tuple[str, str, bytes]:
    return notice.alert.id, notice.kind.value, notice.cause
