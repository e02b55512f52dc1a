"""Which pairings a text or an act is about, and why.

A player that is named, with a club that is named or spoken for. Every link says what made it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from monitor.domain.activity import Verb
from monitor.domain.catalogue import Account, Catalogue, Pairing, Role
from monitor.domain.mention import Link, Part
from monitor.domain.names.masking import NOBODY
from monitor.domain.names.naming import Context, Hit, Named, settle
from monitor.domain.names.placing import Scene, beside, drift, place, survey, tied
from monitor.domain.text import disguised

__all__ = ["NOBODY", "Hit", "Linked", "Named", "link", "mask"]

MOST: Final = 200
"""Names of one text that are looked at; a text that is nothing but names says no more."""

_OWN: Final = {
    Role.PLAYER: "by {}'s own account",
    Role.TEAMMATE: "by {}'s own account",
    Role.AGENT: "by the agent of {}",
}
_SPOKEN: Final = {
    Role.CLUB: "by the account of {}",
    Role.FAN_ACCOUNT: "by a fan account of {}",
}
_BELOW: Final = {
    Verb.LIKE: "likes a post by an account of {}",
    Verb.ANNOUNCE: "reposts a post by an account of {}",
}
_ANSWERS: Final = "upon a post by an account of {}"
_DISGUISED: Final = "written with letters of another alphabet"
_INHERITS: Final = "inherits from the post that it acts upon"


@dataclass(frozen=True, slots=True)
class Linked:
    """What a text or an act is about.

    Attributes:
        links: Watched pairings, each with why.
        players, clubs: Slugs that the text names, in its order.
        left_out: Names that were left out and why, a phrase each.
        ambiguous: One of them may mean whom it seems to mean: it could be told by nothing.
    """

    links: tuple[Link, ...] = ()
    players: tuple[str, ...] = ()
    clubs: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    ambiguous: bool = False


def link(
    hits: Sequence[Hit],
    *,
    catalogue: Catalogue,
    text: str,
    folded: str,
    account: Account | None,
    inherited: Sequence[Link],
    subject_clubs: Sequence[str],
    on: date,
    verb: Verb = Verb.CREATE,
) -> Linked:
    """Return what a text, or an act upon it, is about.

    Args:
        hits: Names found in *folded*.
        catalogue: Whom and what there is to name.
        text: As it was written: capitals tell names.
        folded: The same, folded.
        account: The catalogue's account that acted, or None.
        inherited: Links of what it acts upon: the liked, quoted or parent post.
        subject_clubs: Clubs that the author of that speaks for.
        on: The day, for who is where.
        verb: What the account did: words speak for a club, a fan account's like doesn't.
    """
    hits = hits[:MOST]
    actor, voice = _player_of(account), _club_of(account, verb)
    kinds = {hit.named for hit in hits}
    somebody = inherited or actor or Named.PLAYER in kinds
    somewhere = inherited or subject_clubs or voice or Named.CLUB in kinds
    if not somebody or not somewhere:
        return Linked()
    talk = drift(folded)
    spoken_for = (*subject_clubs, *((voice,) if voice else ()))
    context = Context(
        players=frozenset(one.pairing.player for one in inherited) | ({actor} if actor else set()),
        clubs=frozenset(one.pairing.club for one in inherited) | frozenset(spoken_for),
        market=talk.market,
        tied=tied(hits, folded, talk),
        leisure=talk.leisure,
    )
    settled = settle(hits, catalogue=catalogue, text=text, folded=folded, context=context, on=on)
    case = _Case(
        catalogue=catalogue,
        on=on,
        account=account,
        voice=voice,
        verb=verb,
        doubtful=_doubtful(settled.hits, text),
        hits=settled.hits,
        folded=folded,
        scene=survey(settled.hits, folded, talk, on),
        players=_slugs(settled.hits, Named.PLAYER),
        clubs=_slugs(settled.hits, Named.CLUB),
        left_out=list(settled.left_out),
    )
    case.read()
    case.hear(subject_clubs)
    case.watch(subject_clubs)
    case.inherit(inherited)
    return Linked(
        links=tuple(case.found.values()),
        players=case.players,
        clubs=case.clubs,
        left_out=tuple(case.left_out),
        ambiguous=settled.ambiguous,
    )


def mask(folded: str, hits: Iterable[Hit]) -> str:
    """Return *folded* with its names replaced, so that they have no tone of their own."""
    parts: list[str] = []
    done = 0
    for start, end in sorted({(hit.start, hit.end) for hit in hits}):
        if start < done:
            continue
        parts += folded[done:start], NOBODY
        done = end
    return "".join((*parts, folded[done:]))


@dataclass(slots=True, kw_only=True)
class _Case:
    """A text with its names, and the pairings found in it so far; the first reason stays."""

    catalogue: Catalogue
    on: date
    account: Account | None
    voice: str | None
    verb: Verb
    doubtful: frozenset[str]
    hits: Sequence[Hit]
    folded: str
    scene: Scene
    players: tuple[str, ...]
    clubs: tuple[str, ...]
    left_out: list[str]
    found: dict[Pairing, Link] = field(default_factory=dict)

    def read(self) -> None:
        """Players that the text names, with the clubs that it names beside them."""
        for player in self.players:
            near = beside(player, self.hits, self.folded)
            if self.clubs and not near:
                self.left_out.append(f"{self._player(player)}: no club stands beside the name")
            for club in near:
                why = f"names {self._player(player)}", f"names {self._club(club)}"
                self._add(player, club, self._place(player, club, near), *why)

    def hear(self, subject_clubs: Sequence[str]) -> None:
        """Players named, without a club, by one who speaks for a club or below such a post."""
        if self.clubs:
            return
        voices = dict.fromkeys(subject_clubs, _BELOW.get(self.verb, _ANSWERS))
        if self.account is not None and self.voice is not None:
            voices[self.voice] = _SPOKEN[self.account.standing]
        for player in self.players:
            own = player == _player_of(self.account)
            for club, why in voices.items():
                part = self._acted(player, club) if own else self._place(player, club, ())
                names = f"names {self._player(player)}"
                self._add(player, club, part, names, why.format(self._club(club)))

    def watch(self, subject_clubs: Sequence[str]) -> None:
        """A player, or his agent, acts on words about a club or by one who speaks for it."""
        actor = _player_of(self.account)
        if self.account is None or actor is None or (self.players and actor not in self.players):
            return
        own = _OWN[self.account.standing].format(self._player(actor))
        for club in self.clubs:
            part = self._place(actor, club, self.clubs)
            self._add(actor, club, part, own, f"names {self._club(club)}")
        for club in () if self.clubs else subject_clubs:
            part = self._acted(actor, club)
            below = _BELOW.get(self.verb, _ANSWERS)
            self._add(actor, club, part, own, below.format(self._club(club)))

    def inherit(self, inherited: Sequence[Link]) -> None:
        """What is said about a post is about what that is about, until it names another."""
        theirs = tuple(dict.fromkeys(one.pairing.player for one in inherited))
        if self.players and not set(theirs) & set(self.players):
            return
        if not self.players and len(theirs) == 1:
            upon = f"upon a post about {self._player(theirs[0])}"
            for club in self.clubs:
                part = self._place(theirs[0], club, self.clubs)
                self._add(theirs[0], club, part, f"names {self._club(club)}", upon)
        for one in inherited:
            self._add(one.pairing.player, one.pairing.club, one.part, *one.why, _INHERITS)

    def _place(self, player: str, club: str, rivals: Collection[str]) -> Part:
        return place(self.catalogue, Pairing(player, club), self.on, self.scene, rivals)

    def _acted(self, player: str, club: str) -> Part:
        """The part of a club whose voice the player himself acted on: more than a mention."""
        scene = self.scene.turned(club)
        return place(self.catalogue, Pairing(player, club), self.on, scene, (club,))

    def _add(self, player: str, club: str, part: Part, *why: str) -> None:
        pairing = Pairing(player, club)
        if pairing in self.found or not self.catalogue.watches(pairing, self.on):
            return
        doubtful = not self.doubtful.isdisjoint({player, club})
        if doubtful:
            part, why = Part.MENTIONED, (*why, _DISGUISED)
        self.found[pairing] = Link(pairing, part, tuple(dict.fromkeys(why)), doubtful=doubtful)

    def _player(self, slug: str) -> str:
        player = self.catalogue.players.get(slug)
        return player.name if player else slug

    def _club(self, slug: str) -> str:
        club = self.catalogue.clubs.get(slug)
        return club.name if club else slug


def _player_of(account: Account | None) -> str | None:
    """The player for whom an account acts."""
    return account.player if account is not None and account.standing in _OWN else None


def _club_of(account: Account | None, verb: Verb) -> str | None:
    """The club for which an account speaks when it does *verb*."""
    if account is None or account.standing not in _SPOKEN:
        return None
    if account.standing is Role.FAN_ACCOUNT and verb is Verb.LIKE:
        return None
    return account.club


def _doubtful(hits: Sequence[Hit], text: str) -> frozenset[str]:
    """Whom only names with letters of another alphabet name."""
    marked = disguised(text)
    if not marked:
        return frozenset()
    plain = {
        hit.slug
        for hit in hits
        if not any(hit.start < word.stop and word.start < hit.end for word in marked)
    }
    return frozenset(hit.slug for hit in hits) - plain


def _slugs(hits: Sequence[Hit], named: Named) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.slug for hit in hits if hit.named is named))
