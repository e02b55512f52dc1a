"""Acts about a pairing as they are known: each once, whoever observed, pushed or reported it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from monitor.domain import act as rules
from monitor.domain.act import Act, Verdict
from monitor.domain.activity import Provenance
from monitor.domain.acts import hearsay
from monitor.domain.acts.tale import Report, Tale, tales

_SUREST: Final = (Provenance.OBSERVED, Provenance.PUSHED, Provenance.REPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One act, with all that is known of it.

    Attributes:
        act: By its surest account; `ended` if any account of it ended, or it was taken back.
        accounts: Every stored account of it; empty where nobody was told and texts alone tell.
        tale: What texts tell of it, if any do.
    """

    act: Act
    accounts: tuple[Act, ...] = ()
    tale: Tale | None = None

    @property
    def provenance(self) -> Provenance:
        """The surest way in which it is known."""
        return self.act.provenance

    @property
    def reports(self) -> int:
        """How many independent origins report it."""
        return len(self.tale.origins) if self.tale is not None else 0

    @property
    def copies(self) -> int:
        """How many reports only repeat others."""
        return self.tale.copies if self.tale is not None else 0

    @property
    def first(self) -> Report | None:
        """Who reported it first."""
        return self.tale.first if self.tale is not None and self.tale.telling else None

    @property
    def lead(self) -> timedelta | None:
        """How long that origin was alone."""
        return self.tale.lead if self.tale is not None else None

    @property
    def debunked(self) -> bool:
        """Whether somebody who can know denies it; not where a source of ours saw it."""
        seen = self.provenance is Provenance.OBSERVED
        return self.tale is not None and self.tale.debunked and not seen

    @property
    def records(self) -> frozenset[bytes]:
        """Seals of the records of the texts that tell of it: as evidence they add nothing."""
        return frozenset(one.record for one in self.tale.reports) if self.tale else frozenset()


def known(acts: Iterable[Act], reports: Iterable[Report]) -> tuple[Known, ...]:
    """Return the acts about one pairing, oldest first; their order as given doesn't matter.

    Of what texts tell only that which may be told: by a proven source or two origins; and what
    people close to the player did isn't among it.
    """
    told = [tale for tale in tales(reports) if tale.known and tale.first.role is not None]
    keys = {one.key: place for place, tale in enumerate(told) for one in tale.reports}
    alone: list[list[Act]] = []
    beside: list[list[Act]] = [[] for _ in told]
    for act in sorted(acts, key=lambda act: (act.at, act.key)):
        place = keys.get(act.key)
        if act.doing is not None:
            if place is not None:
                beside[place].append(act)
            continue
        for place, tale in enumerate(told):
            if hearsay.one_act(act, of_tale(tale)):
                beside[place].append(act)
                break
        else:
            same = (some for some in alone if any(_same(act, other) for other in some))
            found = next(same, None)
            if found is None:
                alone.append([act])
            else:
                found.append(act)
    merged = [_merge(some, None) for some in alone]
    merged += [_merge(some, tale) for some, tale in zip(beside, told, strict=True)]
    return tuple(sorted(merged, key=lambda one: (one.act.at, one.act.key)))


def of_tale(tale: Tale) -> Act:
    """Return the act that texts tell of, as if one of them had told it."""
    first = tale.first
    return Act(
        key=first.key,
        record=first.key,
        object=None,
        actor=first.voice,
        platform=tale.platform,
        handle=first.doer,
        role=first.role or first.by,
        verb=rules.VERBS[first.doing],
        pairing=first.pairing,
        at=tale.until,
        verdict=Verdict.HOLD,
        ended=bool(tale.removed),
        provenance=Provenance.REPORTED,
        observer=hearsay.reporter(tale),
        since=tale.since,
        doing=first.doing,
        whose=tale.whose,
    )


def _same(one: Act, other: Act) -> bool:
    return one.record == other.record or hearsay.one_act(one, other)


def _merge(accounts: Sequence[Act], tale: Tale | None) -> Known:
    """Return one act of its accounts: the surest speaks, and the first of these."""
    if not accounts:
        assert tale is not None
        return Known(act=of_tale(tale), tale=tale)
    surest = min(accounts, key=lambda act: _SUREST.index(act.provenance))
    over = any(act.ended for act in accounts) or bool(tale and tale.removed)
    alert = next((act.alert for act in accounts if act.alert is not None), None)
    act = replace(surest, ended=over, alert=surest.alert or alert)
    return Known(act=act, accounts=tuple(accounts), tale=tale)
