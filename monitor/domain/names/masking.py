"""Names taken out of texts before tone is judged; the rest stays as it was written."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.domain.text import origins

NOBODY = "someone"
"""What stands for a name where tone is judged."""


def hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return *text* with `NOBODY` for each of *spans*, places in the folded text.

    Capitals, accents and emoji of the rest stay: they have a tone. Spans may overlap or lie
    outside of the text.
    """
    wanted = sorted({(start, end) for start, end in spans if 0 <= start < end})
    if not wanted:
        return text
    origin = origins(text)
    parts: list[str] = []
    done = 0
    last = len(origin) - 1
    for start, end in wanted:
        first, behind = origin[min(start, last)], origin[min(end, last)]
        if first < done or first == behind:
            continue
        parts += text[done:first], NOBODY
        done = behind
    return "".join((*parts, text[done:]))
