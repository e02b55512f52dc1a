"""What the words of kept items say: language, claim, topic, sentiment; in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.domain.activity import Verb
from monitor.domain.catalogue import Pairing, Role
from monitor.domain.claims import Claim, claim
from monitor.domain.mention import Link, Mention, Part, Topic
from monitor.domain.names.clauses import Target
from monitor.domain.names.hit import Named
from monitor.domain.seal import Seal
from monitor.domain.text import fold
from monitor.domain.topic import topic
from monitor.judging.claiming import Said, read
from monitor.judging.items import Item
from monitor.judging.testifying import cited, testify
from monitor.judging.tones import Spoken, tell
from monitor.ports import Linguist, Matcher, Score, Scorer, Skeptic, Sorter, Subject
from monitor.ports.gauge import Gauge

_PARTIES = frozenset({Role.CLUB, Role.PLAYER, Role.AGENT})


@dataclass(frozen=True, slots=True)
class Words:
    """The judges of words."""

    matcher: Matcher
    linguist: Linguist
    scorer: Scorer
    sorter: Sorter
    skeptic: Skeptic
    gauge: Gauge | None = None
    """How far a move is said to be; None = by cues alone."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """An item that will be kept, as far as it is judged."""

    item: Item
    key: bytes
    links: Sequence[Link]
    subjects: Sequence[Subject]
    waiting: bool = False
    folded: str = ""
    lang: str | None = None
    claim: Claim | None = None
    score: Score = field(default_factory=Score)
    toward: Mapping[Target, float] = field(default_factory=dict)
    cites: str | None = None
    mentions: tuple[Mention, ...] = field(default=())


def finish(drafts: Sequence[Draft], words: Words, seal: Seal) -> Mapping[str, int]:
    """Fill in language, claim, topic, sentiment and mentions of *drafts*.

    Returns how many texts got no sentiment, by reason.
    """
    spoken = [draft for draft in drafts if draft.item.activity.text]
    _identify(spoken, words.linguist)
    for draft in spoken:
        draft.folded = fold(draft.item.activity.text)
        draft.claim = claim(draft.folded, draft.lang)
        draft.cites = cited(draft.folded, draft.claim, words.matcher)
    topics = _topics([draft for draft in drafts if draft.folded or draft.links], words.sorter)
    unscored = _score([draft for draft in spoken if topics[id(draft)] is not Topic.PRIVATE], words)
    claims = _claimed([draft for draft in spoken if draft.links], topics, words)
    for draft in drafts:
        account = draft.item.account
        draft.claim = _worded(draft, draft.claim)
        if draft.links:
            said = _mentions(draft, topics[id(draft)], claims.get(id(draft), {}))
            draft.mentions = testify(said, draft.folded, draft.cites, account, words.matcher, seal)
    return unscored


def _identify(drafts: Sequence[Draft], linguist: Linguist) -> None:
    for draft in drafts:
        draft.lang = draft.item.activity.lang
    silent = [draft for draft in drafts if draft.lang is None]
    found = linguist.identify([draft.item.activity.text for draft in silent])
    for draft, lang in zip(silent, found, strict=True):
        draft.lang = lang


def _topics(drafts: Sequence[Draft], sorter: Sorter) -> Mapping[int, Topic]:
    """The topic of each item's own words, else of what it acts upon, by the draft's `id`."""
    read = [_read(draft) for draft in drafts]
    leanings = sorter.sort([folded for folded, _ in read])
    return {
        id(draft): topic(folded, said, leaning) if folded else _wordless(draft)
        for draft, (folded, said), leaning in zip(drafts, read, leanings, strict=True)
    }


def _read(draft: Draft) -> tuple[str, Claim | None]:
    """The words that say what an item is about, folded, and their claim; empty = none."""
    if draft.folded:
        return draft.folded, draft.claim
    for subject in draft.subjects:
        if subject.text:
            return fold(subject.text), subject.claim
    return "", None


def _wordless(draft: Draft) -> Topic:
    return Topic.TRANSFER if draft.item.activity.verb is Verb.FOLLOW else Topic.OTHER


def _score(drafts: Sequence[Draft], words: Words) -> Mapping[str, int]:
    texts = [
        Spoken(
            text=draft.item.activity.text,
            folded=draft.folded,
            lang=draft.lang,
            pairings=[link.pairing for link in draft.links],
            claims=draft.claim is not None,
        )
        for draft in drafts
    ]
    unscored: Counter[str] = Counter()
    told = tell(texts, words.matcher, words.scorer, words.skeptic)
    for draft, toned in zip(drafts, told, strict=True):
        draft.score = toned.score
        draft.toward = toned.toward
        if toned.score.unscored is not None:
            unscored[toned.score.unscored] += 1
    return unscored


def _claimed(
    drafts: Sequence[Draft], topics: Mapping[int, Topic], words: Words
) -> Mapping[int, Mapping[Pairing, Claim | None]]:
    """What each item claims about each of its pairings, by the draft's `id`.

    Only what claims something by its cues, or is talk about a transfer, is looked at closely.
    """
    close = [
        draft for draft in drafts if draft.claim is not None or topics[id(draft)] is Topic.TRANSFER
    ]
    texts = [
        Said(draft.folded, draft.lang, [link.pairing for link in draft.links]) for draft in close
    ]
    found = read(texts, words.matcher, words.gauge)
    return {
        id(draft): {pairing: _voiced(draft, said) for pairing, said in claims.items()}
        for draft, claims in zip(close, found, strict=True)
    }


def _voiced(draft: Draft, said: Claim | None) -> Claim | None:
    """A claim as its text makes it; whoever is party to a move knows, however warm the words."""
    account = draft.item.account
    if account is not None and account.standing in _PARTIES:
        return said
    return said and said.voiced(draft.score.subjectivity)


def _mentions(
    draft: Draft, about: Topic, claims: Mapping[Pairing, Claim | None]
) -> tuple[Mention, ...]:
    sole = len(draft.links) == 1
    return tuple(
        Mention(
            link=link,
            topic=Topic.OTHER if link.doubtful else about,
            sentiment=draft.score.polarity,
            toward_player=draft.toward.get((Named.PLAYER, link.pairing.player)),
            toward_club=draft.toward.get((Named.CLUB, link.pairing.club)),
            claim=_worded(draft, claims.get(link.pairing)) if _claims(link, sole=sole) else None,
        )
        for link in draft.links
    )


def _worded(draft: Draft, claim: Claim | None) -> Claim | None:
    """A claim as it may be kept: without its words where they are a private person's."""
    account = draft.item.account
    private = account is None or account.standing is Role.PUBLIC
    return claim.wordless() if claim is not None and private else claim


def _claims(link: Link, *, sole: bool) -> bool:
    """Whether what an item claims is about the pairing of *link*."""
    return not link.doubtful and (sole or link.part is Part.DESTINATION)
