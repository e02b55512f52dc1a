"""RSS (0.9x, 1.0, 2.0) and Atom, read by expat.

Of documents that declare anything of their own nothing is read, so that no entity can grow and
no file be opened; what is not well-formed is read as far as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final
from xml.parsers import expat

from connectors.feeds.contents import MOST, Entry, Feed
from connectors.http import LONGEST_WAIT
from connectors.wire.reading import UnreadableError

DEEPEST: Final = 100
"""Elements inside each other."""

LONGEST: Final = 64_000
"""Characters of one element that are kept."""

LONGEST_TAG: Final = 64_000
"""Bytes of one tag: expat hands over all of its attributes at once."""

MOST_ELEMENTS: Final = 500_000

_ITEMS: Final = frozenset({"item", "entry"})
_ROOTS: Final = frozenset({"rss", "rdf", "feed"})
_PREFIXES: Final = {"": "", "atom": "", "a10": "", "rss": "", "rdf": ""}

_PERIODS: Final = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"})

_GUID: Final = ("guid", "id", "@about")
_LINK: Final = ("feedburner:origlink", "@link", "link")
_TITLE: Final = ("title", "dc:title")
_SUMMARY: Final = ("description", "summary", "dc:description", "content:encoded", "content")
_PUBLISHED: Final = ("pubdate", "published", "issued", "dc:date", "dcterms:issued", "created")
_UPDATED: Final = ("updated", "modified", "dcterms:modified")
_LANGUAGE: Final = ("@lang", "dc:language", "language")

Attributes = dict[str, str]


class _EnoughError(Exception):
    """Nothing more is to be read."""


def read(pieces: Iterable[str], late: Callable[[], bool]) -> Feed:
    """Return the feed that *pieces* of XML hold.

    Args:
        late: Asked now and then whether to stop with what there is.

    Raises:
        UnreadableError: `no_feed`, `not_xml`, `declares`, or `too_deep`, and no entry was read.
    """
    reader = _Reader()
    broken: UnreadableError | None = None
    try:
        for piece in pieces:
            reader.take(piece)
            if late():
                broken = UnreadableError("too_long", "took too long to read")
                break
        else:
            reader.parser.Parse(b"", True)
    except _EnoughError:
        broken = UnreadableError("too_long", f"has over {MOST} entries")
    except expat.ExpatError as error:
        broken = UnreadableError("not_xml", f"is not well-formed: {error}")
    except UnreadableError as error:
        broken = error
    feed = reader.feed(broken.detail if broken else "")
    if broken is not None and not feed.entries:
        raise broken
    return feed


class _Reader:
    """Holds what is read while expat calls back."""

    def __init__(self) -> None:
        self.parser = parser = expat.ParserCreate("utf-8")
        if hasattr(parser, "SetReparseDeferralEnabled"):
            parser.SetReparseDeferralEnabled(False)  # `take` bounds what that would defer
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._declared
        self._prefixes = dict(_PREFIXES)
        self._taken = 0
        self._depth = 0
        self._elements = 0
        self._item_at = 0
        self._field_at = 0
        self._field = ""
        self._size = 0
        self._words: list[str] = []
        self._item: defaultdict[str, str] = defaultdict(str)
        self._head: defaultdict[str, str] = defaultdict(str)
        self._entries: list[Entry] = []

    def take(self, piece: str) -> None:
        """Read on in *piece*; a tag that ends nowhere near is not waited for."""
        text = piece.encode()
        self.parser.Parse(text, False)
        self._taken += len(text)
        if self._taken - self.parser.CurrentByteIndex > LONGEST_TAG:
            raise UnreadableError("too_long", f"has a tag of over {LONGEST_TAG} bytes")

    def feed(self, broken: str) -> Feed:
        """Return what was read."""
        return Feed(
            entries=self._entries,
            rests=_rests(self._head),
            lang=_first(self._head, _LANGUAGE),
            hub=self._head.get("@hub", ""),
            broken=broken,
        )

    def _doctype(self, name: str, system: str | None, public: str | None, own: int) -> None:
        del name, system, public
        if own:
            raise UnreadableError("declares", "declares entities or types of its own")

    def _declared(self, *what: object) -> None:
        del what
        raise UnreadableError("declares", "declares entities of its own")

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST:
            raise UnreadableError("too_deep", "nested deeper than anything real")
        if self._elements > MOST_ELEMENTS:
            raise UnreadableError("too_long", f"has over {MOST_ELEMENTS} elements")
        if self._depth == 1:
            self._root(name, attributes)
            return
        spoken = self._spoken(name)
        if self._field:
            if spoken in _BREAKS:
                self._text("\n")
        elif self._item_at:
            if self._depth == self._item_at + 1:
                self._begin(spoken, attributes)
        elif spoken in _ITEMS:
            self._item_at = self._depth
            self._item.clear()
            self._note("@about", attributes.get("rdf:about", ""))
            self._note("@lang", attributes.get("xml:lang", ""))
        else:
            self._begin(spoken, attributes)

    def _root(self, name: str, attributes: Attributes) -> None:
        prefix, _, local = name.rpartition(":")
        if local.lower() not in _ROOTS:
            raise UnreadableError("no_feed", f"begins with <{name[:40]}>, which is no feed")
        self._prefixes[prefix] = ""
        self._head["@lang"] = attributes.get("xml:lang", "")

    def _spoken(self, name: str) -> str:
        """Return *name* in lower case, without a prefix that says nothing."""
        prefix, _, local = name.lower().rpartition(":")
        plain = self._prefixes.get(prefix)
        return f"{prefix}:{local}" if plain is None else local

    def _begin(self, spoken: str, attributes: Attributes) -> None:
        """Begin a field of an entry, or of the feed itself."""
        if spoken == "link" and "href" in attributes:
            rel = attributes.get("rel", "alternate")
            if rel == ("alternate" if self._item_at else "hub"):
                self._note("@link" if self._item_at else "@hub", attributes["href"])
            return
        if spoken == "source" and self._item_at:
            self._note("@source", attributes.get("url", ""))
        if not self._item_at and spoken in {"channel", "image", "textinput", "author"}:
            return
        self._field, self._field_at, self._size = spoken, self._depth, 0
        self._words.clear()

    def _text(self, text: str) -> None:
        if self._field and self._size < LONGEST:
            self._words.append(text[: LONGEST - self._size])
            self._size += len(text)

    def _end(self, name: str) -> None:
        del name
        if self._field and self._depth == self._field_at:
            self._note(self._field, "".join(self._words).strip())
            self._field = ""
        elif self._item_at and self._depth == self._item_at:
            self._item_at = 0
            self._keep()
        self._depth -= 1

    def _note(self, field: str, words: str) -> None:
        """Note a field; of several the first that says anything."""
        held = self._item if self._item_at else self._head
        if words and not held[field]:
            held[field] = words

    def _keep(self) -> None:
        item = self._item
        entry = Entry(
            # an address in CDATA may hold an ampersand as it is, or escaped all the same
            guid=_first(item, _GUID).replace("&amp;", "&"),
            link=_first(item, _LINK).replace("&amp;", "&"),
            title=_first(item, _TITLE),
            summary=_first(item, _SUMMARY),
            published=_first(item, _PUBLISHED),
            updated=_first(item, _UPDATED),
            lang=_first(item, _LANGUAGE),
            source=_first(item, ("source",)) if item.get("@source") else "",
            source_url=_first(item, ("@source",)),
        )
        if entry != Entry():
            self._entries.append(entry)
        if len(self._entries) >= MOST:
            raise _EnoughError


def _first(held: dict[str, str], names: Iterable[str]) -> str:
    return next((held[name] for name in names if held.get(name)), "")


def _rests(head: dict[str, str]) -> timedelta:
    """Return how long the feed asks to be left alone; a day at most."""
    ttl = head.get("ttl", "")
    minutes = float(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) < 8 else 0.0
    period = _PERIODS.get(head.get("sy:updateperiod", "").lower())
    if period is not None:
        often = head.get("sy:updatefrequency", "")
        times = int(often) if often.isascii() and often.isdigit() and len(often) < 8 else 1
        minutes = max(minutes, period * 60 / max(times, 1))
    return min(timedelta(minutes=minutes), LONGEST_WAIT)
