"""A desk that hears of acts by texts whose reading is given, for tests of what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from monitor.domain.activity import Activity, Verb
from monitor.domain.acts.known import Known, known
from monitor.domain.alert import Kind
from monitor.domain.catalogue import WEB, Catalogue, Role, Source
from monitor.domain.reported import Doer, Doing, Told
from monitor.judges.names import Names
from monitor.judging.acts import Jury
from monitor.judging.links import Linker
from monitor.judging.scribe import EAR, Ear
from tests.unit.judged import RAMOS, START, Desk, account, desk

OUTLETS = ("marca", "as", "relevo")
TEXT = "Sergio Ramos to Real Madrid? He acted on a post, {who} writes in words of {n}"
PLAYER = Doer(role=Role.PLAYER, player="ramos")


def saying(**more: Any) -> Told:
    """Return that Ramos liked a post about Real Madrid, told now."""
    said = {"doing": Doing.LIKE, "doer": PLAYER, "until": START, "clubs": ("madrid",)}
    return Told(**{**said, **more})


def informed(known_before: Catalogue) -> Catalogue:
    """Return a catalogue that also knows outlets, and further fan accounts."""
    sources = {
        slug: Source(slug=slug, name=slug.title(), role=Role.OUTLET, domains=(f"{slug}.example",))
        for slug in OUTLETS
    }
    more = [account(slug, Role.OUTLET, source=slug) for slug in OUTLETS] + [
        account("unidos", Role.FAN_ACCOUNT),
        account("ultras", Role.FAN_ACCOUNT),
    ]
    grown = replace(known_before, sources=sources)
    return grown.merged((*known_before.accounts, *more))


@dataclass
class Room:
    """A desk, and what each text tells."""

    desk: Desk
    meant: dict[str, tuple[Told, ...]] = field(default_factory=dict)
    count: int = 0

    def text(self, who: str, *told: Told, minutes: float = 0, **more: Any) -> Activity:
        """Return a text by *who*, so many minutes after the start, that tells *told*."""
        self.count += 1
        at = more.pop("at", START + timedelta(minutes=minutes))
        words = more.pop("words", None) or TEXT.format(who=who, n=_words(self.count))
        self.meant[words] = told
        web = more.pop("web", False)
        address = f"https://{who}.example/{self.count}"
        said: dict[str, Any] = {
            "platform": WEB if web else "bluesky",
            "verb": Verb.CREATE,
            "actor": who if web else f"did:{who}",
            "record": address if web else f"at://did:{who}/text-{self.count}",
            "url": address,
            "text": words,
            "lang": "en",
            "happened_at": at,
            "seen_at": more.pop("seen_at", at),
        }
        return Activity(**{**said, **more})

    def hear(self, who: str, *told: Told, **more: Any) -> Activity:
        """See a text alone, and return it."""
        seen = self.text(who, *(told or (saying(),)), **more)
        self.desk.see(seen)
        return seen

    def told(self) -> list[tuple[Kind, str]]:
        """Return what was told, by title."""
        return [(notice.kind, notice.alert.title) for notice in self.desk.notices]

    def kinds(self) -> list[Kind]:
        return [notice.kind for notice in self.desk.notices]

    def known(self) -> tuple[Known, ...]:
        """Return the acts about Ramos and Real Madrid, as they are known."""
        recalled = self.desk.recalled
        acts = [act for act in recalled.acts if act.pairing == RAMOS]
        return known(acts, [one for one in recalled.reports if one.pairing == RAMOS])


def reading_room() -> Room:
    """Return a room at which texts are read as they are."""
    made = room()
    made.desk.judge = replace(made.desk.judge, ear=EAR)
    return made


def room(*, max_age: timedelta = timedelta(hours=24)) -> Room:
    """Return a room at which nothing was heard yet."""
    made = Room(desk(max_age=max_age))

    def read(text: str, _: object, *, published: datetime, **__: Any) -> Sequence[Told]:
        return [replace(one, until=min(one.until, published)) for one in made.meant.get(text, ())]

    judge = made.desk.judge
    catalogue = informed(judge.catalogue)
    made.desk.judge = replace(
        judge,
        catalogue=catalogue,
        linker=Linker(catalogue, Names(catalogue)),
        jury=Jury(catalogue, max_age),
        ear=Ear(lambda _: True, read),
    )
    return made


def _words(count: int) -> str:
    """Return words that no other text has: nobody copies by chance."""
    return " ".join(f"{name}{count}" for name in ("alpha", "bravo", "carol", "delta", "echos"))
