"""Reads single posts for their mood, outside of any stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.app.parts import Bench
from monitor.domain.names.masking import hide
from monitor.domain.text import clean, fold
from monitor.ports import Matcher


def read_posts(
    posts: Sequence[tuple[str, str | None]], bench: Bench, matcher: Matcher
) -> Iterator[dict[str, object]]:
    """Yield what each of *posts*, a text and its language, is scored; None = to be told."""
    texts = [clean(text) for text, _ in posts]
    told = bench.linguist.identify(texts)
    langs = [given or found for (_, given), found in zip(posts, told, strict=True)]
    hidden = [hide(text, ((h.start, h.end) for h in matcher.find(fold(text)))) for text in texts]
    for text, lang, one in zip(texts, langs, bench.scorer.score(hidden, langs), strict=True):
        scored = one.positive is not None and one.negative is not None
        yield {
            "text": text,
            "lang": lang,
            "polarity": _short(one.polarity),
            "positive": _short(one.positive),
            "neutral": _short(1.0 - (one.positive or 0) - (one.negative or 0)) if scored else None,
            "negative": _short(one.negative),
            "confidence": _short(one.confidence),
            "scorer": one.scorer or None,
            "unscored": one.unscored,
        }


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
