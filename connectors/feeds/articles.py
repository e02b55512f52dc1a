"""What an entry means: which article it is, what it says, and when it was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from connectors.feeds.contents import Entry, Feed
from connectors.feeds.dates import moment
from connectors.wire.fields import language, link
from connectors.wire.markup import plain
from monitor.domain.activity import Activity, Verb
from monitor.domain.catalogue import WEB
from monitor.domain.text import clean, quote

MOST: Final = 1_000
"""Entries of one feed that are looked at: the newest."""

HEADLINE: Final = 300
EXTRACT: Final = 600
"""Most characters of an article that are kept: what a feed may be used for."""

_LONGEST_KEY: Final = 1_000
_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)
_TRACKING: Final = ("utm_", "at_", "mtm_", "pk_")
_TRACKERS: Final = frozenset({"fbclid", "gclid", "cmpid", "cid", "ocid", "ns_campaign"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a feed.

    Attributes:
        key: Its guid, else its address, else a hash of its headline.
        text: Headline and extract, without markup.
        published, updated: What it claims; None where it names no time, or an absurd one.
        dated: *published* is only a date.
        source: Address of whose it is, where the feed gathers others' articles.
    """

    key: str
    text: str
    url: str | None
    lang: str | None
    published: datetime | None
    updated: datetime | None
    dated: bool
    source: str | None = None

    @property
    def revision(self) -> int:
        """A number that its words give: the same edit is the same, whoever shows it."""
        return int.from_bytes(sha256(self.text.encode()).digest()[:8]) >> 3

    def activity(self, verb: Verb, actor: str, seen_at: datetime) -> Activity:
        """Return its creation or update by *actor*."""
        edited = verb is Verb.UPDATE
        record = f"{actor}#{self.key}"
        return Activity(
            platform=WEB,
            verb=verb,
            actor=actor,
            record=record,
            object=record if edited else None,
            revision=self.revision if edited else None,
            text=self.text,
            lang=self.lang,
            url=self.url,
            happened_at=self.changed if edited else self.published,
            dated=self.dated and not edited,
            seen_at=seen_at,
        )

    @property
    def changed(self) -> datetime | None:
        """When its words changed, as far as it says."""
        later = self.updated and (self.published is None or self.updated > self.published)
        return self.updated if later else None


def articles(feed: Feed, base: str) -> list[Article]:
    """Return the newest articles of *feed*, which stands at *base*, newest first."""
    made = [article for entry in feed.entries if (article := _article(entry, feed, base))]
    made.sort(key=lambda article: article.published or _NEVER, reverse=True)
    return made[:MOST]


def oldest_first(found: Iterable[Article], now: datetime) -> list[Article]:
    """Return *found* in the order of their times; those without one, or with one to come, last."""
    return sorted(found, key=lambda article: min(article.published or now, now))


def _article(entry: Entry, feed: Feed, base: str) -> Article | None:
    """Return what *entry* is; None where it says nothing."""
    headline, extract = plain(entry.title), plain(entry.summary)
    if entry.source:
        headline, extract = _unsigned(headline, extract, plain(entry.source))
    headline, extract = quote(headline, HEADLINE), quote(extract, EXTRACT)
    repeats = extract.startswith(headline.removesuffix("\u2026"))
    text = extract if repeats else f"{headline}\n{extract}".strip()
    where = _absolute(entry.link, base) or _absolute(entry.guid, "")
    if not text:
        return None
    published, dated = moment(entry.published)
    updated, updated_dated = moment(entry.updated)
    if published is None:
        published, dated = updated, updated_dated
    return Article(
        key=_key(entry, where, headline),
        text=text,
        url=link(where),
        lang=language(entry.lang or feed.lang),
        published=published,
        updated=None if updated_dated else updated,
        dated=dated,
        source=link(entry.source_url) if entry.source_url else None,
    )


def _unsigned(headline: str, extract: str, source: str) -> tuple[str, str]:
    """Return both without the name of their source, which gatherers write behind a headline."""
    headline = headline.removesuffix(source).rstrip(" -\u2013|") or headline
    said = extract.removesuffix(source).rstrip()
    return headline, "" if said == headline else extract


def _key(entry: Entry, where: str | None, headline: str) -> str:
    key = clean(" ".join(entry.guid.split())) or (canonical(where) if where else "")
    if key and len(key) <= _LONGEST_KEY:
        return key
    said = key or f"{headline}\n{entry.link}"
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def canonical(url: str) -> str:
    """Return *url* without its fragment, and without what only says where the reader came from."""
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return url
    kept = [(n, v) for n, v in query if not n.startswith(_TRACKING) and n not in _TRACKERS]
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, urlencode(kept), ""))


def _absolute(address: str, base: str) -> str | None:
    address = "".join(address.split())
    try:
        return link(urljoin(base, address)) if address else None
    except ValueError:
        return None
