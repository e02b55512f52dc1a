"""A store full of texts that nobody should trust, and of private people whom nobody should see.

Every name, handle, id, address and word of a private person holds `PRIVATE`; every piece of markup
that strangers wrote holds `MARKUP` as the name of an element or an attribute.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from monitor.domain.activity import Activity, Verb
from monitor.domain.alert import Alert, Evidence, Kind, Named, Notice, Weight
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.desk.opinion import Opinion, Rated, Taken
from monitor.domain.desk.silence import silence
from monitor.domain.rights import Way
from monitor.domain.rumour import Contribution, Strength
from monitor.domain.rumour import Evidence as Much
from monitor.domain.stories.spread import Phase, Wave
from monitor.domain.stories.story import alone
from monitor.domain.text import clean
from monitor.ports import (
    Blank,
    Commit,
    DeadLetter,
    Estimate,
    Turn,
    Watched,
    Weighing,
)
from storage import Store, open_store
from tests.integration.stand import Stand, stand
from tests.simulator.archive import ALERT, CAUSE

PRIVATE: Final = "zq9fan"
MARKUP: Final = "zq9x"
OBSERVER: Final = "zq9observer"
"""Who told us what they saw, and named themselves: readers see that, who has a link doesn't."""

MARKED: Final = (
    f"<script {MARKUP}>{MARKUP}()</script><{MARKUP}>",
    f"</title></style></textarea></script><img src=x onerror={MARKUP}() {MARKUP}=1>",
    f"\"'><a href=javascript:{MARKUP} {MARKUP}='1'>x</a>",
    f"' {MARKUP}=1 \" {MARKUP}=2 ` {MARKUP}=3 onfocus={MARKUP}",
    f"<!-- {MARKUP} --><![CDATA[<{MARKUP}/>]]>]]><?{MARKUP} ?>&lt;{MARKUP}&gt;&#60;{MARKUP}>",
    "{{ 7 * 7 }}{% raw %}${7*7}#{7*7}",
    "\u202egnp.exe\u2066\u2067\u200e\u200f \u0000\x07\x1b[31m \ufffe\uffff",
    "=cmd|' /C calc'!A0",
    "+1+1", "-2+3", "@SUM(1+1)", "\t=1", "\r\n=1\r\nFrom: x", "\uff1d1+1",
    f"javascript:{MARKUP}", "https://u:p@evil.example/", "//evil.example",
    "\ud800 lone \udfff",
    "x" * 10_000,
    "\u0645\u0631\u062d\u0628\u0627 " * 1600,
    "line\nbreak\u2028and\u2029more\x85\x0b",
)  # fmt: skip
TEXT: Final = " ".join(one[:400] for one in MARKED if one.isprintable() or "\u202e" in one)

NAMING: Final = (
    f"@{PRIVATE}1.example you are right!", f"RT @{PRIVATE}2@social.example:",
    f"https://bsky.app/profile/{PRIVATE}3.example/post/{PRIVATE}3", f"{PRIVATE}4.bsky.social says",
    f"did:plc:{PRIVATE}5", f"\uff20{PRIVATE}6", f"write to {PRIVATE}7@mail.example",
)  # fmt: skip

PAIRING: Final = Pairing("sergio-ramos", "real-madrid")
DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Bred:
    """What was bred once, to be copied.

    Attributes:
        file: The database.
        catalogue: With names of that kind, too.
        notices: All that was told.
        now: When it was.
    """

    file: Path
    catalogue: Catalogue
    notices: tuple[Notice, ...]
    now: datetime


@dataclass(frozen=True)
class Menagerie:
    """A store with all of that in it."""

    store: Store
    bred: Bred


async def breed(folder: Path) -> Bred:
    """Return a database to which people and texts of that kind came through the real pipeline."""
    async with stand(folder) as it:
        await _talk(it)
        told = tuple(_told(it))
        catalogue = _named(it.pipe.judge.catalogue)
        await _keep(it, told)
        await _answer(it.store, told)
        return Bred(folder / "stand.db", catalogue, (*it.told, *told), it.now)


@asynccontextmanager
async def menagerie(bred: Bred, folder: Path) -> AsyncIterator[Menagerie]:
    """Give a copy of its own."""
    shutil.copy(bred.file, folder / "copy.db")
    store = await open_store(f"sqlite:///{folder / 'copy.db'}")
    try:
        yield Menagerie(store, bred)
    finally:
        await store.close()


def fan(number: int) -> str:
    """Return the platform id of a private person."""
    return f"did:plc:{PRIVATE}{number}"


def _post(it: Stand, number: int, text: str, **more: Any) -> Activity:
    who = fan(number)
    return it.post(
        who,
        f"{text} {PRIVATE}words{number}",
        actor_handle=f"{PRIVATE}{number}.example",
        record=f"at://{who}/app.bsky.feed.post/{PRIVATE}{number}",
        url=f"https://bsky.app/profile/{PRIVATE}{number}.example/post/{PRIVATE}{number}",
        **more,
    )


