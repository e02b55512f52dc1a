"""Draws tables: lines of what a query found, and matrices of two labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from grafana_foundation_sdk.builders import common as shape
from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.builders import table
from grafana_foundation_sdk.models import common as kind
from grafana_foundation_sdk.models.dashboard import (
    DataTransformerConfig,
    DynamicConfigValue,
    FieldColorModeId,
    GridPos,
    MatcherConfig,
    ValueMap,
    ValueMappingResult,
)

from dashboards.drawing.panels import SOURCE, Query, Steps, said, target, thresholds

_FILLED: Final = {"type": "color-background", "mode": "basic"}
_HIDDEN: Final = {
    "custom.hidden": True,
    "custom.hideFrom": {"viz": True, "legend": False, "tooltip": False},
}
"""As Grafana 11 and 12 know it, and as 13 does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        name: The label or, where it is of a query, `Value #A`.
        title: What stands above it.
        unit: As Grafana names units.
        colours: Of its words, from which value on; of its cells, where it is *filled*.
        words: What to say instead of a value.
        tints: Colours of its words, where they are a label's.
        bar: Whether it is a bar, from 0 to this.
        link: Title and address of where it leads.
        empty: What to say where there is no value.
        hidden: Whether it is only there for links to name it.
    """

    name: str
    title: str
    unit: str = ""
    decimals: int | None = None
    colours: Steps = ()
    words: Mapping[int, str] | None = None
    tints: Mapping[str, str] | None = None
    bar: float | None = None
    link: tuple[str, str] | None = None
    width: int | None = None
    filled: bool = False
    empty: str = ""
    hidden: bool = False

    def properties(self) -> list[DynamicConfigValue]:
        """Return what is different from the other columns."""
        found: dict[str, object] = {}
        if self.unit:
            found["unit"] = self.unit
        if self.decimals is not None:
            found["decimals"] = self.decimals
        if self.colours:
            found["thresholds"] = thresholds(self.colours).build()
            found["color"] = {"mode": "thresholds"}
            found["custom.cellOptions"] = _FILLED if self.filled else {"type": "color-text"}
        if self.bar is not None:
            found |= {"min": 0, "max": self.bar}
            found["custom.cellOptions"] = {"type": "gauge", "mode": "basic"}
        if self.words is not None:
            found["mappings"] = [said(self.words)]
        if self.tints is not None:
            tinted = {word: ValueMappingResult(color=tint) for word, tint in self.tints.items()}
            found["mappings"] = [ValueMap(tinted)]
            found["custom.cellOptions"] = {"type": "color-text"}
        if self.link is not None:
            title, url = self.link
            found["links"] = [{"title": title, "url": url}]
        if self.width is not None:
            found["custom.width"] = self.width
        if self.empty:
            found["noValue"] = self.empty
        found |= _HIDDEN if self.hidden else {}
        return [DynamicConfigValue(name, value) for name, value in found.items()]


def rows(
    number: int,
    title: str,
    description: str,
    unit: str,
    *queries: Query,
    columns: Sequence[Column],
    by: str,
    hidden: Sequence[str] = (),
    rising: bool = False,
    width: int = 8,
    height: int = 8,
) -> table.Panel:
    """Return a table with *columns* from the left, sorted by the one that is titled *by*.

    What is in no column is *hidden*.
    """
    organised = {
        "excludeByName": dict.fromkeys(("Time", *hidden), True),
        "indexByName": {column.name: place for place, column in enumerate(columns)},
        "renameByName": {column.name: column.title for column in columns},
    }
    panel = (
        table.Panel()
        .id(number)
        .title(title)
        .description(description)
        .datasource(SOURCE)
        .unit(unit)
        .grid_pos(GridPos(h=height, w=width))
        .show_header(True)
        .cell_height(kind.TableCellHeight.SM)
        .no_value("-")
        .sort_by([shape.TableSortByFieldState().display_name(by).desc(not rising)])
        .targets([target(each, at, tabled=True) for at, each in enumerate(queries)])
    )
    if len(queries) > 1:
        panel = panel.with_transformation(DataTransformerConfig("merge", options={}))
    panel = panel.with_transformation(DataTransformerConfig("organize", options=organised))
    for column in columns:
        if properties := column.properties():
            panel = panel.with_override(MatcherConfig("byName", column.title), properties)
    return panel


def matrix(
    number: int,
    title: str,
    description: str,
    unit: str,
    query: Query,
    *,
    row: tuple[str, str],
    column: str,
    words: Mapping[int, str],
    colours: Steps,
    width: int,
    height: int,
) -> table.Panel:
    """Return a table with a line for each value of one label and a column for each of another.

    Args:
        row: The label of the lines, and what stands above them.
    """
    label, heading = row
    grouped = {"rowField": label, "columnField": column, "valueField": "Value"}
    renamed = {"renameByName": {f"{label}\\{column}": heading}}
    return (
        table.Panel()
        .id(number)
        .title(title)
        .description(description)
        .datasource(SOURCE)
        .unit(unit)
        .grid_pos(GridPos(h=height, w=width))
        .show_header(True)
        .cell_height(kind.TableCellHeight.SM)
        .no_value("-")
        .mappings([said(words)])
        .thresholds(thresholds(colours))
        .color_scheme(build.FieldColor().mode(FieldColorModeId.THRESHOLDS))
        .cell_options(kind.TableColorTextCellOptions())
        .targets([target(query, 0, tabled=True)])
        .with_transformation(DataTransformerConfig("groupingToMatrix", options=grouped))
        .with_transformation(DataTransformerConfig("organize", options=renamed))
        .override_by_name(heading, [DynamicConfigValue("custom.cellOptions", {"type": "auto"})])
    )
