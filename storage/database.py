"""What the store needs of a database: transactions, by functions over a `Connection`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection

P = ParamSpec("P")
T = TypeVar("T")

Work = Callable[Concatenate[Connection, P], T]


class Database(Protocol):
    """Runs work in transactions: all of one lands, or none of it does.

    Each method raises TransientError when the database can't do it now, and RefusedError when
    a person must act.
    """

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *work* in a transaction that may write."""

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *work* in a transaction that sees one state and can't write."""

    async def size(self) -> int:
        """Return how many bytes it takes."""

    async def log_size(self) -> int:
        """Return how many bytes a log takes that readers keep from being emptied; 0 = none."""

    def busy(self) -> float:
        """Return for how many seconds a transaction has been written; 0 = there is none.

        Of a server's transactions nothing is said: it gives up those that hang by itself.
        """

    async def close(self) -> None:
        """Finish what was begun, and let go."""
