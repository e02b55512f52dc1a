"""Reads the acts that a text tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from monitor.domain import cues, phrases
from monitor.domain.catalogue import Catalogue, Relation
from monitor.domain.names.hit import Hit, Named
from monitor.domain.names.naming import Context, settle
from monitor.domain.reported import calling, objects, rows, times
from monitor.domain.reported.deeds import Deed
from monitor.domain.reported.doers import Cast
from monitor.domain.reported.frames import Frames
from monitor.domain.reported.lexicon import LANGUAGES, open_book
from monitor.domain.reported.passage import Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.telling import Doing, Told

LONGEST: Final = 2_500
"""Characters of a text that are read; an act stands near its beginning."""

MOST: Final = 60
"""Names of one text that are looked at."""

_DENIED: Final = 8
_NEGATED: Final = 4
_SUPPOSED: Final = 3
_NEXT: Final = 4
_OPENS: Final = 2
_NEWS: Final = timedelta(days=5)
_NEGATIONS: Final = frozenset({"not", "never", "t"})
_DESPITE: Final = frozenset({"despite", "contrary"})
"""Words that deny what is claimed behind them, as far as no comma parts them."""
_TELLING: Final = (
    Sign.LIKED, Sign.LIKED_SURE, Sign.UNLIKED, Sign.LIKE, Sign.REMOVE, Sign.GONE, Sign.FOLLOW,
    Sign.FOLLOW_SURE, Sign.UNFOLLOW, Sign.UNFOLLOW_SURE, Sign.COMMENTED, Sign.WROTE, Sign.REPOSTED,
    Sign.SHARED, Sign.BLACKENED,
)  # fmt: skip


def tells(folded: str) -> bool:
    """Whether a folded text may tell of an act: cheap, and true for more texts than do."""
    words = set(phrases.split(folded[:LONGEST]))
    return not _verbs().isdisjoint(words)


@cache
def _verbs() -> frozenset[str]:
    """Return words of which each phrase that tells has at least one."""
    found: set[str] = set()
    said = [
        [part.split("/") for part in phrase.split() if not part.endswith("?") and part != "_"]
        for language in LANGUAGES.values()
        for sign in _TELLING
        for phrase in cues.phrases(language.table.get(sign, ""))
    ]
    for parts in sorted(said, key=len):  # a word that tells alone tells in its phrases
        if not any(found.issuperset(part) for part in parts):
            found.update(max(parts, key=lambda part: min(map(len, part))))
    return frozenset(found)


def read(
    text: str,
    hits: Sequence[Hit],
    *,
    folded: str,
    catalogue: Catalogue,
    lang: str | None,
    published: datetime,
    player: str | None = None,
) -> tuple[Told, ...]:
    """Return the acts that a text tells of, in its order; none twice.

    Args:
        text: As it was written: capitals and quotation marks tell names and words.
        hits: Names found in *folded*.
        folded: The same, folded.
        catalogue: Whom and what there is to name.
        lang: Its primary language subtag if known; where it isn't, the one that tells most counts.
        published: When it was; nothing that it tells is later.
        player: Slug of whom it is known to be about, for "he" and "the defender".
    """
    folded = folded[:LONGEST]
    own = [hit for hit in hits if hit.end <= len(folded)][:MOST]
    his = {(hit.start, hit.end) for hit in own if hit.slug == player}
    own = [hit for hit in own if hit.slug == player or (hit.start, hit.end) not in his]
    context = Context(players=frozenset({player} if player else ()), market=True)
    settled = settle(
        own, catalogue=catalogue, text=text, folded=folded, context=context, on=published.date()
    )
    sources = [hit for hit in own if hit.named is Named.SOURCE]
    beside = calling.beside(text, folded, catalogue.players.get(player or ""), own, lang)
    names = sorted([*settled.hits, *sources, *beside], key=lambda hit: (hit.start, -hit.end))
    names += calling.behind_kin(folded, player, own, names)
    sure = {id(hit) for hit in names}
    unsettled = [hit for hit in own if id(hit) not in sure]
    in_rows = rows.beside(text, folded, names, unsettled, catalogue=catalogue, on=published.date())
    if in_rows:
        names = sorted([*names, *in_rows], key=lambda hit: (hit.start, -hit.end))
        unsettled = [hit for hit in unsettled if hit not in in_rows]
    languages = (lang,) if lang in LANGUAGES else tuple(LANGUAGES)
    best: tuple[Told, ...] = ()
    for language in languages:
        passage = Passage(text, folded, names, open_book(language), unsettled)
        reading = _Reading(passage, Cast(passage, catalogue, player), catalogue, published)
        told = reading.told()
        best = told if len(told) > len(best) else best
    return best


class _Reading:
    """One passage in one language."""

    def __init__(
        self, passage: Passage, cast: Cast, catalogue: Catalogue, published: datetime
    ) -> None:
        self._passage = passage
        self._cast = cast
        self._catalogue = catalogue
        self._published = published

    def told(self) -> tuple[Told, ...]:
        """Return what is told and meant, each act once."""
        found: list[Told] = []
        last: Deed | None = None
        for deed in Frames(self._passage, self._cast).deeds():
            told = self._meant(deed)
            if told is not None and last is not None and self._instead(last, deed):
                found.append(told)
            elif told is not None:
                _add(found, told)
            last = deed
        return tuple(found)

    def _instead(self, last: Deed, deed: Deed) -> bool:
        """Whether another is followed in place of one: "unfollowed Bayern, followed Spurs"."""
        if (last.doing, deed.doing) != (Doing.UNFOLLOW, Doing.FOLLOW) or last.doer != deed.doer:
            return False
        left, taken = (
            {hit.slug for hit, span in self._passage.hits if end <= span.start < end + _NEXT}
            for end in (last.end, deed.end)
        )
        return bool(left) and bool(taken) and left.isdisjoint(taken)

    def _meant(self, deed: Deed) -> Told | None:
        """Return what a deed tells, or None where it is asked or supposed."""
        passage = self._passage
        clause = passage.clause(deed.at)
        sentence = clause.sentence
        fake = self._fake(sentence.start, sentence.end)
        if deed.leans and self._negated(deed):
            return None  # what was not taken back is there
        denied = fake or (self._negated(deed) if deed.denied is None else deed.denied)
        if clause.asks and not denied:
            return None
        if self._supposed(deed, clause.start):
            return None
        words = passage.words[sentence.start : sentence.end]
        opens = sentence.start
        since, until = times.interval(
            words,
            deed.at - opens,
            self._published,
            lambda first, last: any(
                "," in passage.gap(at) for at in range(opens + first + 1, opens + last + 1)
            ),
        )
        what = deed.what
        quoted = deed.doing is not Doing.COMMENT
        return Told(
            doing=deed.doing,
            doer=deed.doer,
            since=since,
            until=until,
            object=_object(deed),
            author=objects.author(passage, clause, what) if what is not None else None,
            words=objects.words(passage, clause, deed.end) if quoted else "",
            platform=objects.platform(passage, clause, deed.at),
            clubs=self._clubs(deed),
            hedged=bool(passage.within(sentence.start, sentence.end, Sign.HEDGE)),
            denied=denied,
            cue=passage.between(deed.start, deed.end),
        )

    def _fake(self, start: int, end: int) -> bool:
        """Whether the sentence, or one beside it, says that it is made up."""
        sentences = sorted({(c.sentence.start, c.sentence.end) for c in self._passage.clauses})
        at = sentences.index((start, end))
        near = sentences[max(0, at - 1) : at + 2]
        return any(self._passage.within(*one, Sign.FAKE) for one in near)

    def _negated(self, deed: Deed) -> bool:
        passage = self._passage
        sentence = passage.clause(deed.at).sentence
        if not _NEGATIONS.isdisjoint(passage.words[deed.start : deed.end]):
            return True
        for one in passage.within(sentence.start, deed.at, Sign.NOT, Sign.NO_MORE):
            if "," in passage.between(one.end - 1, deed.at + 1):
                continue
            if 0 <= deed.at - one.end < _NEGATED or 0 <= deed.start - one.end < _OPENS:
                return True
        denials = passage.within(sentence.start, deed.at, Sign.DENY)
        return any(
            deed.at - one.end < _DENIED
            and not (
                passage.words[one.start] in _DESPITE and "," in passage.between(one.end, deed.at)
            )
            for one in denials
        )

    def _supposed(self, deed: Deed, opens: int) -> bool:
        passage = self._passage
        for one in passage.within(opens, deed.start, Sign.IF):
            names = [span for _, span in passage.hits if one.end <= span.start < deed.start]
            named = sum(span.end - span.start for span in names)
            close = deed.start - one.end - named < _SUPPOSED
            parted = any("," in passage.gap(at) for at in range(one.end, deed.start + 1))
            if one.start - opens < _OPENS or (close and not parted):
                return True
        return False

    def _clubs(self, deed: Deed) -> tuple[str, ...]:
        """Return the clubs of the sentence, else of the text: those that aren't his own first."""
        sentence = self._passage.clause(deed.at).sentence
        clubs = [(hit.slug, span) for hit, span in self._passage.hits if hit.named is Named.CLUB]
        inside = dict.fromkeys(slug for slug, span in clubs if span.start in sentence)
        named = list(inside or dict.fromkeys(slug for slug, _ in clubs))
        player = self._catalogue.players.get(deed.doer.player or self._cast.focus(deed.at) or "")
        if player is None:
            return tuple(named)
        on = self._published.date()
        return tuple(sorted(named, key=lambda c: player.relation(c, on) is Relation.CURRENT))


