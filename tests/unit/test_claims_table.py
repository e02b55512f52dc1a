"""Sentences that nothing is learned from, in six languages, with what they claim."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from monitor.domain.claims import Stage, decide
from monitor.judges.stages import Stages
from tests.training.stages.lines import LANGUAGES, listen, written

FILE = Path(__file__).parents[1] / "fixtures" / "claims" / "sentences.txt"
KNOWN_MISSES = 6
STAGES = Stages()


def sentences() -> list[tuple[str, str, str]]:
    """Language, stage and text of each sentence."""
    rows = [row for row in FILE.read_text("utf-8").splitlines() if not row.startswith("#")]
    return [(lang, stage, text) for lang, stage, text in (row.split(" | ", 2) for row in rows)]


def taken(lang: str, text: str) -> str:
    """The stage that a sentence is taken for."""
    heard = listen(text, lang)
    claim = decide(heard, STAGES.gauge([heard.told])[0])
    return claim.stage.value if claim else "none"


def test_sentences_that_nothing_was_learned_from_are_understood() -> None:
    missed = [row for row in sentences() if taken(row[0], row[2]) != row[1]]
    assert len(missed) <= KNOWN_MISSES, missed


def test_no_sentence_is_taken_for_a_deal_that_says_none() -> None:
    grave = {"agreement", "medical", "done"}
    for lang, stage, text in sentences():
        if stage not in grave:
            assert taken(lang, text) not in grave, text


def test_the_sentences_are_many_in_every_language_and_of_every_stage() -> None:
    rows = sentences()
    assert len(rows) >= 150
    assert min(Counter(lang for lang, _, _ in rows).values()) >= 20
    assert {stage for _, stage, _ in rows} == {"none", *(stage.value for stage in Stage)}


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_no_sentence_is_among_the_lines_that_were_learned(name: str) -> None:
    folder = Path(__file__).parents[1] / "training" / "stages"
    learned = {text.casefold().strip(" .!") for _, text in written(folder / f"{name}.txt")}
    assert learned.isdisjoint(text.casefold().strip(" .!") for _, _, text in sentences())
