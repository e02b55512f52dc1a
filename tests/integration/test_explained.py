"""`lastdance explain` and `lastdance sources` say what a rumour rests on, and who was right."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from monitor.app.almanac import read_catalogue, read_model
from monitor.cli import app
from monitor.domain.activity import Verb
from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Claim, Stage
from monitor.domain.mention import Link, Mention, Part, Topic
from monitor.domain.rumour import Outcome, Verdict
from monitor.ports import Conclusion, Kept
from monitor.rumours import Rumours
from monitor.settings import Settings
from storage import Store, migrate, open_store
from tests.contract.keeping import score
from tests.contract.storing import commit, kept
from tests.contract.telling import act_of

NOW = datetime(2026, 7, 20, 12, tzinfo=UTC)
RAMOS = Pairing("sergio-ramos", "real-madrid")
ASKED = ("explain", "Sergio Ramos", "real-madrid")


def says(who: str, stage: Stage, ago: int, *, fan: bool = False, **more: Any) -> Kept:
    """Return what a source's site, or a fan, says some hours before `NOW`."""
    gist = b"".join((ago * 50 + word).to_bytes(4, "big") for word in range(6))
    words = Mention(
        link=Link(RAMOS, Part.DESTINATION, ("names both",)), topic=Topic.TRANSFER, gist=gist,
        claim=Claim(stage=stage, cue=""), cites=more.pop("cites", None),
    )  # fmt: skip
    name = f"{who}-{ago}"
    one = kept(name=name, who=who, at=NOW - timedelta(hours=ago), account=not fan,
               mentions=(words,), url=f"https://{who}.example/{ago}", **more)  # fmt: skip
    return one if fan else replace(one, activity=replace(one.activity, platform="web"))


SAID = (
    says("marca", Stage.TALKS, 60, text="Hay contactos"),
    says("as", Stage.TALKS, 55, cites="marca"),
    says(
        "secret-fan",
        Stage.TALKS,
        50,
        fan=True,
        cites="marca",
        actor_handle="secret.example",
        text="whispered",
    ),
    says("bbc-sport", Stage.AGREEMENT, 20, text="Real Madrid have agreed a deal [bold]now[/]"),
)


async def weigh(store: Store) -> None:
    """Close the bucket that ends `NOW`, and weigh all rumours."""
    await score(store, NOW)

    async def here(work: Any) -> Any:
        return work()

    settings = Settings()
    rumours = Rumours(
        store=store, catalogue=read_catalogue(settings), address=lambda _: (), offload=here,
        holder="one", model=read_model(settings),
    )  # fmt: skip
    await rumours.keep(NOW)


async def fill(url: str, said: tuple[Kept, ...], *outcomes: Outcome) -> None:
    """Store what was said, a like, and the records of sources; and weigh."""
    store = await open_store(url)
    await commit(store, *said, now=NOW)
    like = kept(Verb.LIKE, "like", who="did:star", account=True, object="at://x",
                at=NOW - timedelta(hours=44))  # fmt: skip
    act = act_of(like, alert=None, pairing=RAMOS, at=NOW - timedelta(hours=44))
    await commit(store, like, acts=(act,), now=NOW)
    judged = tuple(
        Verdict(source="marca", pairing=Pairing(f"p{n}", "c"), at=NOW, came_true=n < 3, first=n < 2)
        for n in range(5)
    )
    await store.conclude(Conclusion(verdicts=judged, outcomes=outcomes))
    await weigh(store)
    await store.close()


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database, in an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    place = f"sqlite:///{tmp_path / 'test.db'}"
    migrate(place)
    return place


def run(url: str, *words: str) -> str:
    """Return what a command says."""
    result = CliRunner().invoke(app, [*words, "--database", url])
    assert result.exit_code == 0, result.output
    return result.stdout


def read(url: str, *words: str) -> dict[str, Any]:
    """Return what a command says to a machine."""
    found: dict[str, Any] = json.loads(run(url, *words, "--json"))
    return found


def test_a_rumour_is_explained_in_80_columns(url: str) -> None:
    asyncio.run(fill(url, SAID))
    said = run(url, *ASKED)
    lines = said.splitlines()
    assert all(len(line) <= 80 or line.lstrip().startswith(("http", "Mood")) for line in lines)
    assert re.search(
        r"^\d+% to \d+% in this window, about \d+% within seven days$", said, re.MULTILINE
    )
    assert "Marca speaks of talks, 2 days ago, first by 40 h" in said
    assert "only repeated by: Diario AS; 1 post by private accounts" in said
    assert "\u201cReal Madrid have agreed a deal [bold]now[/]\u201d" in said
    assert "https://bbc-sport.example/20" in said
    assert "The player liked a post about it, 44 h ago: observed" in said
    assert re.search(r"Marca +3 of 5: \d+%", said)
    assert re.search(r"BBC Sport +no record yet; starts at", said)
    assert re.search(r"\d+% to \d+% +The club, the player or the agent denies it", said)


