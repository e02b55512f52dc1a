"""Alerts as an Atom feed (RFC 4287): text only, an entry's id stays, a correction updates it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Final

from monitor.domain.alert import Alert
from monitor.domain.text import clean, quote
from monitor.domain.told.wire import isotime, openable, page_of, plain
from monitor.ports.gazette import Numbered

KIND: Final = "application/atom+xml; charset=utf-8"

NEWEST: Final = 50
"""Entries of a feed."""

_SPACE: Final = uuid.UUID("6b1f9a52-7a6e-5c0e-9c55-1a57da9ce000")
_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, however it is escaped."""


def feed(
    told: Sequence[Numbered], of: str, title: str, install: str, public_url: str, now: datetime
) -> str:
    """Return the feed of what was *told*, newest first.

    Args:
        of: Path of the feed, by which it differs from others of this installation.
        now: When it is from, if nothing was told yet.
    """
    base = public_url.rstrip("/")
    updated = max((one.notice.alert.told_at for one in told), default=now.replace(microsecond=0))
    return "".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>\n',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n',
            f"<id>{uuid.uuid5(_SPACE, f'feed:{install}:{of}').urn}</id>\n",
            f"<title>{_text(title)}</title>\n",
            f"<updated>{isotime(updated)}</updated>\n",
            "<author><name>lastdance</name></author>\n",
            "<generator>lastdance</generator>\n",
            f'<link rel="self" type="application/atom+xml" href="{_text(base + of)}"/>\n',
            f'<link rel="alternate" type="text/html" href="{_text(base)}/"/>\n',
            *(_entry(one, base) for one in told),
            "</feed>\n",
        )
    )


def _entry(one: Numbered, base: str) -> str:
    notice = one.notice
    alert = notice.alert
    return "".join(
        (
            "<entry>\n",
            f"<id>{_identity(alert.id)}</id>\n",
            f"<title>{_text(quote(clean(alert.title), 300))}</title>\n",
            f"<updated>{isotime(alert.told_at)}</updated>\n",
            f'<link rel="alternate" type="text/html" href="{_text(page_of(alert.id, base))}"/>\n',
            f'<category term="{_text(str(notice.kind))}"/>\n',
            f'<category term="{_text(str(alert.severity))}"/>\n',
            f'<content type="text">{_text(chr(10).join(_lines(alert)))}</content>\n',
            "</entry>\n",
        )
    )


def _lines(alert: Alert) -> Iterator[str]:
    yield alert.text
    yield from alert.how_we_know
    for item in alert.evidence:
        url = openable(item.url)
        if url is not None:
            yield f"{item.what}, {item.who}: {url}"
    yield from (f"Not known: {one}" for one in alert.unknown)


def _identity(ident: str) -> str:
    try:
        return uuid.UUID(ident).urn
    except ValueError:
        return uuid.uuid5(_SPACE, f"alert:{ident}").urn


def _text(text: str) -> str:
    """Return *text* as it stands in an element or an attribute."""
    return escape(_UNWRITABLE.sub("\ufffd", plain(text)))
