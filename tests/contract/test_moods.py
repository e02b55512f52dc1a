"""Who took what how, as the store counts it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from monitor.domain.activity import Verb
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.domain.mood import Strand, Voice
from storage import Store
from tests.conftest import NOW
from tests.contract.storing import PAIRING, SEAL, commit, kept, mention

DAY = timedelta(days=1)
OTHER = Pairing("other-example", "real-example")


def post(name: str, positive: float, negative: float, **more: Any) -> Any:
    """A scored post by its own author."""
    scored = {"sentiment": positive - negative, "positive": positive, "negative": negative}
    fields = {"who": f"did:plc:{name}", "scorer": "words/en/1", "mentions": (mention(),), **scored}
    return kept(name=name, **{**fields, **more})


async def test_tones_are_counted_by_author_and_scorer(store: Store) -> None:
    await commit(
        store,
        post("a", 0.8, 0.1, who="did:plc:one"),
        post("b", 0.1, 0.8, who="did:plc:one"),
        post("c", 0.3, 0.3, who="did:plc:one", scorer="words/es/1"),
        post("d", 0.4, 0.4, who="did:plc:two"),
    )
    one, two = (SEAL.author("bluesky", f"did:plc:{who}") for who in ("one", "two"))
    found = await store.reader.voices(NOW - DAY)
    assert set(found) == {(PAIRING, Strand.MOVE)}
    assert sorted(found[PAIRING, Strand.MOVE], key=repr) == sorted(
        [
            Voice(author=one, scorer="words/en/1", counts=(1, 0, 1)),
            Voice(author=one, scorer="words/es/1", counts=(0, 1, 0)),
            Voice(author=two, scorer="words/en/1", counts=(0, 1, 0)),
        ],
        key=repr,
    )


async def test_match_talk_goes_apart_and_private_talk_nowhere(store: Store) -> None:
    await commit(
        store,
        post("a", 0.8, 0.1, mentions=(mention(topic=Topic.MATCH),)),
        post("b", 0.8, 0.1, mentions=(mention(topic=Topic.OTHER),)),
        post("c", 0.8, 0.1, mentions=(mention(topic=Topic.PRIVATE),)),
    )
    found = await store.reader.voices(NOW - DAY)
    assert {strand: len(said) for (_, strand), said in found.items()} == {
        Strand.MATCH: 1,
        Strand.MOVE: 1,
    }


async def test_what_is_deleted_unscored_or_long_ago_counts_for_nothing(store: Store) -> None:
    await commit(
        store,
        post("a", 0.8, 0.1),
        post("old", 0.8, 0.1, at=NOW - 2 * DAY),
        kept(name="unscored", mentions=(mention(),)),
    )
    assert len((await store.reader.voices(NOW - DAY))[PAIRING, Strand.MOVE]) == 1
    await commit(store, kept(Verb.DELETE, "a", order=5, who="did:plc:a", object="at://a"))
    assert await store.reader.voices(NOW - DAY) == {}


async def test_one_pairing_can_be_asked_for(store: Store) -> None:
    await commit(
        store,
        post("a", 0.8, 0.1, mentions=(mention(), mention(OTHER))),
        post("b", 0.1, 0.8, mentions=(mention(OTHER),)),
    )
    found = await store.reader.voices(NOW - DAY, [OTHER])
    assert {pairing: len(said) for (pairing, _), said in found.items()} == {OTHER: 2}
