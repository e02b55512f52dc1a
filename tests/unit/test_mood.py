"""What word lists make of posts: moods, football's own language, names, hostile texts."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from hashlib import sha1
from math import isfinite
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.names.masking import NOBODY, hide
from monitor.domain.text import fold, origins
from monitor.judges import mood, register
from monitor.judges.mood.lists import LANGUAGES, entries, lists, signs
from monitor.judges.mood.reading import read
from monitor.judges.mood.tags import TAGS
from monitor.judges.names import Names
from monitor.judges.sentiment.learned import shipped_words

POSTS: Final = Path(__file__).parent.parent / "fixtures" / "sentiment" / "football.jsonl"

LEAST: Final = 0.9
"""Share of the football posts that the shipped word lists call as people do."""

HOSTILE: Final = {
    "empty": "",
    "blank": " \n\t ",
    "one letter": "a",
    "emoji alone": "😭😭🔥🐐",
    "a part of an emoji": "\u200d\ufe0f",
    "10,000 characters": "what a goal " * 834,
    "one character repeated": "o" * 10_000,
    "one mark repeated": "!" * 10_000,
    "one emoji repeated": "🔥" * 10_000,
    "hashes": "#" * 10_000,
    "no end of words": " ".join(f"w{n}" for n in range(3_000)),
    "right to left": "\u202eمبروك goal هدف\u202c رائع",
    "marks on marks": "g" + "\u0301" * 500 + "ood",
    "broken surrogates": "good \ud83d goal \udc10",
    "null": "good\x00bad",
    "scripts in one word": "g\u043e\u043ed \u0430wful",
    "markup": "<b>&amp;</b> http:// @ _url",
}

TELLING: Final = {
    "en": ("what an amazing goal", "he is terrible", "not good", "not bad"),
    "es": ("es un jugador maravilloso", "es horrible", "no es bueno", "no es malo"),
    "pt": ("é um jogador maravilhoso", "é horrível", "não é bom", "não é ruim"),
    "it": ("è un giocatore meraviglioso", "è orribile", "non è buono", "non è brutto"),
    "fr": ("c'est merveilleux", "c'est horrible", "c'est pas bon", "c'est pas mauvais"),
    "de": ("ein wunderbarer Spieler", "er ist schrecklich", "nicht gut", "nicht schlecht"),
    "ar": ("لاعب رائع", "لاعب فاشل", "مش كويس", "مو سيء"),
}
"""Praise, blame, praise turned, blame turned."""


def net(text: str, lang: str = "en") -> float:
    return mood.features(text, lang)[mood.NAMES.index("net")]


def trait(name: str, text: str, lang: str = "en") -> float:
    return mood.features(text, lang)[mood.NAMES.index(name)]


@cache
def catalogue_names() -> tuple[str, ...]:
    known = register.load([])
    found: set[str] = set()
    for club in known.clubs.values():
        found |= {club.name, *(alias.text for alias in club.aliases)}
    for player in known.players.values():
        found |= {player.name, *(alias.text for alias in player.aliases)}
    for source in known.sources.values():
        found |= {source.name, *(alias.text for alias in source.aliases)}
    return tuple(sorted(found))


@cache
def names() -> Names:
    return Names(register.load([]))


def hidden(text: str) -> str:
    return mood.unname(hide(text, [(hit.start, hit.end) for hit in names().find(fold(text))]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_praise_is_above_and_blame_below(lang: str) -> None:
    praise, blame, poor, fair = (net(text, lang) for text in TELLING[lang])
    assert praise > 0.3
    assert blame < -0.2
    assert poor < 0 < fair


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("good goal", "very good goal"),
        ("kinda good goal", "good goal"),
        ("great goal", "GREAT goal"),
        ("a good goal", "a goooood goal"),
        ("good player but bad game", "bad game but good player"),
        ("crying", "crying, he's coming home 😭"),
        ("a post 🙄", "a post 🔥"),
        ("#Whatever", "#BestDayEver"),
    ],
)
def test_what_stands_beside_a_word_moves_it(weaker: str, stronger: str) -> None:
    assert net(weaker) < net(stronger)


def test_a_negation_ends_with_its_sentence() -> None:
    assert net("Not today. Great goal") > 0


def test_tears_lean_as_the_rest_does() -> None:
    assert net("😭😭") < 0
    assert net("so happy 😭😭") > net("so happy")
    assert net("this is awful 😭😭") < net("this is awful")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("He leaves on a free transfer in June", "en"),
        ("Ramos liked a post about a return", "en"),
        ("Penalty saved in the first half", "en"),
        ("Here we go! Done deal", "en"),
        ("One last dance", "en"),
        ("Chelsea lose 1-0", "en"),
        ("Champions League", "en"),
        ("Good Friday", "en"),
        ("Llega libre, firma hasta 2027", "es"),
        ("Pênalti marcado, Pedro cobra", "pt"),
        ("Un ultimo ballo", "it"),
        ("Le but est à la 30e minute", "fr"),
        ("Elfmeter für Köln", "de"),
        ("ركلة جزاء", "ar"),
    ],
)
def test_what_is_merely_football_has_no_tone(text: str, lang: str) -> None:
    assert read(mood.unname(text), lang).worths == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_of_the_catalogue_has_a_tone(lang: str) -> None:
    assert [n for n in catalogue_names() if n != "Love" and read(hidden(n), lang).worths] == []


@pytest.mark.parametrize(
    "name",
    [
        "Cold Palmer", "Young Boys", "Victor", "Hope", "Prince", "Love", "Wolves", "Real Betis",
        "Manchester United", "Leeds United", "Best", "Grace", "Joy", "Super Eagles", "Sterling",
        "Heart of Midlothian", "Crystal Palace", "Stoke City FC", "Merry Hope", "Savage",
    ],
)  # fmt: skip
def test_a_name_that_nobody_hides_has_no_tone_either(name: str) -> None:
    assert read(name, "en").worths == []


def test_a_word_that_is_a_name_too_has_its_tone_where_it_is_none() -> None:
    assert net("I love this club") > 0
    assert net("Nice!") > 0


@given(st.sampled_from(catalogue_names()), st.sampled_from(catalogue_names()))
def test_who_is_named_changes_nothing(one: str, other: str) -> None:
    first, second = (
        hide(text, [(len(fold("Great goal by ")), len(fold("Great goal by ") + fold(name)))])
        for name in (one, other)
        for text in (f"Great goal by {name}, welcome!",)
    )
    assert mood.features(first, "en") == mood.features(second, "en")


def test_competitions_and_hashtags_of_fans_are_hidden() -> None:
    assert mood.unname("Good night in the Champions League #HalaMadrid") == (
        f"Good night in the {NOBODY} #{NOBODY}"
    )
    assert mood.unname("Hala Madrid in the pokalendspiel") == "Hala Madrid in the pokalendspiel"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hostile_text_gives_numbers(text: str, lang: str) -> None:
    found = mood.features(mood.unname(text), lang)
    assert len(found) == len(mood.NAMES)
    assert all(isfinite(each) and abs(each) <= 6 for each in found)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_every_text_gives_numbers(text: str, lang: str) -> None:
    found = mood.features(mood.unname(text), lang)
    assert len(found) == len(mood.NAMES)
    assert all(isfinite(each) and abs(each) <= 6 for each in found)


def test_nothing_is_remembered_between_texts() -> None:
    before = mood.features("so good", "en")
    mood.features("not at all, never", "en")
    assert mood.features("so good", "en") == before


def test_a_language_without_a_list_is_refused() -> None:
    with pytest.raises(KeyError):
        mood.features("mooi", "nl")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_each_folded_character_has_a_place(text: str) -> None:
    found = origins(text)
    assert len(found) == len(fold(text)) + 1
    assert list(found) == sorted(found)
    assert found[-1] == len(text)


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60))))
def test_hiding_keeps_what_is_outside(text: str, spans: list[tuple[int, int]]) -> None:
    place = 0
    for part in hide(text, spans).split(NOBODY) if NOBODY not in text else ():
        assert part in text[place:]
        place = text.index(part, place) + len(part)


def test_names_are_hidden_in_the_text_as_it_was_written() -> None:
    text = "ÓTIMO, ﬁnally Müller! 🔥"
    start = fold(text).index("muller")
    assert hide(text, [(start, start + 6)]) == f"ÓTIMO, ﬁnally {NOBODY}! 🔥"


def test_each_language_has_enough_words() -> None:
    assert {lang for lang in LANGUAGES if entries(lang) < 600} == set()
    assert sum(ord(sign[0]) > 0x2000 for sign in signs()) >= 300


def test_each_football_word_says_why() -> None:
    folder = TAGS.parent.parent / "football"
    bare = [
        line
        for lang in LANGUAGES
        for line in (folder / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
        if re.match(r"-?\d", line) and not line.partition(" | ")[2].strip()
    ]
    assert bare == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_values_are_within_their_scale(lang: str) -> None:
    known = lists(lang)
    assert {w for w, worth in (known.words | known.stems).items() if abs(worth) > 4} == set()


def football() -> Iterator[tuple[str, str, str, str]]:
    for line in POSTS.read_text(encoding="utf-8").splitlines():
        post = json.loads(line)
        yield post["text"], post["lang"], post["label"], post["reason"]


def test_the_football_posts_cover_every_language_and_differ() -> None:
    posts = list(football())
    assert len(posts) >= 300
    assert len({sha1(text.encode()).digest() for text, *_ in posts}) == len(posts)
    kinds = defaultdict(set)
    for _, lang, _, reason in posts:
        kinds[reason].add(lang)
    everywhere = {reason for reason, langs in kinds.items() if langs == set(LANGUAGES)}
    assert everywhere >= {
        "praise by insult", "crying happy", "sarcasm", "mockery", "like is a fact", "template",
        "free transfer", "domain word", "plain result", "plain report", "name", "turned", "but",
        "rival laughs", "understatement", "blunt", "fan talk", "question", "wish for the worse",
    }  # fmt: skip


def test_word_lists_call_football_posts_as_people_do() -> None:
    posts = list(football())
    texts = [hidden(text) for text, *_ in posts]
    scores = shipped_words().score(texts, [lang for _, lang, *_ in posts])
    right: dict[str, list[bool]] = defaultdict(list)
    for (_, lang, label, _), score in zip(posts, scores, strict=True):
        assert score.positive is not None
        assert score.negative is not None
        shares = {
            "positive": score.positive,
            "negative": score.negative,
            "neutral": 1 - score.positive - score.negative,
        }
        right[lang].append(max(shares, key=lambda tone: shares[tone]) == label)
    assert {lang for lang, each in right.items() if sum(each) < LEAST * len(each) - 3} == set()
    assert sum(map(sum, right.values())) >= LEAST * len(posts)
