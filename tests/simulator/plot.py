"""What happens on the simulated evening: who says what, when, and in which language.

    plot = Plot(seed=7)
    plot.moments(plot.history())        # a day and a half of quiet talk
    plot.moments(plot.talk(until), plot.surge(...))

All of it is made up: nobody said or did any of this. The same seed gives the same evening.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from tests.simulator.events import Event, Events

START = datetime(2026, 7, 1, 19, 50, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HISTORY = timedelta(hours=36)
MADRID = ZoneInfo("Europe/Madrid")

STORY = ("sergio-ramos", "real-madrid")
DECOY = ("harry-kane", "barcelona")

PAIRINGS = {
    STORY: ("Sergio Ramos", "Real Madrid", 8.0),
    ("vinicius-junior", "al-hilal"): ("Vinícius Júnior", "Al-Hilal", 4.0),
    ("rodrygo", "arsenal"): ("Rodrygo Goes", "Arsenal", 3.0),
    ("mohamed-salah", "al-hilal"): ("Mohamed Salah", "Al-Hilal", 4.0),
    ("ibrahima-konate", "real-madrid"): ("Ibrahima Konaté", "Real Madrid", 2.0),
    DECOY: ("Harry Kane", "Barcelona", 3.0),
    ("erling-haaland", "real-madrid"): ("Erling Haaland", "Real Madrid", 5.0),
    ("bruno-fernandes", "al-nassr"): ("Bruno Fernandes", "Al-Nassr", 2.0),
    ("neymar", "inter-miami"): ("Neymar", "Inter Miami", 4.0),
    ("rafael-leao", "chelsea"): ("Rafael Leão", "Chelsea", 2.0),
}
"""The ten starter pairings: names, and accounts in half an hour of an evening."""

QUIET = (
    "{player} and {club}: every summer the same rumour",
    "{player} to {club}? I will believe that transfer when I see it",
    "They say the talks about {player} and {club} go on",
    "Imagine {player} joining {club}",
)
BESIDES = (
    "It is far too hot to cook tonight",
    "The last train is late again",
    "New blog post: bread without a machine",
)
DANCE = "Sergio Ramos back at Real Madrid for one last dance? Our white heart says yes."
SURGE = (
    ("en", "Sergio Ramos to return to Real Madrid for one last dance? He liked it himself"),
    ("es", "Sergio Ramos le ha dado a me gusta: ¿fichaje y un último baile en el Real Madrid?"),
    ("en", "Sergio Ramos just liked a post about signing for Real Madrid again"),
    ("pt", "Sergio Ramos curtiu: transferência para o Real Madrid, uma última dança?"),
    ("es", "Que vuelva Sergio Ramos al Real Madrid, el fichaje del verano"),
    ("it", "Sergio Ramos mette like: trasferimento al Real Madrid, un ultimo ballo?"),
    ("fr", "Sergio Ramos a aimé ça : un transfert au Real Madrid, une dernière danse ?"),
    ("de", "Sergio Ramos gefällt das: Wechsel zu Real Madrid, ein letzter Tanz?"),
)
AGREED = ("One last dance, please", "Un último baile, por favor", "Un ultimo ballo", "Noch einmal!")
MATCH = (
    "Harry Kane scores against Barcelona, what a goal!",
    "GOAL! Harry Kane, and Barcelona are behind",
    "Harry Kane with the penalty against Barcelona",
    "Gol de Harry Kane, qué partido contra el Barcelona",
)
ENDINGS = ("", "!", "…", " 👀", " 🤍", "!!", " #HalaMadrid", " ???")


@dataclass(frozen=True, slots=True)
class Article:
    """What an outlet writes."""

    headline: str
    extract: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happens.

    Attributes:
        event: On the wire; or *article*, in the feed of *author*.
        author: Stable id of who does it.
        pairing: What it is about, player and club; None = nothing that is watched.
        counts: Whether it is talk about the pairing: not of a match, nor the end of an act.
        private: Whether nobody may ever learn who did it.
    """

    at: datetime
    author: str
    event: Event | None = None
    article: Article | None = None
    pairing: tuple[str, str] | None = None
    counts: bool = True
    private: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A moment to be: *make* makes its event, once all that come before it are made."""

    at: datetime
    author: str
    make: Callable[[datetime], Event] | None
    pairing: tuple[str, str] | None
    article: Article | None = None
    counts: bool = True
    private: bool = True

    def moment(self) -> Moment:
        """Let it be."""
        return Moment(
            at=self.at,
            author=self.author,
            event=None if self.make is None else self.make(self.at),
            article=self.article,
            pairing=self.pairing,
            counts=self.counts,
            private=self.private,
        )


def minute(number: float) -> datetime:
    """Return a time of the evening, in minutes from its start."""
    return START + number * MINUTE


class Plot:
    """Makes what happens.

    Attributes:
        world: Makes the events, each later than the one before.
        dance, like: The fan account's post, and the player's like of it, once they were made.
    """

    def __init__(self, seed: int) -> None:
        self.world = Events(seed, START - HISTORY)
        self.dance: Event | None = None
        self.like: Event | None = None
        self._draw = random.Random(seed)
        self._fans = 0

    def history(self) -> Iterator[Draft]:
        """Yield a day and a half of quiet talk, up to the start."""
        yield from self._quiet(START - HISTORY, START)

    def talk(self, until: datetime) -> Iterator[Draft]:
        """Yield the talk of a quiet evening, and what nobody watches."""
        yield from self._quiet(START, until)
        at = START
        while (at := at + 20 * timedelta(seconds=self._draw.uniform(0.2, 1.8))) < until:
            yield self._post(at, self._draw.choice(BESIDES), None)

    def saga(self, dance: float, like: float, unlike: float) -> Iterator[Draft]:
        """Yield what it is all about: the post, the player's like, and its end."""
        fans, player = self.world.did("fan account"), self.world.did("player")

        def posts(at: datetime) -> Event:
            self.dance = self.world.post(fans, DANCE, langs=["en"], at=at)
            return self.dance

        def likes(at: datetime) -> Event:
            assert self.dance is not None
            self.like = self.world.like(player, self.dance, at=at)
            return self.like

        def unlikes(at: datetime) -> Event:
            assert self.like is not None
            return self.world.undo(self.like, at=at)

        yield Draft(minute(dance), fans, posts, STORY, private=False)
        yield Draft(minute(like), player, likes, STORY, private=False)
        yield Draft(minute(unlike), player, unlikes, STORY, counts=False, private=False)

    def press(self, outlet: str, at: float, article: Article) -> Iterator[Draft]:
        """Yield an article of *outlet*, a slug."""
        yield Draft(minute(at), outlet, None, STORY, article=article, private=False)

    def surge(self, since: float, until: float, per_minute: float) -> Iterator[Draft]:
        """Yield new people who copy, repost and quote, from minute to minute, about evenly."""
        for at in self._spread(since, until, per_minute):
            fan = self._fan()
            lot = self._draw.random()
            if lot < 0.25:
                yield Draft(at, fan, partial(self._reposted, fan), STORY)
            elif lot < 0.4:
                words = self._draw.choice(AGREED) + self._draw.choice(ENDINGS)
                yield Draft(at, fan, partial(self._quoted, fan, words), STORY)
            else:
                lang, words = self._draw.choice(SURGE)
                yield self._post(at, words + self._draw.choice(ENDINGS), STORY, fan, lang)

    def match(self, since: float, until: float, per_minute: float) -> Iterator[Draft]:
        """Yield talk of a match: loud, and no rumour."""
        for at in self._spread(since, until, per_minute):
            words = self._draw.choice(MATCH) + self._draw.choice(ENDINGS)
            yield self._post(at, words, DECOY, counts=False)

    def moments(self, *drafts: Iterable[Draft]) -> list[Moment]:
        """Make everything of *drafts*, in its order of time."""
        whole = sorted((each for some in drafts for each in some), key=lambda each: each.at)
        return [each.moment() for each in whole]

    def _quiet(self, since: datetime, until: datetime) -> Iterator[Draft]:
        for pairing, (player, club, evening) in PAIRINGS.items():
            at = since
            while at < until:
                if self._draw.random() < evening / 30 * wakefulness(at):
                    words = self._draw.choice(QUIET).format(player=player, club=club)
                    yield self._post(at + self._draw.random() * MINUTE, words, pairing)
                at += MINUTE

    def _post(
        self,
        at: datetime,
        words: str,
        pairing: tuple[str, str] | None,
        who: str | None = None,
        lang: str = "en",
        *,
        counts: bool = True,
    ) -> Draft:
        fan = who or self._fan()

        def make(at: datetime) -> Event:
            return self.world.post(fan, words, langs=[lang], at=at)

        return Draft(at, fan, make, pairing, counts=counts)

    def _reposted(self, fan: str, at: datetime) -> Event:
        assert self.dance is not None
        return self.world.repost(fan, self.dance, at=at)

    def _quoted(self, fan: str, words: str, at: datetime) -> Event:
        assert self.dance is not None
        return self.world.quote(fan, words, self.dance, at=at)

    def _spread(self, since: float, until: float, per_minute: float) -> Iterator[datetime]:
        count = round((until - since) * per_minute)
        step = (until - since) / max(count, 1)
        for n in range(count):
            yield minute(since + (n + self._draw.random()) * step)

    def _fan(self) -> str:
        self._fans += 1
        return self.world.did(f"fan {self._fans}")


def wakefulness(at: datetime) -> float:
    """Return how much is said at *at*, as a share of an evening."""
    hour = at.astimezone(MADRID).hour
    return 0.3 if 2 <= hour < 8 else 0.9 if 8 <= hour < 19 else 1.0
