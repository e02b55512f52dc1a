"""Why an alert about talk fired: each of its numbers beside what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.domain.alert import Notice, State
from monitor.domain.buzz import Buzz
from monitor.domain.desk.worth import LEAST
from monitor.domain.spike.gate import LIMITS
from monitor.watching.hearing import CARRIED


@dataclass(frozen=True, slots=True)
class Gate:
    """One number that an alert rests on, as it is told.

    Attributes:
        takes: What it takes, in words.
        passed: Whether that was reached; None where it decides nothing here.
    """

    name: str
    value: str
    takes: str
    passed: bool | None = None


def loudest(notices: Iterable[Notice]) -> Notice | None:
    """Return the notice that tells of most accounts; None where none is about talk."""
    about = (one for one in notices if one.alert.buzz is not None)
    return max(about, key=_authors, default=None)


def gates(notice: Notice) -> tuple[Gate, ...]:
    """Return the numbers of *notice* with what each takes; empty where it is about no talk."""
    buzz = notice.alert.buzz
    if buzz is None:
        return ()
    early = notice.alert.state is State.PROVISIONAL
    return tuple(_early(buzz) if early else _scored(buzz))


def _early(buzz: Buzz) -> Iterator[Gate]:
    least = max(LIMITS.early_authors, LIMITS.early_ratio * max(buzz.expected, 1.0))
    yield Gate(
        "Accounts", f"{buzz.authors:,}", f"at least {least:.0f} while the usual is being learnt",
        buzz.authors >= least,
    )  # fmt: skip
    yield _wakes(buzz)
    yield _transfer(buzz)


def _scored(buzz: Buzz) -> Iterator[Gate]:
    yield Gate(
        "Accounts",
        f"{buzz.authors:,}",
        f"at least {LIMITS.authors}",
        buzz.authors >= LIMITS.authors,
    )
    yield Gate(
        "Against the usual",
        f"{buzz.authors / buzz.expected:.1f} times" if buzz.expected >= 1 else "normally silent",
        f"at least {LIMITS.ratio:g} times",
        buzz.authors >= LIMITS.ratio * buzz.expected,
    )
    yield Gate("Score", f"{buzz.score:.1f}", f"at least {LIMITS.on:g}", buzz.score >= LIMITS.on)
    yield _wakes(buzz)
    yield _transfer(buzz)


def _wakes(buzz: Buzz) -> Gate:
    return Gate(
        "To interrupt anybody", f"{buzz.authors:,}", f"at least {LEAST}", buzz.authors >= LEAST
    )


def _transfer(buzz: Buzz) -> Gate:
    share = buzz.transfer / buzz.mentions if buzz.mentions else 0.0
    return Gate(
        "Transfer talk",
        f"{share:.0%} of {buzz.mentions:,}",
        "a third, or a claim or an act that carries it",
        True if share >= CARRIED else None,
    )


def _authors(notice: Notice) -> int:
    return notice.alert.buzz.authors if notice.alert.buzz is not None else 0
