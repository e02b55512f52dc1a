"""What the cues of a text say about one pairing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from monitor.domain import phrases
from monitor.domain.claims.attribution import attribution
from monitor.domain.claims.books import Books, books, leaves, merged
from monitor.domain.claims.cast import Cast, Span, covers
from monitor.domain.claims.claim import Claim
from monitor.domain.claims.coming import coming
from monitor.domain.claims.passing import passed, preferred
from monitor.domain.claims.refusal import lifted, refused
from monitor.domain.claims.scope import (
    Clause,
    Nearness,
    bygone,
    miscellany,
    nearness,
    once,
    parted,
    supposed,
    surround,
)
from monitor.domain.claims.told import tell
from monitor.domain.cues import Says, Tone
from monitor.domain.phrases import Found
from monitor.domain.stage import POSITIVE, Stage
from monitor.domain.stance import Stance

LOUDEST: Final = (
    Stage.DONE, Stage.MEDICAL, Stage.STAYS, Stage.DENIED, Stage.WITHDRAWN,
    Stage.AGREEMENT, Stage.BID, Stage.TALKS, Stage.INTEREST,
)  # fmt: skip
"""Where a text says several things, the first of these is what it claims."""

NO: Final = frozenset({Stage.DENIED, Stage.WITHDRAWN})

FINAL: Final = frozenset({"here we go", "herewego", "done deal"})
"""Said of what is settled: done, unless the text says what is still to come."""

_RANK = {stage: rank for rank, stage in enumerate(LOUDEST)}
_MILDER = {
    Stage.DONE: Stage.AGREEMENT,
    Stage.MEDICAL: Stage.AGREEMENT,
    Stage.AGREEMENT: Stage.TALKS,
    Stage.DENIED: Stage.TALKS,
}
"""What is left of a stage that is not reached, or not denied, *yet*."""

_UNSAID = {Stage.DENIED: Stage.DENIED, Stage.WITHDRAWN: Stage.INTEREST}
"""What no and not make of a stage that isn't positive: who does not give up is interested."""

ASKED: Final = "a question"
SUPPOSED: Final = "on a condition"
_OPEN = frozenset({ASKED, SUPPOSED})
_ASKED = 3
_HEARD = 16
"""Cues of one text that are read; it says what it claims early."""

_TONES = 60
_NEAR = 2
_SOON = 4
_ABOUT = 4
_LONGEST = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the cues of a text say about one pairing.

    Attributes:
        claim: By cues alone, or None.
        notes: What was left out or made milder and why, a phrase each.
        told: The text for the learned part (see `ports.Gauge`); empty = nothing to ask about.
        cues: The first cue of each stage that was said.
        attributed_to: Whom the text names as its source.
        hedged: The text has a reserve, or asks.
        open: What it says is asked, or hangs on a condition.
        asks: A sentence that names the player is a question.
    """

    claim: Claim | None = None
    notes: tuple[str, ...] = ()
    told: str = ""
    cues: tuple[tuple[Stage, str], ...] = ()
    attributed_to: str | None = None
    hedged: bool = False
    open: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """One cue as it is meant, with where it stands."""

    claim: Claim
    place: Clause
    near: Nearness


def hear(folded: str, lang: str | None, cast: Cast | None = None) -> Heard:
    """Return what the cues of a text say about the pairing of *cast*.

    Args:
        folded: The text, folded; what stands beyond 3,000 characters isn't read.
        lang: Its primary language subtag if known; cues of all languages count where it isn't, or
            where its own say nothing (declared languages are often wrong). Where none says
            anything, the tones are those of its own.
        cast: Where it names the pairing and others; without, all that it says is of one pairing.
    """
    folded = folded[:_LONGEST]
    words = phrases.split(folded)
    chosen, found = merged(), list[Found[Says]]()
    tones = next(books(lang)).tones
    for chosen in books(lang):
        found = chosen.stages.find(words)
        if any(one.value is not Tone.TRAP for one in found):
            tones = chosen.tones
            break
    chosen = Books(chosen.stages, tones)
    return _Reading(folded, words, chosen, lang, cast or Cast()).heard(found)


def said(folded: str, lang: str | None) -> Claim | None:
    """Return what the cues of a text claim, of whomever; None = nothing. Arguments as above."""
    folded = folded[:_LONGEST]
    words = phrases.split(folded)
    for chosen in books(lang):
        found = chosen.stages.find(words)
        if any(one.value is not Tone.TRAP for one in found):
            return _Reading(folded, words, chosen, lang, Cast()).claimed(found)
    return None


def leaving(folded: str) -> bool:
    """Whether the words speak of leaving, and don't say no to it."""
    words = phrases.split(folded[:_LONGEST])
    for found in leaves().find(words):
        before = words[max(0, found.start - _NEAR) : found.start]
        if not any(tone.value is Tone.NOT for tone in merged().tones.find(before)):
            return True
    return False


