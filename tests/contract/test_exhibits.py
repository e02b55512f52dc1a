"""What pages show as evidence, in each dialect."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from monitor.domain.activity import Verb
from monitor.domain.alert import Kind, Weight
from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Stage
from monitor.domain.mention import Topic
from monitor.domain.stories.story import alone, join
from monitor.domain.timing import BUCKET
from monitor.ports import Blank, Conclusion, Weighing
from monitor.ports.evidence import HALF, Half
from storage import Store
from tests.conftest import NOW
from tests.contract.keeping import score, taken, watched
from tests.contract.storing import PAIRING, commit, kept, mention
from tests.contract.telling import act_of, notice
from tests.contract.test_moods import post
from tests.contract.test_rumours import estimate, outcome, said, verdict

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
OTHER = Pairing("kylian-example", "other-example")
FAR = Pairing("other-example", "real-example")
OF_MARCA = {("bluesky", "did:plc:marca")}


async def test_of_a_pairing_nothing_is_known_of_the_portrait_is_blank(store: Store) -> None:
    found = await store.exhibits.portrait(PAIRING, NOW)
    assert found.blank
    assert found.at == NOW
    assert not any((found.said, found.blanks, found.outcomes, found.notices))
    assert (found.watched, found.estimate, found.weighed) == (None, None, None)


async def test_a_curve_counts_each_account_once_in_half_an_hour_and_no_match_talk(
    store: Store,
) -> None:
    at = NOW - BUCKET
    await commit(
        store,
        kept(name="a", who="one", at=at, mentions=(mention(),)),
        kept(name="b", who="one", at=at - 2 * BUCKET, mentions=(mention(),)),
        kept(name="c", who="two", at=at, mentions=(mention(),)),
        kept(name="d", who="three", at=at, mentions=(mention(topic=Topic.MATCH),)),
        kept(name="e", who="two", at=at - HOUR, mentions=(mention(),)),
        kept(name="f", who="four", at=at, mentions=(mention(OTHER),)),
        kept(name="g", who="old", at=at - 8 * DAY, mentions=(mention(),)),
    )
    await score(store, NOW, watched=(watched(),))
    found = await store.exhibits.portrait(PAIRING, NOW + HOUR)
    assert found.at == NOW
    assert found.halves == [Half(NOW - 3 * HALF, 1), Half(NOW - HALF, 2)]
    assert len(found.said) == 4
    assert found.connectors == {"wire": 4}
    assert found.watched == watched()
    assert not found.blank


async def test_what_a_source_left_blank_within_the_week_is_found(store: Store) -> None:
    lately, past = NOW - BUCKET, NOW - 9 * DAY
    blanks = (Blank(lately, "wire"), Blank(past, "wire"), Blank(lately, "rss", filled=True))
    await score(store, NOW, blanks=blanks)
    found = await store.exhibits.portrait(PAIRING, NOW)
    assert found.blanks == [Blank(lately, "rss", filled=True), Blank(lately, "wire")]


async def test_a_portrait_holds_what_weighs_of_one_pairing_alone(store: Store) -> None:
    claimed = kept(name="claim", who="did:plc:marca", account=True, mentions=(said(),))
    elsewhere = kept(name="there", who="did:plc:marca", account=True, mentions=(said(FAR),))
    liked = kept(Verb.LIKE, "like", who="did:plc:player", account=True)
    told = alone(notice(liked, act_of(liked)), "act:1", Weight.ACT)
    await commit(
        store, claimed, elsewhere, liked, post("mood", 0.8, 0.1), notices=(told,),
        acts=(act_of(liked),),
    )  # fmt: skip
    lease = await taken(store)
    await store.weigh(
        lease,
        Weighing(
            end=NOW + BUCKET,
            estimates=(estimate(), estimate(pairing=OTHER)),
            conclusion=Conclusion(
                outcomes=(outcome(), outcome(pairing=FAR)), verdicts=(verdict("marca", NOW - DAY),)
            ),
        ),
    )
    found = await store.exhibits.portrait(PAIRING, NOW + BUCKET)
    assert [one.key for one in found.spoken] == [claimed.key]
    assert found.estimate == estimate()
    assert found.outcomes == [outcome()]
    assert [one.act.key for one in found.acts] == [liked.key]
    assert [one.alert.id for one in found.notices] == [told.alert.id]
    assert set(found.records) == {"marca"}
    assert found.weighed == NOW + BUCKET
    words = await store.exhibits.words([claimed.key])
    assert words[claimed.key].quote == "words of claim"


async def test_a_warning_about_private_life_is_told_of_the_pairing_though_of_no_story(
    store: Store,
) -> None:
    heard = kept(name="rumour")
    made = notice(heard, kind=Kind.SENSITIVE_SURGE)
    warning = replace(made, alert=replace(made.alert, rule="sensitive-surge"))
    await commit(store, heard, notices=(warning,))
    found = await store.exhibits.portrait(PAIRING, NOW)
    assert [one.alert.id for one in found.notices] == [warning.alert.id]
    assert (await store.exhibits.portrait(FAR, NOW)).notices == []


async def test_a_chronicle_holds_a_story_with_all_that_was_told_of_it(store: Store) -> None:
    liked = kept(Verb.LIKE, "like", who="did:plc:player", account=True)
    first = alone(notice(liked, act_of(liked)), "act:1", Weight.ACT)
    later = replace(first.alert, told_at=NOW + HOUR, title="Later")
    second = join(first, replace(first, alert=later, kind=Kind.STORY_UPDATED))
    await commit(store, liked, notices=(first,), acts=(act_of(liked),))
    await score(store, NOW + HOUR, notices=(second,))
    found = await store.exhibits.chronicle("story-1")
    assert found is not None
    assert [one.alert.title for one in found.notices] == [first.alert.title, "Later"]
    assert [one.key for one in found.acts] == [liked.key]
    assert found.story.last_at == NOW + HOUR
    assert found.others == ()
    assert await store.exhibits.chronicle("story-2") is None


async def test_a_source_is_found_with_its_claims_and_what_they_came_to(store: Store) -> None:
    fields: dict[str, Any] = {"who": "did:plc:marca", "account": True}
    old = kept(name="old", at=NOW - 200 * DAY, mentions=(said(),), **fields)
    one = kept(name="one", at=NOW - HOUR, mentions=(said(stage=Stage.BID),), **fields)
    two = kept(name="two", mentions=(said(), mention(OTHER)), **fields)
    fan = kept(name="fan", mentions=(said(),))
    await commit(store, old, one, two, fan)
    await commit(store, kept(Verb.DELETE, "one", order=5, object="at://one", **fields))
    await store.conclude(Conclusion(verdicts=(verdict("marca", NOW), verdict("as", NOW))))
    found = await store.exhibits.standing("marca", OF_MARCA, NOW + HOUR)
    assert [each.key for each in found.uttered] == [two.key, one.key]
    assert [each.withdrawn for each in found.uttered] == [False, True]
    assert found.uttered[0].words is not None
    assert found.uttered[1].words is None
    assert [each.source for each in found.verdicts] == ["marca"]
    assert found.record is not None
    assert found.record.came_true == 1
    other = await store.exhibits.standing("as", {("mastodon", "did:plc:marca")}, NOW + HOUR)
    assert other.uttered == []