async def _talk(it: Stand) -> None:
    """Let private people talk, and public accounts act upon what they say."""
    claims = "Sergio Ramos to Real Madrid: medical booked, here we go! Done deal."
    source = it.source()
    for number, text in enumerate(map(clean, MARKED)):  # as connectors do it
        source.held.append(_post(it, number, f"{claims} {text[:2000]}"))
        source.held.append(
            it.post("did:plc:bernabeunights", f"{claims} {text[:2000]}", url=text[:300])
        )
    for named in NAMING:  # public accounts speak of private people
        source.held.append(it.post("did:plc:bernabeunights", f"{named} {claims}"))
    await it.minute()
    liked = f"at://{fan(0)}/app.bsky.feed.post/{PRIVATE}0"
    for n, verb in enumerate((Verb.LIKE, Verb.ANNOUNCE)):
        act = it.post("did:plc:sergioramos", "", verb=verb, object=liked, object_author=fan(0))
        source.held.append(replace(act, record=f"at://did:plc:sergioramos/act/{n}"))
    source.held.append(
        it.post(
            "did:plc:sergioramos",
            f"@{PRIVATE}0.example Real Madrid {MARKED[0]}",
            in_reply_to=liked,
            quotes=liked,
        )
    )
    await it.minute()
    assert it.told, "an act upon a private person's post is told"
    await it.burst(6, 12 * MINUTE, text=claims)


def _told(it: Stand) -> Iterator[Notice]:
    """Yield notices that hold texts of that kind wherever a notice holds any."""
    now = it.now
    for number, text in enumerate(map(_storable, MARKED)):
        said = replace(_alert(text, number), told_at=now, happened_at=now - MINUTE)
        one = Notice(kind=Kind.STORY_STARTED, alert=said, cause=CAUSE[:15] + bytes((number,)))
        yield replace(alone(one, f"act:{number}", Weight.ACT), held=text if number % 3 else None)


def _alert(text: str, number: int) -> Alert:
    items = (
        Evidence(what=text, who=text, provenance="observed", url=f"javascript:{text}", quote=text),
        Evidence(what=text, who=text, provenance="observed", url=f"https://x.example/{text}"),
        Evidence(what="what was said", who=OBSERVER, provenance="pushed", quote=f"{OBSERVER} so"),
        Evidence(what="a reply", who="a private account", provenance="observed"),
    )
    return replace(
        ALERT,
        id=f"00000000-0000-4000-8000-{number:012d}",
        story=f"00000000-0000-4000-9000-{number:012d}",
        pairing=Pairing(f"player-{number}", f"club-{number}"),
        player_name=text,
        club_name=text,
        title=text,
        text=f"{text} {OBSERVER} says so.",
        how_we_know=(text, f"Pushed by {OBSERVER}."),
        reasons=(text,),
        unknown=(text,),
        evidence=items,
        strength=_strength(text),
        rivals=(Named("rival-club", text),),
        phases=(Phase(wave=Wave.FANS, at=ALERT.happened_at, who=text),),
    )


def _strength(text: str) -> Strength:
    return Strength(
        Much.LOW, (Contribution(text, 0.1, text),), 0.5, 0.4, 0.6, 0.2, (), f"estimate {text}"
    )


def _named(catalogue: Catalogue) -> Catalogue:
    """Return *catalogue* with names of that kind for those that are there."""
    player, club = catalogue.players[PAIRING.player], catalogue.clubs[PAIRING.club]
    source = next(iter(catalogue.sources.values()))
    return replace(
        catalogue,
        players={**catalogue.players, player.slug: replace(player, name=f"Ramos {TEXT}")},
        clubs={**catalogue.clubs, club.slug: replace(club, name=f"Madrid {TEXT}")},
        sources={**catalogue.sources, source.slug: replace(source, name=TEXT)},
    )


async def _keep(it: Stand, told: tuple[Notice, ...]) -> None:
    store, now = it.store, it.now
    letter = DeadLetter(
        connector="bluesky", place=TEXT, raw=f"{PRIVATE}raw".encode(), reason="unreadable",
        detail=TEXT, seen_at=now,
    )  # fmt: skip
    await store.commit(Commit(kept=(), now=now, dead=(letter,)))
    lease = await store.lease("the stand", now, MINUTE)
    assert lease is not None
    end = (lease.closed or now) + 5 * MINUTE
    await store.close_bucket(lease, end)
    standing = await store.standing()
    mine = next((one for one in standing.watched if one.pairing == PAIRING), None)
    stands = mine or Watched(pairing=PAIRING, since=now - DAY, state=b"")
    turn = Turn(end=end, watched=(stands,), notices=told, blanks=(Blank(end, _storable(TEXT)),))
    await store.turn(lease, turn)
    lease = await store.lease("the stand", now, MINUTE)
    assert lease is not None
    estimates = tuple(
        Estimate(pairing=PAIRING, at=end - n * MINUTE, strength=_strength(text))
        for n, text in enumerate(map(_storable, MARKED))
    )
    await store.weigh(lease, Weighing(end=end, estimates=estimates))


async def _answer(store: Store, told: tuple[Notice, ...]) -> None:
    now = told[0].alert.told_at
    line = Hand(TEXT, Way.COMMAND).did(Deed.SILENCE_ADDED, TEXT, now)
    until = now + timedelta(hours=2)
    made = silence(now, until, MARKED[0][:60], MARKED[1][:300], player="nobody-else")
    await store.silence(made, line)
    for one in told[:3]:
        ident = one.alert.id
        said = Opinion(
            alert=ident, receiver=_storable(TEXT), rated=Rated.WRONG, rule="decisive-act", at=now
        )
        await store.rate(said)
        await store.take(Taken(alert=ident, by=_storable(TEXT), at=now))


def _storable(text: str) -> str:
    """Return *text* without lone surrogates, which no database holds."""
    return text.encode("utf-8", "replace").decode()
