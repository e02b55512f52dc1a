"""However acts are cut into batches, repeated and interleaved, the store ends up the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.domain.activity import ENDING, Verb
from monitor.domain.catalogue import Pairing
from monitor.ports import Asked, Commit, DeadLetter, Kept
from storage import Store
from tests.conftest import NOW
from tests.contract.storing import PAIRING, SEAL, clear, dump, kept, mention
from tests.contract.telling import act_of, message, notice

OTHER = Pairing("kylian-example", "other-example")


@dataclass(frozen=True)
class Event:
    """One thing on the wire: an act, or something that can't be read."""

    source: str
    act: Kept | None
    letter: DeadLetter | None = None


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Draw what happened, in its order; each record comes by one source."""
    events: list[Event] = []
    for order in range(1, draw(st.integers(4, 24))):
        number = draw(st.integers(0, 4))
        source = f"wire{number % 2}"
        author = f"did:plc:{number % 3}"
        at = NOW + timedelta(minutes=draw(st.integers(0, 9)))
        kind = draw(
            st.sampled_from(["create", "create", "like", "update", "delete", "undo", "gone", "bad"])
        )
        if kind == "bad":
            events.append(Event(source, None, _letter(source, number)))
            continue
        name, verb = f"{number}", Verb.DELETE if kind == "gone" else Verb(kind)
        about = {PAIRING, OTHER} if number % 2 else {PAIRING}
        act = kept(
            verb, f"{name}#account" if kind == "gone" else name, order=order, who=author, at=at,
            connector=source, text=f"words {order}", ends_author=kind == "gone",
            mentions=() if verb in ENDING else tuple(mention(p) for p in sorted(about)),
        )  # fmt: skip
        events.append(Event(source, act))
    return events


def _letter(source: str, number: int) -> DeadLetter:
    return DeadLetter(
        connector=source, place="frame", raw=b"{%d" % number, reason="not_json", detail="",
        seen_at=NOW,
    )  # fmt: skip


@st.composite
def feedings(draw: st.DrawFn) -> tuple[list[Event], list[list[Event]]]:
    """Draw a history, and batches that bring it: interleaved by source, cut, rewound."""
    history = draw(histories())
    left = {s: [e for e in history if e.source == s] for s in ("wire0", "wire1")}
    at = dict.fromkeys(left, 0)
    batches: list[list[Event]] = []
    while any(at[s] < len(left[s]) for s in left):
        batch: list[Event] = []
        for source in draw(st.permutations(sorted(left))):
            start = max(0, at[source] - draw(st.integers(0, 6)))
            end = min(len(left[source]), at[source] + draw(st.integers(1, 6)))
            batch += left[source][start:end]
            at[source] = end
        batches.append(batch)
    return history, batches


async def feed(store: Store, batch: Sequence[Event]) -> None:
    """Bring one batch to the store as the pipeline does: recall, seal, commit."""
    records = frozenset(e.act.record for e in batch if e.act is not None)
    known = await store.recall(Asked(records=records, objects=frozenset(), since=NOW))
    endings: dict[bytes, list[int]] = defaultdict(list)
    held = {trace.key for traces in known.traces.values() for trace in traces}
    for record, traces in known.traces.items():
        endings[record] = [trace.order for trace in traces if trace.verb in ENDING]
    acts = [*_sealed(batch, endings, held)]
    told = [one for one in acts if one.activity.verb is Verb.LIKE]
    await store.commit(
        Commit(
            kept=tuple(acts),
            acts=tuple(act_of(one, alert=one.key.hex()) for one in told),
            notices=tuple(notice(one, alert=one.key.hex()) for one in told),
            messages=tuple(replace(message(one), id=one.key.hex()) for one in told),
            dead=tuple(event.letter for event in batch if event.letter is not None),
            now=NOW,
        )
    )


def _sealed(
    batch: Sequence[Event], endings: dict[bytes, list[int]], held: set[bytes]
) -> Iterator[Kept]:
    for event in batch:
        if event.act is None:
            continue
        act, record = event.act.activity, event.act.record
        key = SEAL.key(act, record, endings[record])
        if act.verb in ENDING and key not in held:
            endings[record].append(act.order)
        held.add(key)
        yield replace(event.act, key=key)


@given(feeding=feedings())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_batches_repeats_and_interleaving_leave_no_trace(
    store: Store, feeding: tuple[list[Event], list[list[Event]]]
) -> None:
    history, batches = feeding
    await clear(store)
    await feed(store, history)
    at_once = await dump(store)
    await clear(store)
    for batch in batches:
        await feed(store, batch)

    assert await dump(store) == at_once
