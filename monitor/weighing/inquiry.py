"""All that there is to say of one rumour: how strong, why, by whom, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.domain import windows
from monitor.domain.acts.known import Known
from monitor.domain.catalogue import Account, Catalogue, Pairing, Relation, Role
from monitor.domain.rumour import (
    Case,
    Contribution,
    Evidence,
    Family,
    Model,
    Origin,
    Outcome,
    Strength,
    Testimony,
    lead,
)
from monitor.domain.rumour.estimate import judge, speaking
from monitor.domain.rumour.supposing import Supposition, suppose
from monitor.domain.stories import wording
from monitor.domain.stories.figures import count
from monitor.ports import Words
from monitor.weighing.credit import Credit, credit
from monitor.weighing.dossier import Dossier, account_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One origin, as far as a person may see it.

    Attributes:
        key: Of the activity that was first.
        who: Whose word it is.
        by: Who told it first, where that is another.
        copies: Who only repeats it, each once, in order of time; without private people.
        private: How many posts of private people repeat it.
        words: As it was first said, if that is public and stands.
    """

    key: bytes
    who: str
    source: str | None
    role: Role
    says: Family
    hedged: bool
    at: datetime
    by: str | None = None
    withdrawn: bool = False
    copies: tuple[str, ...] = ()
    private: int = 0
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """All that there is to say of one rumour.

    Attributes:
        player, club: Their names.
        closes: End of the window; None = none is known, or the player has no club.
        outcome: How it ended, where it is over.
        heard: The origins, the first first.
        lead: How long the first voice was alone; None if it still is.
        acts: Each once, however it is known.
        sources: Those that speak of it.
    """

    pairing: Pairing
    player: str
    club: str
    at: datetime
    relation: Relation
    closes: datetime | None
    strength: Strength
    outcome: Outcome | None = None
    heard: tuple[Heard, ...] = ()
    lead: timedelta | None = None
    acts: tuple[Known, ...] = ()
    sources: tuple[Credit, ...] = ()
    unknown: tuple[str, ...] = ()
    changes: tuple[Supposition, ...] = ()


def inquire(dossier: Dossier, pairing: Pairing, acts: Sequence[Known], model: Model) -> Inquiry:
    """Return what there is to say of the rumour about *pairing*, but for the words themselves.

    Args:
        dossier: What is known of the player.
        acts: About the pairing, until then.
    """
    catalogue = dossier.catalogue
    case = dossier.case(pairing)
    found = speaking(case, dossier.at)
    ended = ended_by(dossier, pairing)
    if ended is None:
        strength = judge(case, found, dossier.at, model)
        changes = suppose(case, dossier.at, model)
    else:
        strength, changes = _over(ended, catalogue), ()
    heard = tuple(hear(one, dossier) for one in found)
    slugs = sorted({one.source for one in heard if one.source is not None})
    sources = tuple(credit(slug, catalogue, dossier.records, model) for slug in slugs)
    return Inquiry(
        pairing=pairing,
        player=catalogue.players[pairing.player].name,
        club=catalogue.clubs[pairing.club].name,
        at=dossier.at,
        relation=case.relation,
        closes=case.closes,
        strength=strength,
        outcome=ended,
        heard=heard,
        lead=lead(found) if found else None,
        acts=tuple(acts),
        sources=sources,
        unknown=tuple(what_is_unknown(case, catalogue, sources, dossier.at)),
        changes=changes,
    )


def ended_by(dossier: Dossier, pairing: Pairing) -> Outcome | None:
    """Return the move that ended the rumour, if one did."""
    if dossier.open(pairing) or (dossier.since(pairing) or dossier.at) <= dossier.at:
        return None
    moves = (one for one in dossier.settled if one.happened)
    return max(moves, key=lambda one: (one.at, one.pairing == pairing))


def _over(ended: Outcome, catalogue: Catalogue) -> Strength:
    club = catalogue.clubs.get(ended.pairing.club)
    name = club.name if club is not None else ended.pairing.club
    sentence = f"The rumour is over: the player moved to {name}, {ended.at:%-d %B %Y} ({ended.by})."
    return Strength(Evidence.INSUFFICIENT, (Contribution("evidence", 0.0, sentence),))


def hear(origin: Origin, dossier: Dossier) -> Heard:
    """Return *origin* as far as a person may see it, but for its words."""
    first = origin.first
    names = [_name(one, dossier) for one in origin.copies]
    own = _name(first, dossier)
    source = origin.voice if isinstance(origin.voice, str) else None
    known = dossier.catalogue.sources.get(source or "")
    cited = source is not None and source != first.source
    who = known.name if known is not None else source or own or "an account of the catalogue"
    return Heard(
        key=first.key,
        who=who,
        source=source,
        role=known.role if known is not None and cited else first.role,
        says=origin.family,
        hedged=first.claim is not None and first.claim.hedged,
        at=origin.at,
        by=(own or "a private account") if cited else None,
        withdrawn=first.withdrawn,
        copies=tuple(dict.fromkeys(name for name in names if name is not None)),
        private=names.count(None),
    )


def _name(testimony: Testimony, dossier: Dossier) -> str | None:
    """Return how whoever said it is called; None for private people."""
    spoken = dossier.spoken(testimony)
    account = account_of(spoken, dossier.catalogue) if spoken is not None else None
    return wording.owner(account, dossier.catalogue) if account is not None else None


def what_is_unknown(
    case: Case, catalogue: Catalogue, sources: Sequence[Credit], at: datetime
) -> Iterator[str]:
    """Yield what is not known, a sentence each."""
    club = catalogue.clubs[case.pairing.club].name
    if not any(_speaks(one, case.pairing.club) for one in catalogue.accounts):
        yield f"What {club} itself says: no proven account of the club is in the catalogue."
    if case.closes is None and windows.free(catalogue, case.pairing, at):
        yield "When it must be settled: the player has no club, so 90 days are taken."
    elif case.closes is None:
        yield f"When it must be settled: no window is known for {club}, so 90 days are taken."
    silent = sum(not one.resolved for one in sources)
    if silent:
        verb, whose = ("is", "it has") if silent == 1 else ("are", "they have")
        yield f"How often {count(silent, 'source')} here {verb} right: {whose} no record yet."
    if not case.acts:
        yield "Likes on Instagram and X: nobody can observe them; they count once reported."


def _speaks(account: Account, club: str) -> bool:
    return account.club == club and account.standing is Role.CLUB
