"""Makes one of an act that is seen twice: with the name of its record, and without.

Bluesky's stream names the record of a like, and its lists don't. So the like of a list is bound to
the record that the stream told of; and what the stream tells later, of a like that the list showed
before, is bound to the seal that stands for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.activity import ENDING
from monitor.domain.seal import Seal
from monitor.judging.bonds import bond_of
from monitor.judging.items import Item
from monitor.ports import Bond, Recalled


def bind(items: Sequence[Item], recalled: Recalled, seal: Seal) -> list[Item]:
    """Return *items*, each under the record that the same act is known by."""
    if not any(item.bond is not None or item.twin is not None for item in items):
        return list(items)
    known: dict[Bond, bytes | None] = dict(recalled.bonds)
    bound = []
    for item in items:
        binds = item.bond or (bond_of(item.activity, seal) if item.twin is not None else None)
        record = item.record
        if item.bond is not None:
            record = known.get(item.bond) or item.record
        elif binds is not None and item.twin is not None:
            earlier = known.get(binds) == item.twin
            record = item.twin if earlier or _told(item, recalled, seal) else item.record
        if binds is not None:
            known[binds] = None if item.activity.verb in ENDING else record
        if record != item.record:
            about = record if item.object == item.record else item.object
            bound.append(replace(item, record=record, object=about))
        else:
            bound.append(item)
    return bound


def _told(item: Item, recalled: Recalled, seal: Seal) -> bool:
    """Whether the act was stored already, without the name of its record."""
    if item.twin is None:
        return False
    traces = recalled.traces.get(item.twin, ())
    endings = [trace.order for trace in traces if trace.verb in ENDING]
    key = seal.key(item.activity, item.twin, endings, item.observer)
    return any(trace.key == key for trace in traces)
