"""The words by which texts tell of acts, in seven languages: one module each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from monitor.domain import cues
from monitor.domain.phrases import Phrasebook
from monitor.domain.reported.lexicon.arabic import ARABIC
from monitor.domain.reported.lexicon.english import ENGLISH
from monitor.domain.reported.lexicon.french import FRENCH
from monitor.domain.reported.lexicon.german import GERMAN
from monitor.domain.reported.lexicon.italian import ITALIAN
from monitor.domain.reported.lexicon.portuguese import PORTUGUESE
from monitor.domain.reported.lexicon.spanish import SPANISH
from monitor.domain.reported.signs import Language, Sign

__all__ = ["LANGUAGES", "PLATFORMS", "Book", "open_book"]

LANGUAGES: Final[Mapping[str, Language]] = {
    "en": ENGLISH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "it": ITALIAN,
    "fr": FRENCH,
    "de": GERMAN,
    "ar": ARABIC,
}

PLATFORMS: Final[Mapping[str, str]] = {
    "instagram": "instagram/insta/ig/انستغرام/انستجرام/الانستغرام/انستقرام/بانستغرام",
    "x": """
        twitter/tweet/tweets/tweeted/retweet/retweeted/retweets/tuit/tuits/tuite/tuiteo/retuiteo
        تويتر/تغريدة/اكس
        on/via/en/su/sur/auf/no/na/bei/على x/اكس
        x account/formerly/post/profile/ex/anteriormente
        account/conta/cuenta/compte/perfil/profilo/rede/red x
    """,
    "bluesky": "bluesky",
    "facebook": "facebook/فيسبوك",
    "tiktok": """
        tiktok/تيك
        tik tok
    """,
    "threads": "threads",
}
"""How networks are named, in every language."""


@dataclass(frozen=True, slots=True)
class Book:
    """What a language's words are signs of, bound for reading.

    Attributes:
        alone: Words that are a phrase by themselves, whatever they end with: "falschmeldung".
    """

    lang: str
    signs: Phrasebook[Sign]
    fillers: frozenset[str]
    prepositions: frozenset[str]
    by: frozenset[str]
    of: frozenset[str]
    finite: frozenset[str]
    verb_first: bool
    tails: tuple[str, ...] = ()
    mine: Mapping[str, str] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()

    def heard(self, word: str) -> str:
        """Return what a compound ends with, "abschiedspost" as "post"; else the word itself."""
        if self.tails and word.endswith(self.tails) and word not in self.alone:
            return next(tail for tail in self.tails if word.endswith(tail))
        return word


@cache
def open_book(lang: str) -> Book:
    """Return the book of one of `LANGUAGES`; of a phrase that stands twice the last holds."""
    language = LANGUAGES[lang]
    return Book(
        lang=lang,
        signs=Phrasebook(
            (phrase, sign)
            for sign, block in language.table.items()
            for phrase in cues.phrases(block)
        ),
        fillers=frozenset(language.fillers.split()),
        prepositions=frozenset(language.prepositions.split()),
        by=frozenset(language.by.split()),
        of=frozenset(language.of.split()),
        finite=frozenset(language.finite.split()),
        verb_first=language.verb_first,
        tails=tuple(sorted(language.tails.split(), key=len, reverse=True)),
        mine=language.mine,
        alone=frozenset(
            phrase
            for block in language.table.values()
            for said in cues.phrases(block)
            if " " not in said
            for phrase in said.split("/")
        ),
    )


@cache
def open_platforms() -> Phrasebook[str]:
    """Return how networks are named."""
    return Phrasebook(
        (phrase, name) for name, block in PLATFORMS.items() for phrase in cues.phrases(block)
    )
