"""Keeps what stays away from the garbage collector: to look through it stalls the event loop.

Catalogue, models and libraries are a few hundred thousand objects that live as long as the daemon;
with them, one look for garbage takes 50 to 100 ms.
"""

from __future__ import annotations

import gc
from collections.abc import Callable


def settle() -> None:
    """Take all that is there now as staying, after what is garbage has been removed."""
    gc.collect()
    gc.freeze()


def settled(load: Callable[[], None]) -> Callable[[], None]:
    """Return what loads beside the event loop, and takes what came as staying.

    Garbage isn't looked for: that would stall the loop. What is taken along is small.
    """

    def loading() -> None:
        load()
        gc.freeze()

    return loading
