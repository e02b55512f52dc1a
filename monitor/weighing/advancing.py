"""What is told of claims: a stage that is new, a denial, what was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from monitor.domain.alert import Evidence, Notice
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.rumour import Origin, Record, Strength
from monitor.domain.rumour.vouching import word
from monitor.domain.stories import claimed, story
from monitor.domain.stories.advance import Advance, Before, Turn, decide
from monitor.domain.stories.story import Thread
from monitor.weighing.dossier import Dossier


def advanced(
    dossier: Dossier,
    pairing: Pairing,
    found: tuple[Origin, ...],
    strength: Strength,
    told: Mapping[Pairing, Before],
) -> Advance | None:
    """Return what is to be told of an open rumour, if anything is.

    Args:
        found: Origins of what was said of it since it began.
        told: What was told of claims; what was said of an earlier rumour doesn't count.
    """
    before, since = told.get(pairing), dossier.since(pairing)
    if before is not None and since is not None and before.said <= since:
        before = None
    return decide(pairing, found, dossier.records, strength, dossier.at, before)


def named(advances: Iterable[Advance]) -> set[bytes]:
    """Return keys of the activities whose words may be quoted."""
    return {word(one).key for advance in advances for one in advance.by}


def notices(
    advances: Iterable[Advance],
    threads: Mapping[str, Thread],
    ended: Iterable[Notice],
    records: Mapping[str, Record],
    said: Mapping[bytes, Evidence],
    catalogue: Catalogue,
) -> Iterator[Notice]:
    """Yield what is told of claims, each in the story of its player.

    Args:
        threads: The open story of each player that has one.
        ended: What is told before of stories that ended, or that did not after all.
        said: What may be quoted of what was claimed, by the keys of activities.
    """
    newest = {p: thread.newest for p, thread in threads.items() if not thread.over}
    newest.update({one.alert.pairing.player: one for one in ended if one.closes is not True})
    for advance in advances:
        player = advance.pairing.player
        before = newest.get(player)
        notice = claimed.tell(advance, catalogue, records, said)
        if advance.turn is Turn.GONE:
            notice = _gone(before, notice, wholly=advance.after.fallen)
        else:
            notice = story.join(before, notice)
        newest[player] = notice
        yield notice


def _gone(before: Notice | None, notice: Notice, *, wholly: bool) -> Notice:
    """Return the correction *notice* in its thread, for all to whom the claim was told again.

    A claim that interrupted nobody by itself may have been told with what else came of its story.
    """
    key = notice.parts[0].key
    if before is not None and before.held is None and any(one.key == key for one in before.parts):
        notice = replace(notice, held=None, why="")
    return story.take_back(before, notice, wholly=wholly)
