"""What a language says: the phrases of which bulletins are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from monitor.domain.activity import Verb
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import Evidence
from monitor.domain.stage import Stage

Deed = Verb | Doing
Counted = tuple[str, str]
"""A phrase for one, and one for any other number; `{n}` is the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One language. Names stand in braces; no phrase bends a name, or needs its gender.

    Attributes:
        code: ISO 639-1.
        unverified, provisional, corrected, confirmed, over: What a title begins with.
        mark: Between that and the rest.
        agent: Whom an agent's account belongs to: `{player}`.
        deeds: What was done: `{who}`, `{about}`.
        denial: That somebody's own words deny the move: `{who}`, `{about}`.
        things: The same as a noun.
        accounts: So many accounts.
        places: Kinds of those who speak, by the word for them in numbers.
        within: So loud in how long: `{accounts}`, `{span}`.
        minutes, hours, days: Lengths of time.
        usual, silent, unwatched: What is usual: `{n}`.
        largest: Loudest in `{n}` days.
        counted: Until when it was counted: `{at}`.
        transfer: The share of the talk about the move: `{share}`.
        sensitive, verify: What a warning about private life begins and ends with.
        private: The share of the talk about that: `{share}`.
        slogan, copied, loudest: The shares of a campaign, and of one account: `{share}`.
        calm, calmer: The talk is over; the second where nobody knows its usual.
        lasted: How long it was: `{span}`.
        moved: The move has happened: `{player}`, `{club}`.
        reopened: It is not confirmed any more: `{player}`, `{club}`.
        fallen: What no longer stands: `{thing}`, `{who}`.
        misread: What was taken for talk of the move is none: `{who}`.
        told: Of when that was: `{at}`.
        standing: What else was told of the story is not taken back.
        seen, pushed, reported: How it is known: `{who}`; `somebody` where nobody is named.
        others: So many others did the same.
        why: Why somebody did so is not known.
        lift: So many times as many speak as without the act: `{n}`, `{low}`, `{high}`, `{span}`.
        again: There was such an act before.
        rivals: Other clubs of the same story: `{names}`.
        unseen: What was not seen: `{names}`.
        unknown: So many things are not known; they are on the page.
        strength: Words for how much there is to go by.
        band: How likely the move is: `{low}`, `{high}`, `{word}`.
        unsaid: In place of words that are not repeated.
        evidence: What leads to the page.
        answer: What leads to the page where an alert can be muted, rated and taken.
        date: `{day}`, `{month}`.
        at: A time of day on a date: `{time}`, `{zone}`, `{date}`.
        thousands: Between thousands.
        percent: A share: `{n}`.
        ping, ping_text: The title of a test, and what it says: `{receiver}`.
        disabled, disabled_text: That a receiver gets nothing more: `{receiver}`.
        digest: The digest of a day: `{date}`.
        uneventful: There is nothing to report.
        read: What came from which source: `{list}`.
        held, almost, undelivered, unused: How many alerts were held back, things meant for
            nobody, messages lost, silences without use.
        whys: Why something was held back, or was for nobody, by the word for it.
        lifted: That all are talked of more than usual.
        more: So many more of a list.
        stale, stale_text: A source brings nothing: `{source}`, `{at}`.
        back, back_text: It is read again: `{source}`, `{span}`.
        stages: How far a move is said to be, or what is said against it.
        claimed: Who says so: `{who}`.
        origins: So many voices of their own.
        earlier: What was told before: `{stage}`.
        unclaimed: What nobody claims any more: `{stage}`.
    """

    code: str
    unverified: str
    provisional: str
    corrected: str
    confirmed: str
    over: str
    mark: str = ": "
    agent: str
    deeds: Mapping[Deed, str]
    denial: str
    things: Mapping[Verb, str]
    accounts: Counted
    places: Mapping[str, Counted]
    within: str
    minutes: str
    hours: str
    days: Counted
    usual: str
    silent: str
    unwatched: str
    largest: Counted
    counted: str
    transfer: str
    sensitive: str
    verify: str
    private: str
    slogan: str
    copied: str
    loudest: str
    calm: str
    calmer: str
    lasted: str
    moved: str
    reopened: str
    fallen: str
    misread: str
    told: str
    standing: str
    seen: str
    pushed: str
    reported: str
    somebody: str
    others: Counted
    why: str
    lift: str
    again: str
    rivals: str
    unseen: str
    unknown: Counted
    strength: Mapping[Evidence, str]
    band: str
    unsaid: str
    evidence: str
    answer: str
    months: tuple[str, ...]
    date: str
    at: str
    thousands: str
    percent: str
    ping: str
    ping_text: str
    disabled: str
    disabled_text: str
    digest: str
    uneventful: str
    read: str
    held: Counted
    almost: Counted
    undelivered: Counted
    unused: Counted
    whys: Mapping[str, str]
    lifted: str
    more: Counted
    stale: str
    stale_text: str
    back: str
    back_text: str
    stages: Mapping[Stage | None, str]
    claimed: str
    origins: Counted
    earlier: str
    unclaimed: str

    def number(self, value: int) -> str:
        """Return *value* as it is written."""
        return f"{value:,}".replace(",", self.thousands)

    def count(self, value: int, phrase: Counted) -> str:
        """Return *phrase* for that many."""
        return phrase[0 if value == 1 else 1].format(n=self.number(value))

    def share(self, value: float) -> str:
        """Return a share, 0 to 1, in percent."""
        return self.percent.format(n=round(100 * value))

    def span(self, length: timedelta) -> str:
        """Return a length of time, in minutes, hours or days."""
        minutes = round(length / timedelta(minutes=1))
        if minutes < 120:
            return self.minutes.format(n=minutes)
        hours = round(minutes / 60)
        if hours < 48:
            return self.hours.format(n=hours)
        return self.count(round(hours / 24), self.days)

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """Return a time of day on a date, as it is in *zone*."""
        local = at.astimezone(zone)
        name = local.tzname() or UTC.tzname(None)
        called = f"UTC{name}" if name.startswith(("+", "-")) else name
        date = self.date.format(day=local.day, month=self.months[local.month - 1])
        return self.at.format(time=f"{local:%H:%M}", zone=called, date=date)
