"""What is wrong with a configuration: where, what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        place: The file, the variable or the argument that it stands in.
        key: The path of the setting, such as `webhooks[desk].url`; empty for a whole file.
        what: What is wrong; never shows a secret.
        cure: What to do.
        fatal: False for a warning: it would run.
    """

    place: str
    key: str
    what: str
    cure: str
    fatal: bool = True

    def __str__(self) -> str:
        where = f"{self.place}: {self.key}" if self.key else self.place
        return f"{where}: {self.what}. {self.cure}"


class ConfigurationError(Exception):
    """The configuration can't be used.

    Attributes:
        problems: All that was found, warnings too.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems if problem.fatal))
        self.problems = tuple(problems)


def nearest(word: str, known: Iterable[str], or_else: str = "See docs/configuration.md.") -> str:
    """Return a sentence that names what was probably meant, or all that there is.

    Args:
        or_else: What to say where nothing is near and there is too much to name.
    """
    known = sorted(known)
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"Known here: {', '.join(known)}." if 0 < len(known) <= 12 else or_else
