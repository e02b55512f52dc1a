"""What is written and done in the open in a month: by players, agents, clubs, outlets, others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any, Final

from monitor.domain.activity import Activity, Verb
from monitor.domain.catalogue import Pairing
from tests.simulator.month.world import CATALOGUE, CLUBS, FANS, OUTLETS, OWN, PLATFORM, account

DREAMS: Final = (
    "Imagine {player} at {club}. Make it happen",
    "{player} to {club} would be the transfer of the summer",
    "We want {player} at {club}, bring him here",
)
HINTS: Final = (
    "{player} joining {club}? Talks are going very well",
    "It is time for {player} to move to {club}",
)
TALKS: Final = (
    "{club} have opened talks to sign {player}, sources close to the negotiations say",
    "Negotiations between {club} and {own} over the transfer of {player} are under way",
    "{club} officials met the representatives of {player} on Tuesday to discuss a transfer",
)
AGREED: Final = (
    "{player} has agreed personal terms with {club} on a contract until 2030",
    "{club} reach an agreement with {own} for {player}, the fee is put at 34 million",
    "Deal agreed: {player} will join {club} from {own}, medical to follow this week",
    "{player} is to undergo a medical at {club} before completing his move",
)
SCORED: Final = (
    "{player} scores twice as {own} beat {club} 3-1",
    "Full time: {own} 2-2 {club}. {player} equalised in the 88th minute",
)
HURT: Final = (
    "{player} out for six weeks with a hamstring injury, {own} confirm",
    "{own} forward {player} left training with a knee injury and will be assessed",
)
STRAYS: Final = (
    "Chef {other} {last} opens a new restaurant in {city} tonight",
    "{other} {last} wins the {city} piano competition, what a performance",
    "Judge {last} rules in the {city} harbour case, the appeal is expected in autumn",
    "Congratulations to {other} {last}, elected to the council of {city}",
    "Novelist {other} {last} signs copies of her new book in {city}",
    "{last} joins {city} university as a professor of chemistry",
)
OTHERS: Final = ("Carla", "Mirela", "Ottoline", "Petra", "Rosalind", "Sabine")
ROUTINE: Final = ("Great win today with {own}", "Three points, proud of this team. Vamos {own}")

CHAT: Final = (
    "honestly", "never", "believed", "again", "window", "money", "agent", "wages", "tonight",
    "source", "please", "board", "fans", "worth", "finally", "serious", "nonsense", "hope",
    "midfield", "striker", "defender", "contract", "player", "training", "manager", "season",
    "bench", "loan", "bid", "rumour", "deal", "crazy", "dream", "sell", "keep", "stay", "leave",
    "arrive", "heart", "badge", "city", "stadium", "mate", "brother", "listen", "imagine",
    "laughing", "crying", "waiting", "tired", "excited", "joke", "genius", "desperate", "quality",
    "pace", "experience", "injury", "legend", "youngster", "replacement", "squad", "depth",
    "captain", "number", "shirt", "medical", "summer", "winter", "january", "august", "deadline",
    "million", "clause", "release", "talks", "close", "far", "never", "always", "maybe", "surely",
)  # fmt: skip


def chat(pairing: Pairing, draw: Random, *, tagged: bool, alike: bool) -> str:
    """Return what somebody writes; copies differ by a word, a slogan is the same for all."""
    player = CATALOGUE.players[pairing.player].name
    club = CATALOGUE.clubs[pairing.club].name
    said = (Random(f"copy {pairing}") if alike else draw).sample(CHAT, 9)
    if alike:
        said.append(draw.choice(CHAT))
    slogan = f" #bringhimhometo{pairing.club}" if tagged else ""
    return f"{player} {club} {' '.join(said)}{slogan}"


class Writing:
    """Writes posts and does acts; each has a record of its own."""

    def __init__(self, draw: Random) -> None:
        self._draw = draw
        self._numbers: Iterator[int] = count(1)

    def act(self, pairing: Pairing, at: datetime) -> tuple[Activity, ...]:
        """A player likes or reposts a dream, an agent writes, or a club follows the player."""
        draw = self._draw
        how = draw.choice(("like", "repost", "agent", "reply"))
        fan = FANS[CLUBS.index(pairing.club)]
        dream = self._post(fan, self._say(DREAMS, pairing), at - timedelta(minutes=40))
        if how == "agent":
            return (self._post(account("agent", pairing.player), self._say(HINTS, pairing), at),)
        who = account("player", pairing.player)
        if how == "reply":
            return (dream, self._post(who, "Soon", at, in_reply_to=dream.record))
        verb, kind = (Verb.LIKE, "like") if how == "like" else (Verb.ANNOUNCE, "repost")
        return (dream, self._upon(who, verb, kind, dream, at))

    def claims(self, pairing: Pairing, at: datetime) -> tuple[Activity, ...]:
        """Two or three outlets report, in words of their own, that a move comes closer."""
        draw = self._draw
        sources = draw.sample(OUTLETS, 3)
        texts = draw.sample(AGREED, 3)
        many = 2 + (draw.random() < 0.5)
        posts = [
            self._post(account("source", sources[0][0]), self._say(TALKS, pairing),
                       at - timedelta(days=1, hours=draw.uniform(0, 5)))
        ]  # fmt: skip
        when = at
        for (slug, _, _), text in zip(sources[:many], texts, strict=False):
            posts.append(self._post(account("source", slug), self._say((text,), pairing), when))
            when += timedelta(minutes=draw.uniform(15, 90))
        return tuple(posts)

    def match(self, pairing: Pairing, at: datetime) -> tuple[Activity, ...]:
        """An outlet reports on a match, and the player is glad of it."""
        outlet = account("source", self._draw.choice(OUTLETS)[0])
        player = account("player", pairing.player)
        return (
            self._post(outlet, self._say(SCORED, pairing), at),
            self._post(player, self._say(ROUTINE, pairing), at + timedelta(minutes=90)),
        )

    def injury(self, pairing: Pairing, at: datetime) -> tuple[Activity, ...]:
        """Two outlets report an injury."""
        return tuple(
            self._post(
                account("source", slug), self._say(HURT, pairing), at + n * timedelta(hours=1)
            )
            for n, (slug, _, _) in enumerate(self._draw.sample(OUTLETS, 2))
        )

    def namesake(self, pairing: Pairing, at: datetime) -> tuple[Activity, ...]:
        """Others of the same name are in the news, and one who calls himself so likes a dream."""
        draw = self._draw
        last = CATALOGUE.players[pairing.player].name.split()[-1]
        city = CATALOGUE.clubs[pairing.club].name
        posts = [
            self._post(
                f"did:plc:stranger{next(self._numbers)}",
                draw.choice(STRAYS).format(other=draw.choice(OTHERS), last=last, city=city),
                at + timedelta(minutes=draw.uniform(0, 90)),
            )
            for _ in range(draw.randint(30, 70))
        ]
        fan = FANS[CLUBS.index(pairing.club)]
        dream = self._post(fan, self._say(DREAMS, pairing), at - timedelta(minutes=20))
        double = f"did:plc:not-{pairing.player}"
        posts += [dream, self._upon(double, Verb.LIKE, "like", dream, at)]
        return tuple(posts)

    def _say(self, texts: tuple[str, ...], pairing: Pairing) -> str:
        return self._draw.choice(texts).format(
            player=CATALOGUE.players[pairing.player].name,
            club=CATALOGUE.clubs[pairing.club].name,
            own=CATALOGUE.clubs[OWN[pairing.player]].name,
        )

    def _post(self, actor: str, text: str, at: datetime, **more: Any) -> Activity:
        number = next(self._numbers)
        return Activity(
            platform=PLATFORM,
            verb=Verb.CREATE,
            actor=actor,
            record=f"at://{actor}/app.bsky.feed.post/{number:013d}",
            text=text,
            lang="en",
            happened_at=at,
            seen_at=at + timedelta(seconds=2),
            **more,
        )

    def _upon(self, actor: str, verb: Verb, kind: str, post: Activity, at: datetime) -> Activity:
        number = next(self._numbers)
        return Activity(
            platform=PLATFORM,
            verb=verb,
            actor=actor,
            record=f"at://{actor}/app.bsky.feed.{kind}/{number:013d}",
            object=post.record,
            object_author=post.actor,
            happened_at=at,
            seen_at=at + timedelta(seconds=2),
        )
