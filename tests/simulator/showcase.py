"""Evidence in memory: a pairing, a story and a source as an evening leaves them; made up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from monitor.domain.alert import Kind, Weight
from monitor.domain.catalogue import (
    Account,
    Catalogue,
    Club,
    Pairing,
    Player,
    Relation,
    Role,
    Source,
    Stint,
    Watch,
)
from monitor.domain.claims import Claim, Stage
from monitor.domain.rumour import Contribution, Record, Strength, Verdict
from monitor.domain.rumour import Evidence as Much
from monitor.domain.spike import Detector
from monitor.domain.stories.story import Story, alone
from monitor.judges import strength
from monitor.ports import Blank, Estimate, Spoken, Watched, Words
from monitor.ports.evidence import HALF, Chronicle, Half, Portrait, Standing, Uttered
from monitor.web import Library
from tests.simulator.archive import ACT, ALERT, AT, NOTICE, STORY

PAIRING = ALERT.pairing
HOUR = timedelta(hours=1)
PAPER, REPORTER = "did:plc:paper", "did:plc:reporter"
FIRST, COPY, PRIVATE = b"1" * 16, b"2" * 16, b"3" * 16
TALKS = Claim(stage=Stage.TALKS, cue="in talks", hedged=True)
QUOTED = "Talks about a return have begun, we are told"


def account(ident: str, handle: str, role: Role, source: str) -> Account:
    """Return a proven account."""
    return Account(
        platform="bluesky", handle=handle, id=ident, role=role, source=source,
        proof="linked from the own page (made up)", verified_on=date(2026, 7, 1),
    )  # fmt: skip


CATALOGUE = Catalogue(
    players={
        "sergio-ramos": Player(
            slug="sergio-ramos",
            name="Sergio Ramos",
            born=date(1986, 3, 30),
            stints=(Stint(club="real-madrid", relation=Relation.FORMER),),
        )
    },
    clubs={
        "real-madrid": Club(
            slug="real-madrid", name="Real Madrid", country="ES", timezone="Europe/Madrid"
        ),
        "celtic": Club(slug="celtic", name="Celtic", country="GB-SCT"),
    },
    sources={
        "evening-whistle": Source(
            slug="evening-whistle",
            name="The Evening Whistle",
            role=Role.OUTLET,
            languages=("en",),
            domains=("evening-whistle.example",),
        ),
        "lena-ortiz": Source(slug="lena-ortiz", name="Lena Ortiz", role=Role.JOURNALIST),
    },
    accounts=(
        account(PAPER, "whistle.example", Role.OUTLET, "evening-whistle"),
        account(REPORTER, "lena.example", Role.JOURNALIST, "lena-ortiz"),
    ),
    watchlist=frozenset({Watch("sergio-ramos", "real-madrid")}),
)
LIBRARY = Library(catalogue=CATALOGUE, model=strength.chosen(None))


def spoken(key: bytes, at: datetime, **more: object) -> Spoken:
    """Return what somebody says of the move."""
    fields = {"key": key, "pairing": PAIRING, "at": at, "claim": TALKS, "author": key,
              "record": key, "platform": "bluesky"}  # fmt: skip
    return Spoken(**{**fields, **more})  # type: ignore[arg-type]


PORTRAIT = Portrait(
    pairing=PAIRING,
    at=AT,
    watched=Watched(pairing=PAIRING, since=AT - timedelta(days=3), state=Detector().snapshot()),
    weighed=AT,
    halves=[Half(AT - 3 * HALF, 2), Half(AT - HALF, 43)],
    connectors={"bluesky": 40, "feed": 5},
    blanks=[Blank(AT - 6 * HALF, "bluesky")],
    estimate=Estimate(
        pairing=PAIRING,
        at=AT,
        strength=Strength(
            Much.LOW, (Contribution("prior", -0.84, "What is usual."),), 0.31, 0.2, 0.4, 0.05, (),
            "estimate (2018 data)",
        ),
    ),
    spoken=[
        spoken(FIRST, AT - 2 * HOUR, account=PAPER),
        spoken(COPY, AT - HOUR, account=REPORTER, cites="evening-whistle"),
        spoken(PRIVATE, AT - HOUR, cites="evening-whistle"),
    ],
    records={"evening-whistle": Record(source="evening-whistle", came_true=3, failed=2, first=1)},
    notices=[alone(NOTICE, "act:1", Weight.ACT)],
)  # fmt: skip

WORDS = {
    FIRST: Words(
        platform="bluesky", account=PAPER, quote=QUOTED, url="https://evening-whistle.example/1"
    )
}

CHRONICLE = Chronicle(
    story=Story(id=STORY, player=PAIRING.player, alert=ALERT.id, opened_at=AT, last_at=AT + HOUR),
    notices=(
        alone(NOTICE, "act:1", Weight.ACT),
        replace(
            alone(NOTICE, "act:1", Weight.ACT),
            kind=Kind.STORY_UPDATED,
            alert=replace(ALERT, told_at=AT + HOUR, title="Outlets take it up"),
        ),
    ),
    acts=(ACT,),
)

STANDING = Standing(
    record=PORTRAIT.records["evening-whistle"],
    verdicts=[
        Verdict(source="evening-whistle", pairing=Pairing("harry-kane", "barcelona"),
                at=AT - timedelta(days=90), came_true=True, first=True),
    ],
    uttered=[
        Uttered(key=FIRST, pairing=PAIRING, at=AT - 2 * HOUR, platform="bluesky", account=PAPER,
                connector="bluesky", claim=TALKS, words=WORDS[FIRST]),
    ],
)  # fmt: skip


class Showcase:
    """Shows what it is given; see `monitor.ports.evidence.EvidenceReader`."""

    def __init__(
        self,
        portrait: Portrait = PORTRAIT,
        chronicle: Chronicle | None = CHRONICLE,
        standing: Standing = STANDING,
        words: Mapping[bytes, Words] = WORDS,
    ) -> None:
        self._portrait = portrait
        self._chronicle = chronicle
        self._standing = standing
        self._words = words

    async def portrait(self, pairing: Pairing, now: datetime) -> Portrait:
        blank = Portrait(pairing=pairing, at=now)
        return self._portrait if pairing == self._portrait.pairing else blank

    async def words(self, keys: Collection[bytes]) -> Mapping[bytes, Words]:
        return {key: words for key, words in self._words.items() if key in keys}

    async def chronicle(self, story: str) -> Chronicle | None:
        found = self._chronicle
        return found if found is not None and found.story.id == story else None

    async def standing(
        self, source: str, accounts: Collection[tuple[str, str]], now: datetime
    ) -> Standing:
        del accounts, now
        return self._standing if source == "evening-whistle" else Standing()

    async def track(self, now: datetime) -> Mapping[str, Record]:
        del now
        return self._portrait.records
