"""What stages are learned from: lines, the same as addresses have them, labels without texts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from monitor.domain.claims import hear
from monitor.domain.stage import Stage
from monitor.domain.text import fold
from tests.training.stages.clipped import clipped
from tests.training.stages.headlines import LABELLED, label, ours


@pytest.mark.parametrize(
    ("lang", "line", "short"),
    [
        ("en", "{C} agree a deal for {P}", "{C} agree deal {P}"),
        ("es", "el {C} cierra a {P}", "{C} cierra {P}"),
        ("pt", "{P} perto do {C}", "{P} perto {C}"),
        ("en", "{C} want {P}", None),
        ("en", "{P} to {C}, really?", None),
        ("de", "{P} wechselt zu {C}", None),
    ],
)
def test_a_line_is_clipped_as_an_address_has_it(lang: str, line: str, short: str | None) -> None:
    assert clipped(line, lang) == short


def test_labels_are_kept_without_texts_and_once_each() -> None:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(set(row) == {"item_id", "stage"} for row in rows)
    assert all(row["item_id"].isdigit() for row in rows)
    assert len({row["item_id"] for row in rows}) == len(rows)
    assert all(label(row["stage"]) in {None, *Stage} for row in rows)


def test_where_the_texts_are_missing_no_label_is_learned(tmp_path: Path) -> None:
    assert ours(tmp_path) == []


def test_in_portuguese_in_the_is_no_denial() -> None:
    assert "zynot" not in hear(fold("piccini no valencia"), "pt").told
    assert "zynot" in hear(fold("piccini no valencia"), None).told
