"""What the store keeps, in each dialect."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from monitor.domain.activity import Verb
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.ports import Commit, DeadLetter, RefusedError, Relinked
from storage import Store, open_store
from storage.tables import activities, texts
from tests.conftest import NOW
from tests.contract.storing import PAIRING, claim, commit, dump, kept, mention, recall, record

HOUR = timedelta(hours=1)


async def counts(store: Store) -> list[tuple[int, int, int, int]]:
    """Return the buckets of the pairing: mentions, transfer, late, authors."""
    found = await store.reader.buckets(PAIRING.player, PAIRING.club, NOW - 24 * HOUR)
    return [(one.mentions, one.transfer, one.late, one.authors) for one in found]


# --- once -----------------------------------------------------------------------------------


async def test_an_activity_seen_twice_is_stored_once(store: Store) -> None:
    post = kept(mentions=(mention(),))

    assert await commit(store, post, post) == {post.key}
    assert await commit(store, post) == frozenset()

    stored = await dump(store)
    assert [len(stored[table]) for table in ("activities", "texts", "mentions")] == [1, 1, 1]
    assert await counts(store) == [(1, 1, 0, 1)]


async def test_a_cursor_moves_without_activities(store: Store) -> None:
    await commit(store, cursors={"wire": "1", "feed": "a"})
    await commit(store, cursors={"wire": "2"})

    assert await store.cursors() == {"wire": "2", "feed": "a"}


async def test_an_author_counts_once_a_bucket_however_the_batches_fall(store: Store) -> None:
    posts = [
        kept(name=f"{n}", who=f"did:plc:{n % 3}", order=n, at=NOW + n * timedelta(seconds=1),
             mentions=(mention(topic=Topic.MATCH if n == 6 else Topic.TRANSFER),), late=n > 7)
        for n in range(1, 10)
    ]  # fmt: skip
    await commit(store, *posts[:4])
    await commit(store, *posts[3:])
    await commit(store, kept(name="later", at=NOW + HOUR, mentions=(mention(),)))
    await commit(store, kept(name="elsewhere", mentions=(mention(Pairing("a", "b")),)))

    assert await counts(store) == [(9, 8, 2, 3), (1, 1, 0, 1)]


async def test_a_date_without_a_time_is_in_no_bucket(store: Store) -> None:
    await commit(store, kept(counted_at=None, mentions=(mention(),)))

    assert await counts(store) == []
    assert len(await store.reader.mentions(PAIRING.player, PAIRING.club)) == 1


async def test_authors_are_exact_when_two_processes_commit_at_once(postgres_url: str) -> None:
    stores = [await open_store(postgres_url) for _ in range(4)]
    try:
        for turn in range(10):
            batches = [
                [
                    kept(name=f"{turn}/{s}/{n}", who=f"did:plc:{n}", mentions=(mention(),))
                    for n in range(5)
                ]
                for s in range(len(stores))
            ]
            pairs = zip(stores, batches, strict=True)
            await asyncio.gather(*(commit(store, *batch) for store, batch in pairs))
        assert await counts(stores[0]) == [(200, 200, 0, 5)]
    finally:
        for store in stores:
            await store.close()


# --- endings and edits ----------------------------------------------------------------------


async def test_a_deleted_post_leaves_a_tombstone_that_still_counts(store: Store) -> None:
    reply = kept(order=1, in_reply_to="at://2", parent=record("2"), mentions=(mention(),))
    await commit(store, reply)
    await commit(store, kept(Verb.DELETE, order=5, at=NOW + HOUR, object="at://1"))

    stored = await dump(store)
    assert stored["texts"] == []
    assert len(stored["activities"]) == 2
    assert await counts(store) == [(1, 1, 0, 1)]
    known = await recall(store, "1")
    assert known.subjects[record("1")].gone
    assert known.subjects[record("1")].text == ""
    assert [(t.verb, t.ended) for t in known.traces[record("1")]] == [
        (Verb.CREATE, True),
        (Verb.DELETE, False),
    ]
    [seen] = await store.reader.mentions(PAIRING.player, PAIRING.club)
    assert seen.ended


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("delete_first", [True, False])
async def test_what_is_deleted_is_gone_whichever_comes_first(
    store: Store, together: bool, delete_first: bool
) -> None:
    acts = [kept(order=1), kept(Verb.DELETE, order=5)]
    if delete_first:
        acts.reverse()
    if together:
        await commit(store, *acts)
    else:
        await commit(store, acts[0])
        await commit(store, acts[1])

    assert (await dump(store))["texts"] == []
    assert (await recall(store, "1")).subjects[record("1")].gone


@pytest.mark.parametrize("order", [*permutations(range(4))], ids=str)
async def test_an_act_ends_with_the_first_ending_after_it(
    sqlite_url: str, order: tuple[int, ...]
) -> None:
    acts = [
        kept(order=1),
        kept(Verb.UPDATE, order=7),
        kept(Verb.DELETE, order=5, at=NOW + HOUR),
        kept(Verb.DELETE, order=9, life=1, at=NOW + 2 * HOUR),
    ]
    store = await open_store(sqlite_url)
    for turn in order:
        await commit(store, acts[turn])
    rows = await store._database.read(
        lambda connection: connection.execute(
            select(activities.c.order, activities.c.ended_order, activities.c.ended_at)
        ).all()
    )
    await store.close()

    assert sorted(rows)[:3] == [
        (1, 5, NOW + HOUR),
        (5, None, None),
        (7, 9, NOW + 2 * HOUR),
    ]


async def test_a_record_made_again_after_its_deletion_lives(store: Store) -> None:
    await commit(store, kept(order=1), kept(Verb.DELETE, order=5))
    again = kept(order=9, life=1, text="again")
    assert await commit(store, again) == {again.key}

    assert (await recall(store, "1")).subjects[record("1")].text == "again"


async def test_an_edit_takes_the_place_of_the_words(store: Store) -> None:
    post = kept(order=1, text="first", mentions=(mention(),))
    await commit(store, post)
    await commit(store, kept(Verb.UPDATE, order=3, text="third", mentions=()))
    await commit(store, kept(Verb.UPDATE, order=2, text="second"))

    subject = (await recall(store, objects=["1"])).subjects[record("1")]
    assert (subject.key, subject.text) == (post.key, "third")
    assert [link.pairing for link in subject.links] == [PAIRING]
    assert [row[1] for row in (await dump(store))["texts"]] == ["third"]


async def test_a_deleted_account_falls_silent(store: Store) -> None:
    early, other = kept(name="a", order=1), kept(name="b", who="did:plc:other", order=1)
    await commit(store, early, other)
    gone = kept(Verb.DELETE, "did:plc:fan#account/7", order=7, about_actor="account",
                ends_author=True)  # fmt: skip
    await commit(store, gone)
    await commit(store, kept(name="late", order=3))
    await commit(store, kept(name="back", order=9, text="back again"))

    assert sorted(row[1] for row in (await dump(store))["texts"]) == ["back again", "words of b"]


# --- what comes with it ---------------------------------------------------------------------


async def test_a_waiting_act_is_linked_once_when_its_object_arrives(store: Store) -> None:
    like = kept(
        Verb.LIKE, "like", who="did:plc:player", account=True, waiting=True, text="",
        object=record("post"), mentions=(),
    )  # fmt: skip
    like = replace(like, activity=replace(like.activity, object="at://post"))
    await commit(store, like)
    [waiting] = (await recall(store, objects=["post"])).waiting[record("post")]
    assert (waiting.key, waiting.account, waiting.address) == (
        like.key, "did:plc:player", "at://post",
    )  # fmt: skip
    assert await store.waiting(NOW - HOUR, 10) == [waiting]

    gained = Relinked(waiting=waiting, mentions=(mention(), mention()))
    for _ in range(2):
        await commit(store, relinked=(gained,))

    assert await counts(store) == [(1, 1, 0, 1)]
    assert await store.waiting(NOW - HOUR, 10) == []
    [seen] = await store.reader.mentions(PAIRING.player, PAIRING.club)
    assert (seen.who, seen.verb) == ("fan.example", Verb.LIKE)


async def test_a_waiting_reply_waits_for_its_parent(store: Store) -> None:
    reply = kept(account=True, waiting=True, parent=record("2"), in_reply_to="at://2")
    await commit(store, reply)

    [waiting] = await store.waiting(NOW - HOUR, 10)
    assert (waiting.object, waiting.address) == (record("2"), "at://2")


async def test_an_act_that_was_undone_waits_no_longer(store: Store) -> None:
    like = kept(Verb.LIKE, "like", account=True, waiting=True, object=record("post"))
    await commit(store, like, kept(Verb.UNDO, "like", order=9))

    assert await store.waiting(NOW - HOUR, 10) == []


async def test_a_dead_letter_is_kept_once(store: Store) -> None:
    letter = DeadLetter(
        connector="wire", place="frame \x00", raw=b"\x00\xff{" + b"x" * 70_000, reason="not_json",
        detail="it is no JSON \ud800", seen_at=NOW,
    )  # fmt: skip
    first = await store.commit(Commit(dead=(letter, letter), now=NOW))
    again = await store.commit(Commit(dead=(letter,), now=NOW))

    assert (first.dead, again.dead) == (1, 0)
    [kept_letter] = await store.reader.dead()
    assert len(kept_letter.raw) == 64_000
    assert kept_letter.place == "frame \ufffd"


# --- poison ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "poison",
    [{"text": "half a pair \ud800"}, {"order": 2**63}, {"url": "https://x/\udfff"}],
    ids=["lone surrogate", "number too large", "surrogate in an address"],
)
async def test_one_row_that_cannot_be_stored_takes_no_other_with_it(
    store: Store, poison: dict[str, Any]
) -> None:
    posts = [
        kept(name=f"{n}", mentions=(mention(),), **(poison if n == 13 else {})) for n in range(20)
    ]
    new = await commit(store, *posts, cursors={"wire": "9"})

    assert new == {post.key for n, post in enumerate(posts) if n != 13}
    [letter] = await store.reader.dead()
    assert (letter.reason, letter.connector) == ("unstorable", "wire")
    assert await store.cursors() == {"wire": "9"}
    assert await counts(store) == [(19, 19, 0, 1)]


async def test_a_database_of_another_form_is_refused_and_fills_no_dead_letters(
    store: Store,
) -> None:
    await store._database.write(texts.drop)
    with pytest.raises(RefusedError, match="texts"):
        await commit(store, kept())

    assert await store.reader.dead() == []


# --- recalling ------------------------------------------------------------------------------


async def test_what_is_recalled_of_a_post_is_what_was_said(store: Store) -> None:
    post = kept(
        who="did:plc:outlet", account=True, text="talks", lang="en", claim=claim(),
        mentions=(mention(claim=claim()), mention(Pairing("a", "b"))),
    )  # fmt: skip
    await commit(store, post)

    known = await recall(store, "none", objects=["1", "never"])
    assert known.traces == {}
    [subject] = known.subjects.values()
    assert (subject.account, subject.text, subject.handle, subject.url, subject.at) == (
        "did:plc:outlet", "talks", "fan.example", "https://x/1", NOW,
    )  # fmt: skip
    assert subject.claim == claim()
    assert {str(link.pairing) for link in subject.links} == {"a/b", str(PAIRING)}
    assert subject.links[1].why == ("names the player", "names the club")


async def test_more_records_than_a_statement_has_parameters_are_recalled(store: Store) -> None:
    await commit(store, *(kept(name=f"{n}") for n in range(500)))

    known = await recall(store, *(f"{n}" for n in range(40_000)))
    assert len(known.traces) == 500


# --- chores ---------------------------------------------------------------------------------


async def test_texts_go_when_their_time_has_come(store: Store) -> None:
    await commit(
        store,
        kept(name="old", expires_at=NOW),
        kept(name="young", expires_at=NOW + HOUR),
        kept(name="public", account=True),
    )

    assert await store.expire(NOW) == 1
    assert await store.expire(NOW) == 0
    assert sorted(row[1] for row in (await dump(store))["texts"]) == [
        "words of public",
        "words of young",
    ]


async def test_records_kept_are_told_newest_last(store: Store) -> None:
    for n in range(4):
        await commit(store, kept(name=f"{n}", at=NOW + n * HOUR))
    await commit(store, kept(Verb.DELETE, "3", order=9, at=NOW + 4 * HOUR))

    assert await store.records(NOW, 2) == [record("1"), record("2")]


async def test_figures_say_what_is_stored(store: Store) -> None:
    await commit(store, kept(), kept(name="2"))

    stats = await store.stats()
    assert (stats.rows["activities"], stats.rows["texts"], stats.rows["acts"]) == (2, 2, 0)
    assert stats.bytes > 0
    assert stats.outbox == {}
    assert stats.oldest_due is None


async def test_a_handle_is_resolved_until_it_resolves_anew(store: Store) -> None:
    await store.resolve("bluesky", "club.example", "did:plc:1", NOW)
    await store.resolve("bluesky", "club.example", "did:plc:2", NOW + HOUR)

    assert await store.resolved() == {("bluesky", "club.example"): "did:plc:2"}


async def test_entries_of_the_catalogue_carry_a_version(store: Store) -> None:
    assert await store.entries() == (0, [])
    assert (
        await store.enter([("player", "b", {"name": "B\u00e9"}), ("club", "c", {})], "ana", NOW)
        == 1
    )
    assert await store.enter([("player", "b", None), ("club", "c", {"x": 1})], "ana", NOW) == 2

    assert await store.entries() == (2, [("club", "c", {"x": 1})])
    assert await store.signed() == {("club", "c"): ("ana", NOW)}


async def test_a_check_passes_where_the_database_can_be_written(store: Store) -> None:
    await store.reader.check()
    assert (await store.entries())[0] == 0


# --- private people -------------------------------------------------------------------------


async def test_who_a_private_person_is_stands_in_the_expiring_row_alone(store: Store) -> None:
    await commit(
        store,
        kept(
            who="did:plc:secretfan", name="secretfan/post", actor_handle="secretfan.example",
            text="secretfan words", url="https://x/secretfan", mentions=(mention(claim=claim()),),
            in_reply_to="at://secretfan/parent", parent=record("secretfan/parent"),
        ),
        kept(Verb.DELETE, "secretfan/other", who="did:plc:secretfan", object="at://secretfan/other"),
    )  # fmt: skip

    stored = await dump(store)
    assert len(stored.pop("texts")) == 1
    assert "secretfan" not in repr(stored)
    [seen] = await store.reader.mentions(PAIRING.player, PAIRING.club)
    assert (seen.who, seen.quote, seen.url) == (None, None, None)


async def test_a_public_account_is_quoted_as_its_words_now_stand(store: Store) -> None:
    await commit(store, kept(account=True, text="first words", mentions=(mention(),)))
    await commit(
        store, kept(Verb.UPDATE, order=2, account=True, text="second\n words " + "x" * 200)
    )

    [seen] = await store.reader.mentions(PAIRING.player, PAIRING.club)
    assert (seen.who, seen.url, seen.verb) == ("fan.example", "https://x/1", Verb.CREATE)
    assert seen.quote is not None
    assert seen.quote.startswith("second words x")
    assert len(seen.quote) <= 140

    await commit(store, kept(Verb.DELETE, order=3))
    [seen] = await store.reader.mentions(PAIRING.player, PAIRING.club)
    assert (seen.who, seen.quote, seen.url, seen.ended) == (None, None, None, True)


async def test_dead_letters_go_after_thirty_days(store: Store) -> None:
    letter = DeadLetter(
        connector="wire",
        place="frame",
        raw=b"{",
        reason="not_json",
        detail="It is not JSON.",
        seen_at=NOW,
    )
    await store.commit(Commit(dead=(letter,), now=NOW))
    await store.expire(NOW + timedelta(days=29))
    assert len(await store.reader.dead()) == 1
    await store.expire(NOW + timedelta(days=30))
    assert await store.reader.dead() == []
