"""Takes persons out of what a server answered, and leaves how it is built.

What is kept is named: numbers that count, times, truth values, words of the platform's own such
as `public`. All else is replaced: names, handles, ids, addresses and texts, each by the same
wherever it stands, so that what belonged together still does. Ids that are numbers stay in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import msgspec


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OWN: Final = _set(
    "type visibility language lang langs kind verb state $type collection status rel name_type op "
    "version format lexicon validationStatus object_type media_type mimetype"
)
"""Keys whose values are words of the platform."""

_TEXTS: Final = _set(
    "content text note bio description display_name displayName name title summary body selftext "
    "caption spoiler_text message full_text html content_html content_text extract comment"
)
"""Keys whose values are people's own words."""

_SECRETS: Final = _set(
    "key token access_token api_key apikey secret client_secret password sig auth"
)
"""Keys under which credentials stand."""

_PARAMS: Final = _set(
    "limit per_page max_results maxresults count resolve type sort order part fields format "
    "collection reverse filter local remote exclude_reblogs exclude_replies tag mode since until "
    "start_time end_time after_date"
)
"""Parts of a query that say nothing of anybody."""

_PATHS: Final = _set(
    "api v1 v2 v3 xrpc ap users statuses timelines tag tags accounts favourited_by reblogged_by "
    "context lookup search streaming hashtag public user instance following followers r u comments "
    "new info oauth me by username tweets recent retweeted_by quote_tweets liking_users media "
    "profile post status videos channels playlistItems commentThreads doc metrics pageviews "
    "per-article daily all-access all-agents feed rss atom json reblogs activity"
)
"""Parts of paths that platforms have."""

