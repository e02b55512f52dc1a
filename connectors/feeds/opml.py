"""Lists of feeds, as feed readers exchange them (OPML 1.0, 2.0)."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from connectors.feeds.finding import Offer
from connectors.wire.fields import link
from connectors.wire.markup import plain
from connectors.wire.reading import UnreadableError

LARGEST: Final = 5 << 20
"""Most bytes of a list."""

MOST: Final = 1_000
"""Feeds of one list."""

DEEPEST: Final = 50
_ADDRESS: Final = ("xmlUrl", "xmlurl", "xmlURL", "url")
_NAME: Final = ("title", "text")


def read(body: bytes) -> list[Offer]:
    """Return the feeds that *body* lists, in its order, each once.

    It opens nothing, and of a document that declares entities nothing is read.

    Raises:
        UnreadableError: It is no OPML: `not_xml`, `no_list`, `declares`, `too_long`, `too_deep`.
    """
    if len(body) > LARGEST:
        raise UnreadableError("too_long", f"has over {LARGEST} bytes")
    reader = _Reader()
    try:
        reader.parser.Parse(body, True)
    except expat.ExpatError as error:
        raise UnreadableError("not_xml", f"is not well-formed: {error}") from None
    return list(reader.found.values())


class _Reader:
    def __init__(self) -> None:
        self.parser = parser = expat.ParserCreate()
        self.found: dict[str, Offer] = {}
        self._depth = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._declared

    def _doctype(self, name: str, system: str | None, public: str | None, own: int) -> None:
        del name, system, public
        if own:
            raise UnreadableError("declares", "declares entities or types of its own")

    def _declared(self, *what: object) -> None:
        del what
        raise UnreadableError("declares", "declares entities of its own")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise UnreadableError("too_deep", "nested deeper than anything real")
        if self._depth == 1 and name.lower() != "opml":
            raise UnreadableError("no_list", f"begins with <{name[:40]}>, which is no OPML")
        if name.lower() != "outline":
            return
        url = link(_first(attributes, _ADDRESS).strip())
        if url is None or url in self.found:
            return
        if len(self.found) >= MOST:
            raise UnreadableError("too_long", f"lists over {MOST} feeds; divide it")
        title = " ".join(plain(_first(attributes, _NAME)[:300]).split())
        self.found[url] = Offer(url, title)

    def _end(self, name: str) -> None:
        del name
        self._depth -= 1


def _first(attributes: dict[str, str], names: tuple[str, ...]) -> str:
    return next((attributes[name] for name in names if attributes.get(name)), "")
