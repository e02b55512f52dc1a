"""Notices of claims: a stage that is new, a denial, and claims that were taken back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from monitor.domain.activity import Provenance
from monitor.domain.alert import (
    Alert,
    Claimed,
    Evidence,
    Kind,
    Named,
    Notice,
    Severity,
    Status,
    Weight,
    alert_id,
    story_id,
)
from monitor.domain.catalogue import Catalogue, Club, Player, Role, Source
from monitor.domain.rumour import Origin, Record
from monitor.domain.rumour.vouching import word
from monitor.domain.stage import Stage
from monitor.domain.stories import story, wording
from monitor.domain.stories.advance import Advance, Turn
from monitor.domain.stories.figures import count

RULE: Final = "claim"

STAGES: Final[Mapping[Stage | None, str]] = {
    None: "talk of a move",
    Stage.INTEREST: "interest",
    Stage.TALKS: "talks",
    Stage.BID: "a bid",
    Stage.AGREEMENT: "an agreement",
    Stage.MEDICAL: "a medical",
    Stage.DONE: "a done deal",
    Stage.STAYS: "that the player stays",
    Stage.DENIED: "that there is nothing in it",
    Stage.WITHDRAWN: "that it is off",
}
"""What is claimed, as the object of a sentence."""

_SPACE: Final = uuid.UUID("c1a1b0de-7e11-5a6e-9d3c-2f4b8e6a1d07")
_MOST: Final = 4
_TWO: Final = 2
_NO_FACT: Final = "Whether it is true: a claim is not a fact about a transfer."
_LIKELY: Final = "How likely the move is: too little evidence for a number."
SPEAKERS: Final[Mapping[Role, str]] = {
    Role.CLUB: "The club",
    Role.PLAYER: "The player",
    Role.AGENT: "The agent",
}
"""How those are called who speak for themselves."""


def tell(
    advance: Advance,
    catalogue: Catalogue,
    records: Mapping[str, Record],
    said: Mapping[bytes, Evidence],
) -> Notice:
    """Return the notice of *advance*, as the first of a story of its own.

    Args:
        records: Of sources, by slug.
        said: What may be quoted of what was claimed, by the keys of activities.
    """
    told = f"{advance.turn}:{advance.stage}:{advance.after.firm}"
    seed = f"{advance.pairing}:{told}:{advance.after.said.isoformat()}"
    cause = uuid.uuid5(_SPACE, seed).bytes
    saga = story_id(advance.pairing.player, cause)
    by = advance.by[:_MOST]
    quoted = {word(one).key: said[word(one).key] for one in by if word(one).key in said}
    gone = advance.turn is Turn.GONE
    names = tuple(dict.fromkeys(_name(one, catalogue) for one in advance.by))
    player = _called(advance.pairing.player, catalogue.players)
    club = _called(advance.pairing.club, catalogue.clubs)
    alert = Alert(
        id=alert_id(RULE, saga, cause),
        rule=RULE,
        story=saga,
        pairing=advance.pairing,
        player_name=player,
        club_name=club,
        status=_status(advance),
        severity=_severity(advance),
        title=_titled(advance, f"{player} to {club}", names),
        text=_text(advance, catalogue, records),
        how_we_know=() if gone else (_how(advance),),
        reasons=_reasons(advance),
        evidence=tuple(quoted.get(word(one).key) or _piece(one, catalogue) for one in by),
        unknown=_unknown(advance),
        strength=advance.strength,
        happened_at=max((word(one).at for one in advance.by), default=advance.at),
        told_at=advance.at,
        claim=Claimed(
            club=Named(advance.pairing.club, club),
            turn=str(advance.turn), stage=advance.stage, was=advance.was, by=names[:_MOST],
            voices=advance.voices,
        ),
    )  # fmt: skip
    notice = Notice(
        kind=Kind.ALERT_CORRECTED if gone else Kind.CLAIM_STAGE_CHANGED,
        alert=alert,
        cause=cause,
        quotes=tuple(quoted),
        held=advance.held,
        why=_why(advance),
    )
    return story.alone(notice, f"claim:{advance.pairing.club}", Weight.CLAIM)


def _titled(advance: Advance, about: str, names: Sequence[str]) -> str:
    if advance.turn is Turn.GONE:
        return f"Corrected: {about}: {STAGES[advance.was]} no longer stands"
    who = _listed(names)
    match advance.turn:
        case Turn.FORWARD if advance.stage is None:
            return f"Unverified: {about}: {who} speak of a move"
        case Turn.FORWARD:
            for role in SPEAKERS.values():
                who = who.replace(role, role[:1].lower() + role[1:])
            return f"Unverified: {about}: {STAGES[advance.stage]}, as {who} {_say(names)}"
        case _:
            return f"Unverified: {about}: {who} {_say(names)} {STAGES[advance.stage]}"


def _text(advance: Advance, catalogue: Catalogue, records: Mapping[str, Record]) -> str:
    if advance.turn is Turn.GONE:
        left = f"What is left is {STAGES[advance.stage]}." if not advance.after.fallen else ""
        told = f"Words that {STAGES[advance.was]} rested on were taken back or deleted."
        return f"{told} That part of this alert no longer stands. {left}".strip()
    parts = [_sentence(one, catalogue, records) for one in advance.by[-_MOST:]]
    earlier = len(advance.by) - len(parts)
    if earlier:
        parts.insert(0, f"{count(earlier, 'earlier claim')}: see the page.")
    if advance.was is not None and advance.was is not advance.stage:
        parts.append(f"Told before: {STAGES[advance.was]}.")
    return " ".join(parts)


def _sentence(one: Origin, catalogue: Catalogue, records: Mapping[str, Record]) -> str:
    """Say who claims what, since when, with what record, and how many only repeat it."""
    own = word(one)
    claim = own.claim
    what = f"claims {STAGES[claim.stage]}" if claim is not None else "speaks of the move"
    hedge = ", with a reserve," if claim is not None and claim.hedged else ""
    record = records.get(one.voice) if isinstance(one.voice, str) else None
    settled = record.came_true + record.failed if record is not None else 0
    known = f" (right in {record.came_true} of {settled})" if record and settled else ""
    copies = f"; {len(one.copies):,} that repeat it count once with it" if one.copies else ""
    return f"{_name(one, catalogue)}{known} {what}{hedge} at {wording.stamp(own.at)}{copies}."


def _how(advance: Advance) -> str:
    copies = sum(len(one.copies) for one in advance.by)
    folded = f"; {count(copies, 'repetition')} left out" if copies else ""
    return f"Read from what {count(advance.voices, 'independent origin')} published{folded}."


def _reasons(advance: Advance) -> tuple[str, ...]:
    match advance.turn:
        case Turn.GONE:
            return ("Everybody who got an alert hears when part of it no longer stands.",)
        case Turn.BACK:
            return ("What was told of this move is denied, by somebody whose word counts.",)
    firmer = advance.was is not None and advance.was is advance.stage
    what = STAGES[advance.stage]
    first = f"By now there is enough behind it: {what}." if firmer else f"New: {what}."
    chance = advance.strength.probability
    likely = () if chance is None else (f"The estimate of the move is {chance:.0%}.",)
    return (first, *likely)


def _unknown(advance: Advance) -> tuple[str, ...]:
    if advance.turn is Turn.GONE:
        return ()
    return (_NO_FACT,) if advance.strength.probability is not None else (_NO_FACT, _LIKELY)


def _status(advance: Advance) -> Status:
    if advance.turn is Turn.GONE:
        return Status.CORRECTED
    return Status.STARTED if advance.turn is Turn.FORWARD else Status.UPDATED


def _severity(advance: Advance) -> Severity:
    """Return *major* for what two independent voices say, if it may interrupt anybody."""
    if advance.held is not None:
        return Severity.INFO
    return Severity.MAJOR if advance.voices >= _TWO else Severity.MINOR


def _why(advance: Advance) -> str:
    if advance.held is None:
        return ""
    return "weak" if advance.turn is Turn.FORWARD else "untold"


def _piece(one: Origin, catalogue: Catalogue) -> Evidence:
    what = "the denial" if one.against else "the claim"
    who = _name(one, catalogue)
    return Evidence(what=what, who=who, provenance=Provenance.OBSERVED, at=word(one).at)


def _name(one: Origin, catalogue: Catalogue) -> str:
    if isinstance(one.voice, str):
        return _called(one.voice, catalogue.sources)
    return SPEAKERS.get(one.first.role, "An account of the catalogue")


def _called(
    slug: str, known: Mapping[str, Player] | Mapping[str, Club] | Mapping[str, Source]
) -> str:
    entry = known.get(slug)
    return slug if entry is None else entry.name


def _say(names: Sequence[str]) -> str:
    return "says" if len(names) == 1 else "say"


def _listed(names: Sequence[str]) -> str:
    """Return names as a title has them: two, and how many more."""
    shown = [*names[:_TWO], *([f"{len(names) - _TWO} more"] if len(names) > _TWO else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
