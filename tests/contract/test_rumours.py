"""What is stored to weigh rumours by, in each dialect."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from monitor.domain.activity import Verb
from monitor.domain.alert import Kind, Weight
from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Claim, Stage
from monitor.domain.mention import Mention
from monitor.domain.rumour import Contribution, Evidence, Outcome, Record, Strength, Verdict
from monitor.domain.stance import Stance
from monitor.domain.stories.story import alone
from monitor.domain.timing import BUCKET
from monitor.ports import Conclusion, Estimate, LostLeaseError, Saga, Spoken, Weighing
from storage import Store, testimonies
from tests.conftest import NOW
from tests.contract.keeping import score, taken
from tests.contract.storing import PAIRING, commit, dump, kept, mention, record
from tests.contract.telling import act_of, message, notice

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
END = NOW + BUCKET
OTHER = Pairing("kylian-example", "other-example")
WORDS = struct.pack(">3I", 7, 70_000, 4_000_000_000)


def said(pairing: Pairing = PAIRING, stage: Stage = Stage.TALKS, **more: Any) -> Mention:
    """Return a mention that claims something."""
    claim = Claim(stage=stage, cue="in talks", hedged=True, stance=Stance.QUERY)
    return mention(pairing, **{"claim": claim, "gist": WORDS, **more})


def strength(probability: float | None = 0.4) -> Strength:
    """Return a strength."""
    if probability is None:
        return Strength(Evidence.INSUFFICIENT)
    reason = Contribution("prior", -0.4, "The window closes soon.")
    return Strength(Evidence.LOW, (reason,), probability, 0.2, 0.6, 0.1, (reason,), "estimate")


def estimate(at: datetime = NOW, pairing: Pairing = PAIRING, **more: Any) -> Estimate:
    """Return an estimate."""
    return Estimate(pairing=pairing, at=at, strength=strength(**more))


def outcome(at: datetime = NOW, pairing: Pairing = PAIRING, **more: Any) -> Outcome:
    """Return how a rumour ended."""
    fields: dict[str, Any] = {"happened": True, "by": "operator ana", "told_at": at}
    return Outcome(pairing=pairing, at=at, **{**fields, **more})


def verdict(source: str = "marca", at: datetime = NOW, **more: Any) -> Verdict:
    """Return whether a source was right."""
    return Verdict(source=source, pairing=PAIRING, at=at, **{"came_true": True, **more})


async def weigh(store: Store, end: datetime = END, **more: Any) -> int:
    """Store a weighing."""
    return await store.weigh(await taken(store), Weighing(end=end, **more))


# --- what was said --------------------------------------------------------------------------


async def test_what_was_said_of_a_rumour_is_told_oldest_first(store: Store) -> None:
    star = kept(
        name="a", who="did:plc:star", account=True, at=END, quoted=record("q"),
        quotes="at://q", mentions=(said(cites="marca"), said(OTHER, Stage.DONE)),
    )  # fmt: skip
    await commit(store, star, kept(name="silent", mentions=(mention(),)))
    await commit(store, kept(name="b", mentions=(said(gist=b""),)))
    await commit(store, kept(name="source", at=END, mentions=(mention(gist=WORDS),), order=2))

    found = await store.spoken([PAIRING, OTHER], NOW, END + BUCKET)
    assert {pairing: len(several) for pairing, several in found.items()} == {PAIRING: 3, OTHER: 1}
    assert [one.at for one in found[PAIRING]] == [NOW, END, END]
    assert sorted(str(one.claim and one.claim.stage) for one in found[PAIRING]) == [
        "None", "talks", "talks",
    ]  # fmt: skip
    [whole] = [one for one in found[PAIRING] if one.account]
    assert whole == Spoken(
        key=star.key, pairing=PAIRING, at=END, claim=said().claim, author=star.author,
        record=star.record, platform="bluesky", account="did:plc:star", cites="marca",
        repeats=record("q"), gist=frozenset([7, 70_000, 4_000_000_000]),
    )  # fmt: skip
    assert list(await store.spoken([OTHER], NOW, END)) == []
    assert list(await store.spoken([], NOW, END)) == []


async def test_what_has_only_a_date_was_said_by_the_end_of_it(store: Store) -> None:
    article = kept(counted_at=None, mentions=(said(),))
    seen = replace(article, activity=replace(article.activity, seen_at=NOW + 3 * DAY))
    await commit(store, seen)

    [one] = (await store.spoken([PAIRING], NOW - DAY, NOW + 3 * DAY))[PAIRING]
    assert one.at == NOW + DAY
    assert list(await store.spoken([PAIRING], NOW - DAY, NOW + DAY)) == []


async def test_what_is_read_of_one_rumour_is_bounded_and_sources_come_first(store: Store) -> None:
    fans = [kept(name=f"{n}", at=NOW + n * timedelta(seconds=1), mentions=(said(),))
            for n in range(5)]  # fmt: skip
    star = kept(name="a", who="did:plc:star", account=True, mentions=(said(),))
    await commit(store, star, *fans)

    read = store._database.read(testimonies.spoken, [PAIRING], NOW, END, 3)
    found = (await read)[PAIRING]
    assert [one.record for one in found] == [star.record, fans[3].record, fans[4].record]


@pytest.mark.parametrize("delete_first", [True, False])
async def test_what_is_deleted_leaves_no_telling_words(store: Store, delete_first: bool) -> None:
    post = kept(mentions=(said(), mention(OTHER)))
    gone = kept(Verb.DELETE, order=5, at=NOW + HOUR)
    for act in (gone, post) if delete_first else (post, gone):
        await commit(store, act)

    [before] = (await store.spoken([PAIRING], NOW, NOW + HOUR))[PAIRING]
    [after] = (await store.spoken([PAIRING], NOW, NOW + 2 * HOUR))[PAIRING]
    assert (before.gist, before.withdrawn) == (frozenset(), False)
    assert (after.gist, after.withdrawn) == (frozenset(), True)
    assert WORDS not in repr(await dump(store)).encode()


async def test_telling_words_go_when_the_words_expire(store: Store) -> None:
    await commit(store, kept(mentions=(said(),)), kept(name="2", account=True, mentions=(said(),)))
    await store.expire(NOW + 31 * DAY)

    found = (await store.spoken([PAIRING], NOW, END))[PAIRING]
    assert sorted((one.account is None, len(one.gist)) for one in found) == [(False, 3), (True, 0)]


async def test_an_edit_takes_the_telling_words_of_what_it_replaces(store: Store) -> None:
    await commit(store, kept(mentions=(said(),)))
    await commit(store, kept(Verb.UPDATE, order=5, object="at://1", mentions=(said(),)))

    found = (await store.spoken([PAIRING], NOW, END))[PAIRING]
    assert sorted(len(one.gist) for one in found) == [0, 3]
    assert [one.repeats for one in found] == [None, None]


async def test_what_was_said_done_or_concluded_stirs_a_rumour(store: Store) -> None:
    assert await store.stirred(NOW, END) == frozenset()
    like = kept(Verb.LIKE, "like", at=END, account=True, object=record("post"))
    ended = outcome(NOW - DAY, Pairing("a", "b"), told_at=END + BUCKET)
    await commit(store, kept(mentions=(said(), mention(OTHER))))
    await commit(store, like, acts=(act_of(like, at=END, pairing=OTHER),))
    await store.conclude(Conclusion(outcomes=(ended,)))

    assert await store.stirred(NOW, END) == {PAIRING}
    assert await store.stirred(END, END + BUCKET) == {OTHER}
    assert await store.stirred(END + BUCKET, END + HOUR) == {ended.pairing}
    [act] = (await store.done([PAIRING, OTHER], NOW, END + HOUR))[OTHER]
    assert act.key == like.key


# --- what it comes to -----------------------------------------------------------------------


async def test_the_newest_estimate_of_each_pairing_stands(store: Store) -> None:
    first, second = estimate(), estimate(END, probability=None)
    other = estimate(NOW - HOUR, OTHER, probability=0.7)
    await weigh(store, estimates=(first, other))
    await weigh(store, END + BUCKET, estimates=(second,))

    assert await store.estimates(NOW - DAY) == {PAIRING: second, OTHER: other}
    assert await store.estimates(NOW) == {PAIRING: second}
    assert await store.estimates(NOW - DAY, [OTHER]) == {OTHER: other}
    assert await store.reader.strengths(PAIRING.player, PAIRING.club, NOW) == [first, second]


async def test_only_who_keeps_the_watch_weighs_and_each_bucket_once(store: Store) -> None:
    old = await taken(store)
    await store.weigh(old, Weighing(end=END))
    assert (await taken(store)).weighed == END

    with pytest.raises(LostLeaseError):
        await store.weigh(old, Weighing(end=END, estimates=(estimate(),)))
    assert await store.estimates(NOW - DAY) == {}


async def test_what_is_told_of_a_rumour_is_told_once(store: Store) -> None:
    cause = kept(name="the end")
    told = notice(cause, kind=Kind.STORY_CONFIRMED)
    sent = message(cause)

    assert await weigh(store, notices=(told,), messages=(sent,)) == 1
    assert await weigh(store, END + BUCKET, notices=(told,), messages=(sent,)) == 0


async def test_old_estimates_are_thinned_to_one_a_week(store: Store) -> None:
    every = [estimate(NOW + n * DAY, pairing) for n in range(28) for pairing in (PAIRING, OTHER)]
    await weigh(store, estimates=tuple(every))
    await store.expire(NOW + 414 * DAY)

    for pairing in (PAIRING, OTHER):
        left = [one.at for one in
                await store.reader.strengths(pairing.player, pairing.club, NOW - DAY)]  # fmt: skip
        old = [at for at in left if at <= NOW + 14 * DAY]
        assert len(left) - len(old) == 13
        assert 2 <= len(old) <= 3
        assert NOW + 14 * DAY in old


# --- how it ended ---------------------------------------------------------------------------


async def test_of_outcomes_of_one_time_the_later_told_holds(store: Store) -> None:
    first, contrary = outcome(), outcome(happened=False, by="operator bea", told_at=END)
    await store.conclude(Conclusion(outcomes=(first, outcome(NOW - DAY, OTHER))))
    await store.conclude(Conclusion(outcomes=(contrary,)))

    assert list(await store.outcomes([PAIRING.player], NOW)) == [contrary]
    assert list(await store.outcomes(["nobody"], NOW - DAY)) == []
    await store.conclude(Conclusion(reopened=(contrary,)))
    assert [one.pairing for one in await store.outcomes([PAIRING.player], NOW - DAY)] == [OTHER]


async def test_verdicts_count_from_their_time_on(store: Store) -> None:
    await store.conclude(Conclusion(verdicts=(
        verdict(first=True), verdict("as", came_true=False, withdrawn=True), verdict(at=END),
    )))  # fmt: skip

    assert await store.track(NOW - DAY) == {}
    assert await store.track(NOW) == {
        "as": Record(source="as", failed=1, withdrawn=1),
        "marca": Record(source="marca", came_true=1, first=1),
    }
    assert (await store.track(END))["marca"].came_true == 2


async def test_who_is_judged_again_is_judged_once(store: Store) -> None:
    await store.conclude(Conclusion(verdicts=(verdict(), verdict("as"), verdict(at=END))))
    again = verdict(came_true=False)
    await store.conclude(Conclusion(verdicts=(again,), judged=frozenset([(PAIRING, NOW)])))

    assert await store.track(END) == {"marca": Record(source="marca", came_true=1, failed=1)}


# --- what was told --------------------------------------------------------------------------


async def test_a_saga_is_the_alert_told_last_and_its_confirmation(store: Store) -> None:
    like = kept(Verb.LIKE, "like", account=True, object=record("post"))
    act = act_of(like)
    opened = alone(notice(like, act), "act:like", Weight.ACT)
    player = PAIRING.player
    await commit(store, like, acts=(act,), notices=(opened,))
    assert await store.sagas([player, "other"], NOW) == {player: Saga(newest=opened)}

    later = alone(notice(kept(name="the first bucket")), "talk:madrid", Weight.TALK)
    later = replace(later, kind=Kind.STORY_UPDATED)
    later = replace(later, alert=replace(later.alert, told_at=NOW + HOUR))
    await score(store, END, notices=(later,))
    assert await store.sagas([player], NOW) == {player: Saga(newest=later)}
    assert await store.sagas([player], NOW + DAY) == {}

    done = replace(notice(kept(name="the end"), kind=Kind.STORY_CONFIRMED), closes=True)
    await weigh(store, notices=(done,))
    told = Saga(newest=done, confirmed=done, over=True)
    assert await store.sagas([player], NOW) == {player: told}


# --- what is read to be explained -----------------------------------------------------------


async def test_how_far_rumours_were_weighed_can_be_read(store: Store) -> None:
    assert await store.reader.weighed() is None
    await weigh(store)
    assert await store.reader.weighed() == END


async def test_verdicts_upon_a_source_are_read_newest_first(store: Store) -> None:
    old, new = verdict(at=NOW), verdict(at=NOW + DAY, came_true=False, first=True, withdrawn=True)
    other = verdict("as")
    await store.conclude(Conclusion(verdicts=(old, other, new)))

    assert await store.reader.judged("marca") == [new, old]
    assert await store.reader.judged("marca", 1) == [new]
    assert await store.reader.judged("nobody") == []


async def test_only_public_words_that_still_stand_can_be_quoted(store: Store) -> None:
    star = kept(name="a", who="did:star", account=True, text="done " * 50)
    fan = kept(name="b")
    gone = kept(name="c", who="did:star", account=True)
    await commit(store, star, fan, gone)
    await commit(store, kept(Verb.DELETE, "c", order=5, who="did:star"))

    found = await store.words([star.key, fan.key, gone.key, b"?" * len(fan.key)])
    assert list(found) == [star.key]
    words = found[star.key]
    assert (words.platform, words.account, words.url) == ("bluesky", "did:star", "https://x/a")
    assert words.quote.startswith("done done")
    assert len(words.quote) <= 140
    assert await store.words([]) == {}


async def test_an_edited_post_is_quoted_as_it_stands(store: Store) -> None:
    post = kept(name="a", who="did:star", account=True, text="before")
    edit = kept(Verb.UPDATE, "a", order=5, who="did:star", account=True, object="at://a",
                text="after")  # fmt: skip
    await commit(store, post)
    await commit(store, edit)

    assert {one.quote for one in (await store.words([post.key])).values()} == {"after"}
