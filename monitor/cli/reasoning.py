"""How a rumour is explained to a person, in 80 columns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from rich.markup import escape

from monitor.cli import say
from monitor.domain.acts.known import Known
from monitor.domain.mood import Strand, describe
from monitor.domain.rumour import Strength
from monitor.domain.rumour.interaction import told
from monitor.domain.rumour.strength import by_weight
from monitor.domain.rumour.supposing import Supposition
from monitor.domain.rumour.wording import SAYS, did
from monitor.domain.stories import figures, wording
from monitor.domain.told.wire import openable, plain

if TYPE_CHECKING:
    from monitor.app.inquiry import Findings
    from monitor.weighing.credit import Credit
    from monitor.weighing.inquiry import Heard, Inquiry

REASONS: Final = 12
"""Reasons that are shown, the strongest first; the rest are summed up."""

FELT: Final = 0.005
"""What adds less than this is not shown by itself."""

SPEAKERS: Final = 8
"""Origins that are shown: the first, and the newest."""

COPIES: Final = 5
"""Names of those who only repeat an origin that are shown."""


def show(findings: Findings) -> None:
    """Say what there is to say of a rumour."""
    inquiry = findings.inquiry
    say.out.print(f"[bold]{escape(f'{inquiry.player} to {inquiry.club}')}[/]")
    say.hang("", _as_of(inquiry), "dim")
    say.out.print()
    _sentence(inquiry.strength)
    _section("Why, in log-odds", inquiry.strength.probability is not None)
    _reasons(inquiry.strength)
    _section("Who says so", inquiry.heard)
    _speakers(inquiry)
    _section("What was done", inquiry.acts)
    for one in inquiry.acts:
        say.hang("  ", _act(one, inquiry))
    _section("How often these sources were right", inquiry.sources)
    for source in inquiry.sources:
        say.hang(f"  {fit(source.name, 22)}  ", standing(source))
    say.out.print()
    if findings.buzz is not None:
        say.hang("", f"Buzz: {figures.sentence(findings.buzz, f'{findings.buzz.at:%H}:00 UTC')}.")
    if not findings.moods:
        say.out.print("Mood: fewer than 5 accounts were scored in 24 hours, so no number.")
    for strand, mood in sorted(findings.moods.items(), reverse=True):
        what = "Mood" if strand is Strand.MOVE else "Mood about matches"
        say.out.print(f"{what}: {describe(mood)}")
    _section("What is not known", inquiry.unknown)
    for sentence in inquiry.unknown:
        say.hang("  ", sentence)
    _section("What would change the number", inquiry.changes)
    for change in inquiry.changes:
        say.hang(f"  {_becomes(change):<13}", f"{change.sentence}.")


def _section(title: str, stands: object) -> None:
    if stands:
        say.out.print(f"\n[bold]{title}[/]")


def _as_of(inquiry: Inquiry) -> str:
    until = "no end of the window is known"
    if inquiry.closes is not None:
        last = inquiry.closes - timedelta(microseconds=1)
        until = f"the window closes on {last.day} {last:%B %Y}"
    return f"As of {wording.stamp(inquiry.at)}; {until}."


def _sentence(strength: Strength) -> None:
    if strength.probability is None:
        why = " ".join(each.sentence for each in strength.contributions)
        say.hang("", f"Too little evidence for a number: {why}", "bold")
        return
    week = f", about {strength.week:.0%} within seven days" if strength.week is not None else ""
    say.hang("", f"{_band(strength)} in this window{week}", "bold")
    say.hang("", f"{strength.evidence} evidence; {strength.model}", "dim")


def _band(strength: Strength) -> str:
    return f"{strength.low:.0%} to {strength.high:.0%}"


def _reasons(strength: Strength) -> None:
    if strength.probability is None:
        return
    ranked = by_weight(strength.contributions)
    shown = [each for each in ranked[:REASONS] if abs(each.logit) >= FELT]
    for each in shown:
        say.hang(f"  {each.logit:+.2f}  ", each.sentence)
    rest = ranked[len(shown) :]
    if rest:
        more = figures.count(len(rest), "more reason")
        say.hang(f"  {sum(each.logit for each in rest):+.2f}  ", f"{more}: see --json.")
    whole = sum(each.logit for each in ranked)
    say.out.print("  -----")
    say.hang(f"  {whole:+.2f}  ", f"In all: {strength.probability:.0%}, the middle of the band.")


def _speakers(inquiry: Inquiry) -> None:
    heard = inquiry.heard
    shown = heard if len(heard) <= SPEAKERS else (heard[0], *heard[1 - SPEAKERS :])
    for one in shown:
        first = ""
        if one is heard[0]:
            ahead = inquiry.lead
            first = f", first by {figures.span(ahead)}" if ahead is not None else ", first"
        say.hang("  ", f"{_says(one, inquiry.at)}{first}")
        if one.words is not None and one.words.quote:
            say.hang("    ", f"\u201c{plain(one.words.quote)}\u201d", "italic")
        if one.words is not None and openable(one.words.url):
            say.hang("    ", str(one.words.url), "dim")
        if one.copies or one.private:
            say.hang("    ", _copies(one))
    if len(shown) < len(heard):
        say.out.print(f"  and {len(heard) - len(shown):,} more: see --json")


def _says(one: Heard, at: datetime) -> str:
    hedge = ", with a reserve" if one.hedged else ""
    by = f", as told by {one.by}" if one.by else ""
    back = ", taken back since" if one.withdrawn else ""
    return f"{one.who} {SAYS[one.says]}{hedge}{by}, {figures.span(at - one.at)} ago{back}"


def _copies(one: Heard) -> str:
    """Return who only repeats it: "4 copies: AS, Sport; 3 by private accounts"."""
    names = ", ".join(one.copies[:COPIES])
    if len(one.copies) > COPIES:
        names += f" and {len(one.copies) - COPIES} more"
    private = f"{figures.count(one.private, 'post')} by private accounts" if one.private else ""
    return f"only repeated by: {'; '.join(filter(None, (names, private)))}"


def _act(one: Known, inquiry: Inquiry) -> str:
    act = one.act
    state = ""
    if one.debunked:
        state = "; denied by somebody who can know: it counts for nothing"
    elif act.ended:
        state = "; taken back since"
    how = told(act)
    if one.reports > 1:
        how = f"reported {one.reports} times, first by {one.first.name if one.first else how}"
    copies = f", copied {figures.count(one.copies, 'time')}" if one.copies else ""
    ago = figures.span(inquiry.at - act.at)
    return f"{did(act)}, {ago} ago: {how}{copies}{state}"


def standing(source: Credit) -> str:
    """Return how often a source was right: "3 of 5: 27% (13% to 42%), first with 2"."""
    if not source.resolved:
        return f"no record yet; starts at {source.share.start:.0%}"
    first = f", first with {source.record.first}" if source.record.first else ""
    back = f", took back {source.record.withdrawn}" if source.record.withdrawn else ""
    return f"{source.record.came_true} of {source.resolved}: {share(source)}{first}{back}"


def share(source: Credit) -> str:
    """Return how much of what a source claims comes true, as far as that is known."""
    return f"{source.share.mean:.0%} ({source.share.low:.0%} to {source.share.high:.0%})"


def _becomes(change: Supposition) -> str:
    strength = change.strength
    if strength is None:
        return "over"
    return "no number" if strength.probability is None else _band(strength)


def fit(name: str, room: int) -> str:
    """Return *name* in so many characters, cut or filled."""
    shown = name if len(name) <= room else f"{name[: room - 1]}\u2026"
    return f"{shown:<{room}}"
