"""What a person reads in a chat: a title for the lock screen, a few sentences, and the page.

It is told from what is known, not translated from the alert's own English; what cannot be told so
is left to the page, and the bulletin says how much that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from monitor.domain.act import Act
from monitor.domain.activity import Verb
from monitor.domain.alert import Alert, Claimed, Kind, Notice, Severity, State
from monitor.domain.buzz import Buzz
from monitor.domain.desk.reply import UNLINKED, Choice, Links
from monitor.domain.platforms import NAMES
from monitor.domain.slurs import crude
from monitor.domain.stories import lifting, story, wording
from monitor.domain.text import QUOTE
from monitor.domain.told import idiom
from monitor.domain.told.harmless import harmless
from monitor.domain.told.tongues import Tongue
from monitor.domain.told.wire import page_of

_TITLE: Final = 200
_NAME: Final = 80
_SILENT: Final = frozenset({Verb.LIKE, Verb.ANNOUNCE, Verb.FOLLOW, Verb.UNDO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """One message to people, in their language; nothing in it mentions, links or marks up.

    Attributes:
        title: The first 60 characters make sense alone.
        lines: A sentence or two each.
        said: Words of a public account, and `by` whom; empty where nothing is quoted.
        link: Where the evidence is, None for tests; `link_text` is what leads there.
        alert: Its id, None for tests.
        answer: Where it can be answered, None where nothing can be; `answer_text` leads there.
        quiet: Whether it is to make no sound where it arrives.
    """

    kind: Kind
    severity: Severity
    title: str
    lines: tuple[str, ...]
    said: str = ""
    by: str = ""
    link: str | None = None
    link_text: str = ""
    alert: str | None = None
    answer: str | None = None
    answer_text: str = ""
    quiet: bool = False

    @property
    def text(self) -> str:
        """All but the title, as plain text."""
        quoted = (f"\u201c{self.said}\u201d \u2013 {self.by}",) if self.said else ()
        link = (self.link,) if self.link else ()
        answer = (f"{self.answer_text} \u2192 {self.answer}",) if self.answer else ()
        return "\n".join((*self.lines, *quoted, *link, *answer))


def bulletin(
    notice: Notice,
    tongue: Tongue,
    zone: tzinfo,
    public_url: str,
    links: Links = UNLINKED,
) -> Bulletin:
    """Return what people are told of *notice*, in their language and time.

    Of *links* only the one to all choices is told: a message is to stay readable.
    """
    alert = notice.alert
    lifted = alert.rule == lifting.RULE
    title, lines = (tongue.lifted, []) if lifted else _content(notice, tongue, zone)
    said, by = _said(notice)
    left_out = crude(said) if said else wording.UNSAID in alert.text
    unsaid = (tongue.unsaid,) if left_out else ()
    return Bulletin(
        kind=notice.kind,
        severity=alert.severity,
        title=_whole(title),
        lines=(*filter(None, lines), *unsaid),
        said="" if unsaid else said,
        by="" if unsaid else by,
        link=page_of(alert.id, public_url),
        link_text=tongue.evidence,
        alert=alert.id,
        answer=links.get(Choice.CHOOSE),
        answer_text=tongue.answer if links else "",
        quiet=notice.kind is Kind.STORY_ENDED,
    )


def trial(receiver: str, tongue: Tongue) -> Bulletin:
    """Return a bulletin that only tests the way to *receiver*."""
    return Bulletin(
        kind=Kind.TEST_PING,
        severity=Severity.INFO,
        title=f"lastdance{tongue.mark}{tongue.ping}",
        lines=(tongue.ping_text.format(receiver=receiver),),
    )


def silenced(receiver: str, tongue: Tongue) -> Bulletin:
    """Return a bulletin that *receiver*, another one, is told nothing more."""
    return Bulletin(
        kind=Kind.DELIVERY_DISABLED,
        severity=Severity.MINOR,
        title=f"lastdance{tongue.mark}{tongue.disabled.format(receiver=receiver)}",
        lines=(tongue.disabled_text.format(receiver=receiver),),
    )


def _content(notice: Notice, tongue: Tongue, zone: tzinfo) -> tuple[str, list[str]]:
    alert, act = notice.alert, next(iter(notice.acts), None)
    match notice.kind:
        case Kind.ALERT_CORRECTED:
            title, said = _corrected(alert, act, tongue, zone)
            return title, [*said, tongue.standing if notice.parts else ""]
        case Kind.STORY_CONFIRMED:
            moved = tongue.moved.format(player=idiom.player(alert), club=idiom.club(alert))
            return f"{tongue.confirmed}{tongue.mark}{moved}", [
                idiom.confirmer(alert, tongue),
                idiom.confirmed_at(alert, tongue, zone),
            ]
        case Kind.STORY_ENDED:
            return _over(alert, tongue)
        case Kind.CLAIM_STAGE_CHANGED if alert.claim is not None:
            return _said_to_be(alert, alert.claim, tongue)
    if alert.buzz is not None:
        tell = _warned if notice.kind is Kind.SENSITIVE_SURGE else _loud
        return tell(alert, alert.buzz, tongue, zone)
    plain = f"{tongue.unverified}{tongue.mark}{idiom.pairing(alert)}", _gaps(alert, tongue)
    return plain if act is None else _done(notice, act, tongue, zone)


def _done(notice: Notice, act: Act, tongue: Tongue, zone: tzinfo) -> tuple[str, list[str]]:
    alert = notice.alert
    deed = tongue.deeds.get(act.doing or act.verb, tongue.deeds[act.verb])
    if story.denies(notice, act.key):
        deed = tongue.denial
    title = deed.format(who=idiom.actor(act, alert, tongue), about=idiom.aim(act, alert))
    where = NAMES.get(act.platform, act.platform)
    when = tongue.moment(act.at, zone)
    others = len({one.actor for one in notice.acts} - {act.actor})
    lines = [
        f"{where}, {when}. {idiom.known(act, tongue)}"
        if where
        else f"{when}. {idiom.known(act, tongue)}",
        tongue.count(others, tongue.others) if others else "",
        tongue.why if act.verb in _SILENT else "",
        tongue.again if alert.earlier else "",
        idiom.rivals(alert, tongue),
        *_gaps(alert, tongue),
    ]
    return f"{tongue.unverified}{tongue.mark}{title}", lines


def _said_to_be(alert: Alert, claim: Claimed, tongue: Tongue) -> tuple[str, list[str]]:
    """How far a move is said to be, or what is said against it, and by whom."""
    names = [idiom.speaker(name, alert, claim, tongue) for name in claim.by]
    stage = tongue.stages[claim.stage]
    by = f" ({names[0]})" if names else ""
    was = claim.was is not None and claim.was is not claim.stage
    lines = [
        tongue.claimed.format(who=", ".join(names)) if names else "",
        tongue.count(claim.voices, tongue.origins) if claim.voices > 1 else "",
        tongue.earlier.format(stage=tongue.stages[claim.was]) if was else "",
        *_gaps(alert, tongue),
    ]
    return (
        f"{tongue.unverified}{tongue.mark}{idiom.towards(alert, claim)}{tongue.mark}{stage}{by}",
        lines,
    )


def _loud(alert: Alert, buzz: Buzz, tongue: Tongue, zone: tzinfo) -> tuple[str, list[str]]:
    provisional = alert.state is State.PROVISIONAL
    prefix = tongue.provisional if provisional else tongue.unverified
    beside = tongue.unwatched if provisional else idiom.usual(buzz, tongue)
    loud = idiom.within(buzz, tongue, tongue.count(buzz.authors, tongue.accounts))
    title = f"{prefix}{tongue.mark}{idiom.talked(alert)}{tongue.mark}{loud}, {beside}"
    largest = buzz.largest_in
    told = [
        idiom.within(buzz, tongue, idiom.accounts(buzz, tongue)),
        beside,
        tongue.count(largest, tongue.largest) if largest and largest > 1 else "",
        tongue.transfer.format(share=tongue.share(buzz.transfer / buzz.mentions))
        if buzz.mentions
        else "",
        tongue.counted.format(at=tongue.moment(buzz.at, zone)),
    ]
    beyond = (*idiom.makeup(buzz, tongue), idiom.lift(alert, tongue), idiom.rivals(alert, tongue))
    return title, [f"{_parted(told, tongue)}.", *beyond, *_gaps(alert, tongue)]


def _warned(alert: Alert, buzz: Buzz, tongue: Tongue, zone: tzinfo) -> tuple[str, list[str]]:
    """Numbers alone: no likelihood, and nothing of what is said."""
    loud = idiom.within(buzz, tongue, tongue.count(buzz.authors, tongue.accounts))
    beside = tongue.unwatched if alert.state is State.PROVISIONAL else idiom.usual(buzz, tongue)
    title = f"{tongue.sensitive}{tongue.mark}{idiom.player(alert)}{tongue.mark}{loud}, {beside}"
    share = tongue.share(buzz.private / max(buzz.mentions, 1))
    private = tongue.private.format(share=share)
    counted = tongue.counted.format(at=tongue.moment(buzz.at, zone))
    told = [idiom.within(buzz, tongue, idiom.accounts(buzz, tongue)), beside, private, counted]
    return title, [f"{_parted(told, tongue)}.", tongue.verify, idiom.unseen(buzz, tongue)]


def _over(alert: Alert, tongue: Tongue) -> tuple[str, list[str]]:
    buzz = alert.buzz
    calm = tongue.calm if buzz is None or buzz.score else tongue.calmer
    title = f"{tongue.over}{tongue.mark}{idiom.talked(alert)}{tongue.mark}{calm}"
    if buzz is None:
        return title, []
    lasted = tongue.span(buzz.at - alert.happened_at)
    return title, [
        tongue.lasted.format(span=lasted),
        idiom.lift(alert, tongue),
        idiom.unseen(buzz, tongue),
    ]


def _corrected(
    alert: Alert, act: Act | None, tongue: Tongue, zone: tzinfo
) -> tuple[str, list[str]]:
    if act is None and alert.claim is not None:
        stage = tongue.unclaimed.format(stage=tongue.stages[alert.claim.was])
        what = f"{idiom.towards(alert, alert.claim)}{tongue.mark}{stage}"
    elif act is None:
        what = tongue.reopened.format(player=idiom.player(alert), club=idiom.club(alert))
    else:
        who = idiom.actor(act, alert, tongue)
        phrase = tongue.fallen if act.ended else tongue.misread
        what = f"{phrase.format(thing=tongue.things[act.verb], who=who)} \u2013 {idiom.club(alert)}"
    title = f"{tongue.corrected}{tongue.mark}{what}"
    told = "" if act is None else tongue.told.format(at=tongue.moment(act.at, zone))
    return title, [_upper(f"{what}."), told]


def _gaps(alert: Alert, tongue: Tongue) -> list[str]:
    """What is not seen, how likely it is, and how much is not known."""
    number = len(alert.unknown)
    return [
        idiom.unseen(alert.buzz, tongue) if alert.buzz is not None else "",
        idiom.likely(alert.strength, tongue),
        tongue.count(number, tongue.unknown) if number else "",
    ]


def _said(notice: Notice) -> tuple[str, str]:
    """Words of a public account that the alert quotes, and whose they are."""
    for piece in notice.alert.evidence:
        if piece.quote:
            return harmless(piece.quote, QUOTE), harmless(piece.who.partition(" (")[0], _NAME)
    return "", ""


def _parted(told: list[str], tongue: Tongue) -> str:
    return tongue.mark.replace(":", ";").join(filter(None, told))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "\u2026"
