"""Posts behind an alert are read once more by the operator's transformer; no others are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.app.rereading import AT_ONCE, Rereading, standing
from monitor.domain.activity import Verb
from monitor.domain.alert import Notice, Status
from monitor.domain.catalogue import Alias, Catalogue, Club, Pairing, Player
from monitor.judges.names import Names
from monitor.judges.sentiment import TextBlobScorer
from monitor.judges.sentiment.onnx import OnnxScorer
from storage import Store
from tests import tiny_onnx
from tests.conftest import NOW
from tests.contract.storing import PAIRING, commit, kept, mention
from tests.contract.telling import notice

HOUR = timedelta(hours=1)
ACT = kept(name="act", who="did:plc:act")
OTHER = Pairing("other-example", "real-example")
NAMES = Names(
    Catalogue(
        players={
            "kylian-example": Player(
                slug="kylian-example", name="Kylian Example", aliases=(Alias("Kylian"),)
            )
        },
        clubs={
            "real-example": Club(
                slug="real-example", name="Real Example", country="ES", aliases=(Alias("Reals"),)
            )
        },
    )
)


@pytest.fixture(scope="session")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> OnnxScorer:
    return OnnxScorer(tiny_onnx.write(tmp_path_factory.mktemp("models") / "tiny"), ["en"])


def post(name: str, text: str, **more: Any) -> Any:
    """A post that was scored when it came."""
    lang = more.pop("lang", "en")
    scored = {"sentiment": 0.0, "positive": 0.3, "negative": 0.3, "scorer": "words/en/1"}
    fields = {"who": f"did:plc:{name}", "mentions": (mention(),), **scored, **more}
    return replace(kept(name=name, text=text, **fields), lang=lang)


def telling(pairing: Pairing = PAIRING, **more: Any) -> Notice:
    """What is told of an alert about *pairing*."""
    told = notice(ACT)
    fields = {"status": Status.STARTED, "told_at": NOW, **more}
    return replace(told, alert=replace(told.alert, pairing=pairing, **fields))


async def alert(store: Store) -> None:
    """Tell an alert about the pairing."""
    await commit(store, ACT, notices=(telling(),))


async def test_posts_behind_an_alert_are_read_once_more_and_only_once(
    store: Store, transformer: OnnxScorer
) -> None:
    await commit(store, post("1", "great great"), post("2", "awful awful awful"))
    await commit(store, post("3", "great", mentions=(mention(OTHER),)))
    rereading = Rereading(store, transformer, TextBlobScorer())
    assert await rereading.round(NAMES, NOW) == 0, "no alert stands"
    await alert(store)
    assert await rereading.round(NAMES, NOW) == 2
    assert await rereading.round(NAMES, NOW) == 0
    moods = [one.mention.sentiment for one in await store.reader.mentions(*_of(PAIRING))]
    assert sorted(mood or 0 for mood in moods) == [
        pytest.approx(-1, abs=0.1),
        pytest.approx(1, abs=0.1),
    ]
    [other] = await store.reader.mentions(*_of(OTHER))
    assert other.mention.sentiment is None or abs(other.mention.sentiment) < 0.01


async def test_player_and_club_are_read_apart(store: Store, transformer: OnnxScorer) -> None:
    await commit(store, post("1", "Kylian is great but Reals are awful"))
    await alert(store)
    assert await Rereading(store, transformer, TextBlobScorer()).round(NAMES, NOW) == 1
    [seen] = await store.reader.mentions(*_of(PAIRING))
    assert (seen.mention.toward_player or 0) > 0.5
    assert (seen.mention.toward_club or 0) < -0.5


async def test_what_was_deleted_or_speaks_another_language_is_let_be(
    store: Store, transformer: OnnxScorer
) -> None:
    await commit(store, post("1", "great"), post("2", "great", lang="es"))
    await commit(store, kept(Verb.DELETE, "1", order=5, who="did:plc:1", object="at://1"))
    await alert(store)
    assert await Rereading(store, transformer, TextBlobScorer()).round(NAMES, NOW) == 0


async def test_a_post_that_cannot_be_read_does_not_hold_up_the_others(
    store: Store, transformer: OnnxScorer
) -> None:
    blank = [post(f"blank{n}", " ", at=NOW + timedelta(seconds=n + 1)) for n in range(AT_ONCE)]
    await commit(store, post("1", "great"), *blank)
    await alert(store)
    rereading = Rereading(store, transformer, TextBlobScorer())
    assert await rereading.round(NAMES, NOW) == 0
    assert await rereading.round(NAMES, NOW) == 1


def test_only_alerts_that_stand_are_looked_behind() -> None:
    told = [
        telling(status=Status.UPDATED),
        telling(),
        telling(OTHER, told_at=NOW - 25 * HOUR),
        telling(OTHER, status=Status.ENDED),
        telling(OTHER, status=Status.CORRECTED),
    ]
    assert standing(told, NOW - 24 * HOUR) == [PAIRING]


def _of(pairing: Pairing) -> tuple[str, str]:
    return pairing.player, pairing.club