class _Reading:
    """One text, read closely."""

    def __init__(
        self, folded: str, words: Sequence[str], chosen: Books, lang: str | None, cast: Cast
    ) -> None:
        self._folded = folded
        self._places = phrases.places(folded)
        self._words = words
        self._book = chosen.stages
        self._tones = chosen.tones.find(words)[:_TONES]
        self._lang = lang
        self._cast = cast
        self._notes: dict[str, None] = {}

    def heard(self, found: Sequence[Found[Says]]) -> Heard:
        """Return what the cues say together."""
        found = self._whole(found)
        read = self._heeded(found)
        theirs = [
            one.place.clause
            for one in read
            if one is not None and one.near is Nearness.OTHERS and self._cast.player
        ]
        ours = self._scoped([one for one in read if one is not None])
        whose = self._source(found)
        asks = self._asks()
        claim = self._passed_over(asks) or self._loudest(ours, whose)
        return Heard(
            claim=claim,
            notes=tuple(self._notes),
            told=""
            if not ours and once(self._folded)
            else tell(
                self._folded,
                self._cast,
                self._cues([one for one in found if not self._lies(one, theirs)], claim),
                self._start(ours),
                theirs if ours else (),
            ),
            cues=tuple({one.claim.stage: one.claim.cue for one in reversed(ours)}.items()),
            attributed_to=whose,
            hedged=any(tone.value is Tone.HEDGE for tone in self._tones) or asks,
            open=not _OPEN.isdisjoint(self._notes),
            asks=asks,
        )

    def claimed(self, found: Sequence[Found[Says]]) -> Claim | None:
        """Return what the cues claim, and nothing else about them."""
        found = self._whole(found)
        read = [one for one in self._heeded(found) if one is not None]
        claim = self._loudest(self._scoped(read), None)
        return claim and replace(claim, attributed_to=self._source(found))

    def _whole(self, found: Sequence[Found[Says]]) -> Sequence[Found[Says]]:
        """Return the cues that no end of a sentence parts."""
        return [one for one in self._through(found) if not parted(self._folded, *self._span(one))]

    def _heeded(self, found: Sequence[Found[Says]]) -> Sequence[_Read | None]:
        staged = [(one, one.value) for one in found if isinstance(one.value, Stage)][:_HEARD]
        spans = [self._span(one) for one, _ in staged]
        return [self._read(one, stage, spans) for one, stage in staged]

    def _source(self, found: Sequence[Found[Says]]) -> str | None:
        """Return whom the text names as its source; a name ends where a cue begins."""
        return attribution(
            self._folded,
            [self._places[tone.end - 1][1] for tone in self._tones if tone.value is Tone.PER],
            [
                self._places[one.start][0]
                for one in found
                if isinstance(one.value, Stage) and one.value is not Stage.INTEREST
            ],
            self._cast,
        )

    def _through(self, found: Sequence[Found[Says]]) -> Sequence[Found[Says]]:
        """Return the cues with those that a name stands in the midst of ("agree Kane deal").

        These replace what is shorter: "deny Kane bid" is no bid.
        """
        spans = self._cast.spans()
        kept = [at for at, place in enumerate(self._places) if not covers(spans, place[0])]
        if len(kept) in {0, len(self._places)}:
            return found
        more: list[Found[Says]] = []
        for one in self._book.find([self._words[at] for at in kept]):
            across = Found(one.value, kept[one.start], kept[one.end - 1] + 1)
            rivals = [its for its in found if its.start < across.end and across.start < its.end]
            longer = all(its.end - its.start < one.end - one.start for its in rivals)
            if longer and not parted(self._folded, *self._span(across)):
                found = [its for its in found if its not in rivals]
                more.append(across)
        return sorted([*found, *more], key=lambda one: one.start)

    def _lies(self, one: Found[Says], clauses: Sequence[Span]) -> bool:
        return covers(clauses, self._places[one.start][0])

    def _span(self, one: Found[Says]) -> tuple[int, int]:
        return self._places[one.start][0], self._places[one.end - 1][1]

    def _read(
        self, one: Found[Says], stage: Stage, spans: Sequence[tuple[int, int]]
    ) -> _Read | None:
        """Return what a cue claims once its neighbours are heard."""
        start, end = self._span(one)
        place = surround(self._folded, start, end, spans)
        opens, closes = place.sentence
        hedged = place.asks
        for tone in self._tones:
            if not opens <= self._places[tone.start][0] < closes:
                continue
            if tone.value is Tone.HEDGE:
                hedged = True
            elif tone.value is Tone.YET and _around(tone, one):
                self._note("not yet")
                stage = _MILDER.get(stage, stage)
            elif tone.value is Tone.NOT and 0 <= one.start - tone.end < _NEAR:
                if stage is Stage.STAYS:
                    return None
                stage = self._unsaid(stage, tone, one)
        stage = self._due(self._refused(stage, end, place), one, place)
        if bygone(self._folded, place):
            self._note("of an earlier window")
            return None
        if stage in POSITIVE and place.asks:
            self._note(ASKED)
            stage = Stage.INTEREST
        elif stage in POSITIVE and supposed(self._folded, place, start, self._lang):
            self._note(SUPPOSED)
            stage, hedged = Stage.INTEREST, True
        stance = Stance.QUERY if place.asks else Stance.DENY if stage in NO else Stance.SUPPORT
        claim = Claim(stage=stage, cue=self._folded[start:end], hedged=hedged, stance=stance)
        others = stage in NO and preferred(self._folded, self._cast, start, end)
        near = Nearness.OTHERS if others else nearness(place, self._cast)
        return _Read(claim, place, near)

    def _unsaid(self, stage: Stage, no: Found[Says], one: Found[Says]) -> Stage:
        """Return what the *no* before a cue makes of its stage."""
        start, end = self._span(one)
        if stage is Stage.DENIED and lifted(self._folded[start:end]):
            between = self._folded[self._places[no.end - 1][1] : start]
            return Stage.INTEREST if between.isspace() else Stage.DENIED
        return _UNSAID.get(stage, Stage.DENIED)

    def _refused(self, stage: Stage, end: int, place: Clause) -> Stage:
        """Return *stage*, or what it comes to that the club, or the player, refuses an offer."""
        if stage not in {Stage.DENIED, Stage.BID}:
            return stage
        return refused(self._folded, place.clause, end, self._cast) or stage

    def _due(self, stage: Stage, one: Found[Says], place: Clause) -> Stage:
        """Return *stage*, or what is left of a medical, or a move, that is still to come."""
        if stage is Stage.MEDICAL:
            due = coming(self._folded, place.clause)
        else:
            due = stage is Stage.DONE and self._soon(one, place)
        if not due:
            return stage
        self._note("still to come")
        return _MILDER[stage]

    def _soon(self, one: Found[Says], place: Clause) -> bool:
        """Whether the words before a cue tell of what will be: "set to sign"."""
        return any(
            tone.value is Tone.SOON
            and 0 <= one.start - tone.end < _SOON
            and self._places[tone.start][0] >= place.sentence[0]
            for tone in self._tones
        )

    def _scoped(self, read: Sequence[_Read]) -> Sequence[_Read]:
        """Return the cues that are said of the pairing: the nearest, of the first paragraph."""
        kept = [one for one in read if one.near is not Nearness.OTHERS]
        if len(kept) < len(read):
            self._note("said of others")
        if any(one.near is Nearness.OURS for one in kept) and self._cast.club:
            kept = [one for one in kept if one.near is Nearness.OURS or self._follows(one, read)]
        return _opening(self._folded, kept)

    def _follows(self, one: _Read, read: Sequence[_Read]) -> bool:
        """Whether what an open clause says goes on with a clause about the pairing."""
        before = [its for its in read if its.place.clause[0] < one.place.clause[0]]
        return not before or before[-1].near is not Nearness.OTHERS

    def _loudest(self, read: Sequence[_Read], whose: str | None) -> Claim | None:
        said = [one for i, one in enumerate(read) if not _denied(one, read[:i])]
        stages = {one.claim.stage for one in said}
        if stages & {Stage.AGREEMENT, Stage.MEDICAL}:
            said = [one for one in said if one.claim.cue not in FINAL]
        if not said:
            return None
        claim = min(said, key=lambda one: _RANK[one.claim.stage]).claim
        if claim.stage is Stage.INTEREST and miscellany(self._folded):
            self._note("a round-up")
            return None
        return replace(claim, attributed_to=whose)

    def _passed_over(self, asks: bool) -> Claim | None:
        """Return the denial that lies in another club's being chosen, if it is said outright."""
        span = None if asks else passed(self._folded, self._cast)
        if span is None:
            return None
        self._note("passed over")
        cue = self._folded[slice(*span)]
        return Claim(stage=Stage.DENIED, cue=cue, stance=Stance.DENY)

    def _asks(self) -> bool:
        """Whether a sentence that names the player is a question."""
        return any(surround(self._folded, *span, ()).asks for span in self._cast.player[:_ASKED])

    def _start(self, read: Sequence[_Read]) -> int:
        """Return where the paragraph begins that the learned part is told."""
        if not read:
            return 0
        return self._folded.rfind("\n\n", 0, max(0, read[0].place.sentence[0])) + 1

    def _cues(self, found: Sequence[Found[Says]], claim: Claim | None) -> list[str]:
        """Return the cues and what they come to, as words of no language."""
        stages = [f"zx{one.value}" for one in found if one.value is not Tone.TRAP]
        tones = [f"zy{tone.value}" for tone in self._tones]
        return [*stages[:_MOST], *tones[:_MOST], f"zc{claim.stage if claim else 'none'}"]

    def _note(self, note: str) -> None:
        self._notes[note] = None


_MOST = 6
"""Cues that are told: a text of nothing but cues says no more."""


def _opening(folded: str, read: Sequence[_Read]) -> Sequence[_Read]:
    """Return the cues of the first paragraph that has any: what follows is background."""
    gap = folded.find("\n\n", read[0].place.sentence[0] + 1) if read else -1
    if gap < 0:
        return read
    head = [one for one in read if one.place.sentence[0] < gap]
    final = any(one.claim.cue in FINAL for one in read)
    if not final:
        return head
    near = {Stage.AGREEMENT, Stage.MEDICAL}
    return [one for one in read if one in head or one.claim.cue in FINAL or one.claim.stage in near]


def _around(tone: Found[Says], one: Found[Says]) -> bool:
    """Whether a tone and a cue overlap or are near each other."""
    return tone.start - one.end <= _NEAR and one.start - tone.end <= _ABOUT


def _denied(one: _Read, earlier: Sequence[_Read]) -> bool:
    """Whether the same sentence says no before it says this."""
    return one.claim.stage in POSITIVE and any(
        before.claim.stage in NO and before.place.sentence == one.place.sentence
        for before in earlier
    )