def _object(deed: Deed) -> str:
    if deed.what is not None:
        return deed.what.name
    if deed.doing in {Doing.FOLLOW, Doing.UNFOLLOW, Doing.SQUAD_FOLLOW}:
        return "account"
    if deed.doing is Doing.PICTURES_REMOVED:
        return "photo"
    return "profile" if deed.doing is Doing.CLUB_REMOVED else "post"


_SAME: Final = {
    Doing.LIKE: frozenset({Doing.LIKE_REMOVED, Doing.LIKE_OF_COMMENT}),
    Doing.LIKE_OF_COMMENT: frozenset({Doing.LIKE_REMOVED}),
    Doing.FOLLOW: frozenset({Doing.UNFOLLOW}),
}
"""What is told besides of the same doer, and says more."""


def _add(found: list[Told], told: Told) -> None:
    """Put *told* among what is *found*, or into the one that it tells again."""
    for at, one in enumerate(found):
        if one.doer != told.doer:
            continue
        if one.doing is told.doing and not _apart(one, told):
            found[at] = _merged(one, told, one.doing)
            return
        if told.doing in _SAME.get(one.doing, ()):
            found[at] = _merged(one, told, told.doing)
            return
        if one.doing in _SAME.get(told.doing, ()):
            found[at] = _merged(one, told, one.doing)
            return
    found.append(told)


def _apart(one: Told, other: Told) -> bool:
    """Whether two tellings of one kind are of two acts: on others' posts, or at other times."""
    if one.denied or other.denied:
        return False
    if one.author and other.author and one.author != other.author:
        return True
    first, second = sorted((one, other), key=lambda told: told.until)
    return first.until < (second.since or second.until - _NEWS)


def _merged(one: Told, other: Told, doing: Doing) -> Told:
    """Return two tellings of an act as one: what the first leaves out, the other says."""
    return replace(
        one,
        doing=doing,
        since=one.since or other.since,
        until=one.until if one.since else other.until if other.since else one.until,
        author=one.author or other.author,
        words=one.words or other.words,
        platform=one.platform or other.platform,
        hedged=one.hedged and other.hedged,
        denied=one.denied or other.denied,
    )
