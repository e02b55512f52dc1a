"""Which acts are decisive: who did what about which club, and what that is worth.

The table is the rule: documentation and code read the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.domain.activity import Provenance, Verb
from monitor.domain.catalogue import Account, Catalogue, Pairing, Relation, Role
from monitor.domain.reported.telling import Doing

ONE_PUSH = timedelta(hours=6)
"""At most one push per actor and pairing in this time."""

SQUAD_SPAN = timedelta(hours=24)
"""Team-mates' acts add up over this time."""

SQUAD_SIZE = 3
"""Team-mates (the one who acts, with two others) that it takes to push."""


class Verdict(StrEnum):
    """What becomes of an act."""

    PUSH = "push"
    HOLD = "hold"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    Attributes:
        roles, verbs: To whom and to what it applies.
        own: True: acts about the player's own club; False: about any other; None: both.
        leaving: True: only where the words speak of leaving; None: either.
        verdict: What becomes of such an act.
        reason: Why, as a sentence for the receiver.
    """

    roles: frozenset[Role]
    verbs: frozenset[Verb]
    own: bool | None
    leaving: bool | None
    verdict: Verdict
    reason: str


_WORDS = frozenset({Verb.CREATE, Verb.ANNOUNCE, Verb.LIKE})
_ANY = _WORDS | {Verb.FOLLOW, Verb.UNDO}

VERBS: dict[Doing, Verb] = {
    Doing.LIKE: Verb.LIKE,
    Doing.LIKE_REMOVED: Verb.LIKE,
    Doing.LIKE_OF_COMMENT: Verb.LIKE,
    Doing.COMMENT: Verb.CREATE,
    Doing.REPOST: Verb.ANNOUNCE,
    Doing.FOLLOW: Verb.FOLLOW,
    Doing.SQUAD_FOLLOW: Verb.FOLLOW,
    Doing.UNFOLLOW: Verb.UNDO,
    Doing.CLUB_REMOVED: Verb.UPDATE,
    Doing.PICTURES_REMOVED: Verb.UPDATE,
}
"""By which verb of the table an act is judged that a text tells of."""

TABLE: tuple[Rule, ...] = (
    Rule(
        frozenset({Role.PLAYER}), _WORDS, own=False, leaving=None, verdict=Verdict.PUSH,
        reason="The player acted on talk about a club other than their own.",
    ),
    Rule(
        frozenset({Role.PLAYER}), frozenset({Verb.FOLLOW}), own=False, leaving=None,
        verdict=Verdict.PUSH, reason="The player followed a club other than their own.",
    ),
    Rule(
        frozenset({Role.PLAYER}), _WORDS, own=True, leaving=True, verdict=Verdict.PUSH,
        reason="The player acted on talk about leaving their own club.",
    ),
    Rule(
        frozenset({Role.PLAYER}), frozenset({Verb.UNDO}), own=True, leaving=None,
        verdict=Verdict.PUSH, reason="The player unfollowed their own club.",
    ),
    Rule(
        frozenset({Role.PLAYER}), frozenset({Verb.UPDATE}), own=True, leaving=None,
        verdict=Verdict.PUSH, reason="The player took their own club off their profile.",
    ),
    Rule(
        frozenset({Role.AGENT}), _ANY, own=False, leaving=None, verdict=Verdict.PUSH,
        reason="The player's agent acted on talk about a club other than the player's own.",
    ),
    Rule(
        frozenset({Role.AGENT}), _ANY, own=True, leaving=True, verdict=Verdict.PUSH,
        reason="The player's agent acted on talk about the player leaving their own club.",
    ),
    Rule(
        frozenset({Role.CLUB}), frozenset({Verb.FOLLOW, Verb.UNDO}), own=None, leaving=None,
        verdict=Verdict.PUSH, reason="The club itself changed whether it follows the player.",
    ),
    Rule(
        frozenset({Role.TEAMMATE}), _WORDS | {Verb.FOLLOW}, own=False, leaving=None,
        verdict=Verdict.HOLD, reason="A team-mate acted; told when two others do within 24 hours.",
    ),
    Rule(
        frozenset({Role.PLAYER, Role.AGENT, Role.TEAMMATE, Role.CLUB}), _ANY | {Verb.UPDATE},
        own=None, leaving=None, verdict=Verdict.NEVER,
        reason="Routine about the player's own club.",
    ),
    Rule(
        frozenset({Role.JOURNALIST, Role.OUTLET}), _ANY, own=None, leaving=None,
        verdict=Verdict.NEVER, reason="What journalists and outlets write is a claim, not an act.",
    ),
    Rule(
        frozenset({Role.FAN_ACCOUNT, Role.PUBLIC}), _ANY, own=None, leaving=None,
        verdict=Verdict.NEVER, reason="Fans are buzz, never an act.",
    ),
)  # fmt: skip
"""Read from the top; the first row that fits decides."""


def role_towards(account: Account, pairing: Pairing, catalogue: Catalogue, on: datetime) -> Role:
    """Return in what role *account* speaks about *pairing*.

    Another player is a team-mate, if of a club concerned, else public.

    An agent speaks as such only about their own players, a club only about itself.
    """
    standing = account.standing
    if standing is Role.PLAYER and account.player != pairing.player:
        theirs = catalogue.players.get(account.player or "")
        his = catalogue.players.get(pairing.player)
        if theirs is None or his is None:
            return Role.PUBLIC
        day = on.date()
        clubs = {*his.clubs(Relation.CURRENT, day), pairing.club}
        return Role.TEAMMATE if clubs & {*theirs.clubs(Relation.CURRENT, day)} else Role.PUBLIC
    if standing is Role.AGENT and account.player not in {None, pairing.player}:
        return Role.PUBLIC
    if standing is Role.CLUB and account.club != pairing.club:
        return Role.PUBLIC
    return standing


def judge(role: Role, verb: Verb, relation: Relation, *, leaving: bool) -> Rule:
    """Return the first row of the table that fits an act.

    Args:
        role: In what role the actor speaks about the pairing.
        verb: What was done.
        relation: What the club is to the player.
        leaving: Whether the words acted upon speak of the player leaving this club.
    """
    own = relation is Relation.CURRENT
    for rule in TABLE:
        if (
            role in rule.roles
            and verb in rule.verbs
            and rule.own in {None, own}
            and rule.leaving in {None, leaving}
        ):
            return rule
    return TABLE[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A decisive act, told or held.

    Attributes:
        key: Of its activity.
        record: Seal of its record, by which an undo finds it.
        object: Seal of the record that it was about, if any.
        actor: Seal of who acted.
        verdict: `push` once it was told, by itself or with others'; `hold` while it is kept
            back; `never` for routine whose end may be told.
        alert: Id of the alert that it belongs to, if any.
        ended: Whether it was undone, or what it was about was deleted.
        provenance: How we know of it.
        observer: Who says so, for what was pushed or reported.
        since: When it had not happened yet, where only an interval up to `at` is known.
        doing: What was done, where a text tells of it.
        whose: Seal of the name of whose post it was about, as far as that is known.
    """

    key: bytes
    record: bytes
    object: bytes | None
    actor: bytes
    platform: str
    handle: str
    role: Role
    verb: Verb
    pairing: Pairing
    at: datetime
    verdict: Verdict
    alert: str | None = None
    ended: bool = False
    provenance: Provenance = Provenance.OBSERVED
    observer: str | None = None
    since: datetime | None = None
    doing: Doing | None = None
    whose: bytes | None = None

    @property
    def told(self) -> bool:
        """Whether somebody was told of it, and must hear of its end."""
        return self.alert is not None and self.verdict is Verdict.PUSH

    @property
    def voice(self) -> tuple[Provenance, str]:
        """Who says that it happened: the same voice twice is one."""
        return self.provenance, (self.observer or "").casefold()
