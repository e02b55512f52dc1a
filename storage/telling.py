"""What is told: notices and their messages, each stored once."""

from __future__ import annotations

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
    return sum(one.held is None for one in decided)


def _identity(notice: Notice) -> tuple[str, str, bytes]:
    return notice.alert.id, notice.kind.value, notice.cause