def test_the_sum_that_is_shown_adds_up(url: str) -> None:
    asyncio.run(fill(url, SAID))
    said = run(url, *ASKED)
    reasons, _, whole = said.partition("  -----\n")
    shown = [float(each) for each in re.findall(r"^  ([+-]\d\.\d\d)  ", reasons, re.MULTILINE)]
    [total] = re.findall(r"^  ([+-]\d\.\d\d)  In all", whole, re.MULTILINE)
    assert sum(shown) == pytest.approx(float(total), abs=0.005 * (len(shown) + 1))


def test_a_machine_gets_the_number_that_is_stored_and_all_of_its_reasons(url: str) -> None:
    async def stored() -> float | None:
        store = await open_store(url)
        try:
            [one] = await store.reader.strengths(*ASKED_SLUGS, NOW - timedelta(days=2))
            return one.strength.probability
        finally:
            await store.close()

    asyncio.run(fill(url, SAID))
    found = read(url, *ASKED)
    assert found["strength"]["probability"] == asyncio.run(stored())
    weights = [each["logit"] for each in found["strength"]["contributions"]]
    assert weights == sorted(weights, key=lambda each: -abs(each))
    assert [one["source"] for one in found["origins"]] == ["marca", "bbc-sport"]
    assert found["origins"][0]["private_copies"] == 1
    assert found["lead_seconds"] == 40 * 3600
    names = [change["name"] for change in found["changes"]]
    assert len(set(names)) == len(names) >= 5
    assert {each["source"]: each["came_true"] for each in found["sources"]}["marca"] == 3


ASKED_SLUGS = (RAMOS.player, RAMOS.club)


def test_private_people_are_never_shown(url: str) -> None:
    asyncio.run(fill(url, SAID))
    for words in (ASKED, (*ASKED, "--json"), (*ASKED, "--posts")):
        said = run(url, *words)
        assert "secret" not in said
        assert "whispered" not in said


def test_a_rumour_of_which_nobody_speaks_has_no_number_and_says_what_would_give_one(
    url: str,
) -> None:
    said = run(url, *ASKED)
    assert "Too little evidence for a number: No source speaks of the move." in said
    assert re.search(r"\d+% to \d+% +Two independent sources say talks", said)


def test_a_rumour_that_is_over_says_how_it_ended(url: str) -> None:
    moved = Outcome(
        pairing=RAMOS, happened=True, at=NOW - timedelta(days=1), by="operator ana", told_at=NOW
    )
    asyncio.run(fill(url, SAID, moved))
    said = " ".join(run(url, *ASKED).split())
    assert (
        "The rumour is over: the player moved to Real Madrid, 19 July 2026 (operator ana)." in said
    )
    assert "What would change" not in said
    assert read(url, *ASKED)["outcome"]["club"] == "real-madrid"


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        (("explain", "Sergio Ramoss", "Real Madrid"), "Did you mean Sergio Ramos"),
        (("explain", "Sergio Ramos", "Reall Madrid"), "Did you mean Real Madrid"),
        (("sources", "Marka"), "Did you mean Marca?"),
        (("sources", "zzzzzz"), "`lastdance sources` lists the sources."),
    ],
)
def test_whoever_is_unknown_is_told_who_may_be_meant(
    url: str, words: tuple[str, ...], cure: str
) -> None:
    result = CliRunner().invoke(app, [*words, "--database", url])
    assert result.exit_code == 2
    assert cure in " ".join(result.output.split())


def test_five_thousand_voices_are_explained_as_readably(url: str) -> None:
    sites = ("marca", "as", "bbc-sport")
    several = (says(sites[n % 3], list(Stage)[n % 9], n % 2400) for n in range(300))
    fans = (says(f"fan{n}", Stage.TALKS, n % 2400, fan=True, cites="marca") for n in range(4_700))
    asyncio.run(fill(url, (*several, *fans)))
    said = run(url, *ASKED)
    assert len(said.splitlines()) < 120
    assert " more: see --json" in said


# --- sources -----------------------------------------------------------------------------------


def test_sources_are_listed_with_the_longest_record_first(url: str) -> None:
    asyncio.run(fill(url, SAID))
    lines = run(url, "sources").splitlines()
    assert re.search(r"^Marca +outlet +es +3 of 5 +\d+% \(\d+%-\d+%\) +2", lines[1])
    assert "no record yet" in lines[2]
    assert max(map(len, lines)) <= 80
    every = [json.loads(line) for line in run(url, "sources", "--json").splitlines()]
    assert every[0]["source"] == "marca"
    assert len(every) == len(read_catalogue(Settings()).sources)


def test_one_source_is_shown_claim_by_claim(url: str) -> None:
    asyncio.run(fill(url, SAID))
    said = run(url, "sources", "marca")
    assert "3 of 5" in said
    assert said.count("came true") == 3
    assert len(read(url, "sources", "Marca")["claims"]) == 5


def test_sources_are_listed_before_there_is_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    nowhere = f"sqlite:///{tmp_path / 'none.db'}"
    assert "no record yet" in run(nowhere, "sources")
    assert list(tmp_path.iterdir()) == []