_METHOD: Final = re.compile(r"(?:app|com|chat|network)\.[a-zA-Z]+(?:\.[a-zA-Z]+)+", re.ASCII)
_METHOD_OR_WORD: Final = re.compile(r"[\w.#$:/+-]{1,60}", re.ASCII)
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}([T ][\d:.]+(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)
_DIGITS: Final = re.compile(r"\d{5,40}", re.ASCII)
_DID: Final = re.compile(r"did:[a-z]+:[\w.:%-]+", re.ASCII)
_WORD: Final = re.compile(r"[^\W\d_]+")
_PLAIN: Final = re.compile(r"[a-z][a-zA-Z0-9_.-]*", re.ASCII)
_LINKS: Final = re.compile(r"(?:https?|at|wss?)://[^\s\"'<>()]+")
_TAG: Final = re.compile(r"<[^<>]{0,2000}>|https?://[^\s\"'<>()]+|@[\w.@-]+")
_NUMBER: Final = re.compile(r"\d+", re.ASCII)

_decode = msgspec.json.Decoder().decode


@dataclass(slots=True)
class Redacting:
    """Replaces persons, the same by the same, until it is let go.

    Attributes:
        salt: Drawn anew each time: what stands for somebody here stands for nobody elsewhere.
        home: Host of the server that was asked; `{host}` stands for it where it is asked.
    """

    salt: bytes
    home: str = ""
    _known: dict[str, str] = field(default_factory=dict)

    def body(self, body: bytes) -> Any:
        """Return what *body* says without persons: JSON where it is some, else text."""
        try:
            return self.value(_decode(body))
        except (ValueError, RecursionError):
            return self.words(body.decode("utf-8", "replace"))

    def value(self, value: Any, key: str = "") -> Any:
        """Return *value*, which stands under *key*."""
        if isinstance(value, dict):
            return {self._key(name): self.value(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner, key) for inner in value]
        if isinstance(value, str):
            return self._text(value, key)
        named = key == "id" or key.endswith(("_id", "Id"))
        if isinstance(value, int) and not isinstance(value, bool) and named:
            return int(self._digits(str(abs(value)))) if abs(value) >= 10**4 else value
        return value

    def url(self, url: str, *, asked: bool = False) -> str:
        """Return *url* with the ids and names in it replaced; *asked*: a fixture plays it."""
        if url.startswith("at://"):
            return "at://" + "/".join(self._segment(part) for part in url[5:].split("/"))
        try:
            parts = urlsplit(url)
            query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            return "https://example.invalid/"
        own = asked and parts.netloc == self.home and bool(self.home)
        place = "{host}" if own else f"{parts.scheme}://{self._host(parts.netloc)}"
        path = "/".join(map(self._segment, parts.path.split("/")))
        kept = [(k, v if k.lower() in _PARAMS else self._text(v, k)) for k, v in query]
        return f"{place}{path}" + (
            f"?{urlencode(kept, quote_via=quote, safe=':/')}" if kept else ""
        )

    def links(self, header: str) -> str:
        """Return a `Link` header with the addresses in it replaced."""
        return _LINKS.sub(lambda link: self.url(link[0], asked=True), header)

    def words(self, text: str) -> str:
        """Return *text* in words that nobody said, of the same length and form."""
        at, parts = 0, []
        for found in _TAG.finditer(text):
            parts.append(self._said(text[at : found.start()]))
            at = found.end()
            whole = found[0]
            if whole.startswith("<"):
                parts.append(_LINKS.sub(lambda link: self.url(link[0]), self._attributes(whole)))
            else:
                parts.append(self.url(whole) if "://" in whole else self._name(whole))
        return "".join([*parts, self._said(text[at:])])

    def _attributes(self, tag: str) -> str:
        return re.sub(r'(title|alt|aria-label)="[^"]*"', r'\1=""', tag)

    def _said(self, text: str) -> str:
        plain = _WORD.sub(lambda word: self._word(word[0]), text)
        return _NUMBER.sub(lambda n: n[0] if len(n[0]) < 5 else self._digits(n[0]), plain)

    def _key(self, key: str) -> str:
        return key if _PLAIN.fullmatch(key) or key.startswith(("$", "@")) else self._name(key)

    def _text(self, text: str, key: str) -> str:
        if key.lower() in _SECRETS:
            return "-"
        if key in _TEXTS or "\n" in text or (" " in text and not _TIME.fullmatch(text)):
            return self.words(text)
        if not text or _TIME.fullmatch(text) or (key in _OWN and _METHOD_OR_WORD.fullmatch(text)):
            return text
        if "://" in text[:12]:
            return self.url(text)
        if _DIGITS.fullmatch(text):
            return self._digits(text)
        return text if text.isdigit() else self._name(text)

    def _segment(self, part: str) -> str:
        """Return one part of a path: words of platforms stay."""
        if _DIGITS.fullmatch(part):
            return self._digits(part)
        kept = not part or part in _PATHS or _METHOD.fullmatch(part)
        return part if kept else self._name(part)

    def _host(self, netloc: str) -> str:
        return f"{self._word(netloc.partition(':')[0].replace('.', ''))[:12].lower()}.example"

    def _name(self, name: str) -> str:
        """Return a handle or id, part by part, so that `a` and `a@b.c` still belong together."""
        if _DID.fullmatch(name):
            method, rest = name.split(":", 2)[1:]
            return f"did:{method}:{self._letters(rest, 24)}"
        if "@" in name.strip("@") and not name.startswith("at://"):
            who, _, where = name.rpartition("@")
            return f"{self._name(who)}@{self._host(where)}"
        return self._said(name)

    def _word(self, word: str) -> str:
        plain = self._letters(word.casefold(), len(word))
        if word.isupper():
            return plain.upper()
        return plain.capitalize() if word[:1].isupper() else plain

    def _letters(self, text: str, size: int) -> str:
        held = self._known.get(text)
        if held is None or len(held) < size:
            drawn = b"".join(
                blake2b(text.encode("utf-8", "replace"), key=self.salt, salt=n.to_bytes(2)).digest()
                for n in range(size // 64 + 1)
            )
            held = self._known[text] = "".join(chr(97 + byte % 26) for byte in drawn)
        return held[:size]

    def _digits(self, digits: str) -> str:
        """Return another number of the same length and about the same place in order."""
        tail = min(max(len(digits) - 12, 4), 5)
        drawn = blake2b(digits.encode(), key=self.salt, digest_size=8).digest()
        return digits[:-tail] + str(int.from_bytes(drawn) % 10**tail).zfill(tail)
