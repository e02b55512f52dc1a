"""Draws panels as this house likes them: one function a kind, each with what no panel may lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from grafana_foundation_sdk.builders import bargauge, stat, text, timeseries
from grafana_foundation_sdk.builders import common as shape
from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.builders.prometheus import Dataquery
from grafana_foundation_sdk.models import common as kind
from grafana_foundation_sdk.models.dashboard import (
    DashboardLinkType,
    DataSourceRef,
    DynamicConfigValue,
    FieldColorModeId,
    GridPos,
    Threshold,
    ThresholdsMode,
    ValueMap,
    ValueMappingResult,
)
from grafana_foundation_sdk.models.prometheus import PromQueryFormat, QueryEditorMode
from grafana_foundation_sdk.models.text import TextMode

SOURCE: Final = DataSourceRef(type_val="prometheus", uid="${datasource}")

Steps = Sequence[tuple[float | None, str]]
"""From which value on which colour holds, the lowest first, and that one from None."""

PLAIN: Final[Steps] = ((None, "text"),)
NOUGHT: Final[Steps] = ((None, "green"), (1, "orange"))
"""Nothing is well, and anything is not."""

LATEST: Final = "lastNotNull"


@dataclass(frozen=True, slots=True)
class Query:
    """One PromQL expression, and what its series are called (`{{label}}` for a label's value)."""

    expr: str
    legend: str = ""


def chart(
    number: int,
    title: str,
    description: str,
    unit: str,
    *queries: Query,
    width: int = 8,
    height: int = 8,
    stacked: bool = False,
    stepped: bool = False,
    rare: bool = False,
    least: float | None = 0,
    empty: str = "",
) -> timeseries.Panel:
    """Return lines over time, and areas upon each other where they are parts of a whole.

    Where values are *rare*, each is a point; *stepped* ones hold until the next is known. Where
    there are none at all, *empty* says so.
    """
    panel = (
        timeseries.Panel()
        .id(number)
        .title(title)
        .description(description)
        .datasource(SOURCE)
        .unit(unit)
        .grid_pos(GridPos(h=height, w=width))
        .line_width(1.5)
        .fill_opacity(60 if stacked else 8)
        .gradient_mode(kind.GraphGradientMode.NONE if stacked else kind.GraphGradientMode.OPACITY)
        .show_points(kind.VisibilityMode.AUTO if rare else kind.VisibilityMode.NEVER)
        .span_nulls(False)
        .legend(
            shape.VizLegendOptions()
            .display_mode(kind.LegendDisplayMode.LIST)
            .placement(kind.LegendPlacement.BOTTOM)
            .show_legend(True)
        )
        .tooltip(
            shape.VizTooltipOptions()
            .mode(kind.TooltipDisplayMode.MULTI)
            .sort(kind.SortOrder.DESCENDING)
        )
    )
    if least is not None:
        panel = panel.min(least)
    if empty:
        panel = panel.no_value(empty)
    if stepped:
        panel = panel.line_interpolation(kind.LineInterpolation.STEP_AFTER)
    if stacked:
        panel = panel.stacking(shape.StackingConfig().mode(kind.StackingMode.NORMAL).group("A"))
        panel = panel.line_width(0)
    return panel.targets([target(each, at, over_time=True) for at, each in enumerate(queries)])


def figure(
    number: int,
    title: str,
    description: str,
    unit: str,
    *queries: Query,
    colours: Steps = PLAIN,
    words: Mapping[int, str] | None = None,
    empty: str = "",
    width: int = 4,
    height: int = 4,
    decimals: int | None = None,
    trend: bool = False,
) -> stat.Panel:
    """Return a value, or one for each series, in words where there are *words* for it."""
    panel = (
        stat.Panel()
        .id(number)
        .title(title)
        .description(description)
        .datasource(SOURCE)
        .unit(unit)
        .grid_pos(GridPos(h=height, w=width))
        .thresholds(thresholds(colours))
        .color_scheme(build.FieldColor().mode(FieldColorModeId.THRESHOLDS))
        .color_mode(kind.BigValueColorMode.VALUE)
        .graph_mode(kind.BigValueGraphMode.AREA if trend else kind.BigValueGraphMode.NONE)
        .text_mode(kind.BigValueTextMode.AUTO)
        .justify_mode(kind.BigValueJustifyMode.AUTO)
        .orientation(kind.VizOrientation.AUTO)
        .wide_layout(True)
        .reduce_options(shape.ReduceDataOptions().calcs([LATEST]).values(False).fields(""))
        .targets([target(each, at, over_time=trend) for at, each in enumerate(queries)])
    )
    if words is not None:
        panel = panel.mappings([said(words)])
    if empty:
        panel = panel.no_value(empty)
    if decimals is not None:
        panel = panel.decimals(decimals)
    return panel


def bars(
    number: int,
    title: str,
    description: str,
    unit: str,
    *queries: Query,
    colours: Steps = PLAIN,
    links: Sequence[tuple[str, str]] = (),
    most: float | None = None,
    width: int = 12,
    height: int = 10,
) -> bargauge.Panel:
    """Return a lying bar for each series."""
    panel = (
        bargauge.Panel()
        .id(number)
        .title(title)
        .description(description)
        .datasource(SOURCE)
        .unit(unit)
        .min(0)
        .grid_pos(GridPos(h=height, w=width))
        .orientation(kind.VizOrientation.HORIZONTAL)
        .display_mode(kind.BarGaugeDisplayMode.GRADIENT)
        .name_placement(kind.BarGaugeNamePlacement.TOP)
        .value_mode(kind.BarGaugeValueMode.TEXT)
        .show_unfilled(True)
        .sizing(kind.BarGaugeSizing.AUTO)
        .min_viz_height(16)
        .min_viz_width(8)
        .max_viz_height(36)
        .thresholds(thresholds(colours))
        .color_scheme(build.FieldColor().mode(FieldColorModeId.THRESHOLDS))
        .text(shape.VizTextDisplayOptions().title_size(13).value_size(16))
        .decimals(0)
        .reduce_options(shape.ReduceDataOptions().calcs([LATEST]).values(False).fields(""))
        .data_links([_link(title, url) for title, url in links])
        .targets([target(each, at, over_time=False) for at, each in enumerate(queries)])
    )
    return panel if most is None else panel.max(most)


def note(
    number: int, title: str, description: str, markdown: str, *, width: int, height: int
) -> text.Panel:
    """Return a panel of Markdown."""
    return (
        text.Panel()
        .id(number)
        .title(title)
        .description(description)
        .grid_pos(GridPos(h=height, w=width))
        .mode(TextMode.MARKDOWN)
        .content(markdown)
    )


def said(words: Mapping[int, str]) -> ValueMap:
    """Return what to say instead of values."""
    return ValueMap(
        {str(value): ValueMappingResult(text=word, index=value) for value, word in words.items()}
    )


def thresholds(colours: Steps) -> build.ThresholdsConfig:
    """Return from which value on which colour holds."""
    steps = [Threshold(value, colour) for value, colour in colours]
    return build.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps)


def painted(colour: str, *, unit: str = "", **custom: object) -> list[DynamicConfigValue]:
    """Return what a line is drawn with: its colour, its unit, and other settings of lines."""
    fixed: dict[str, object] = {"mode": "fixed", "fixedColor": colour}
    return [
        DynamicConfigValue("color", fixed),
        *([DynamicConfigValue("unit", unit)] if unit else []),
        *(DynamicConfigValue(f"custom.{name}", value) for name, value in custom.items()),
    ]


def by_thresholds(**custom: object) -> list[DynamicConfigValue]:
    """Return what a line is drawn with whose colour says how high it stands."""
    return [
        DynamicConfigValue("color", {"mode": "thresholds"}),
        DynamicConfigValue("custom.gradientMode", "scheme"),
        *(DynamicConfigValue(f"custom.{name}", value) for name, value in custom.items()),
    ]


def target(query: Query, place: int, *, over_time: bool = False, tabled: bool = False) -> Dataquery:
    """Return the *query* as Grafana asks it, the first one at *place* 0."""
    asked = (
        Dataquery()
        .datasource(SOURCE)
        .ref_id(chr(ord("A") + place))
        .editor_mode(QueryEditorMode.CODE)
        .expr(query.expr)
        .legend_format(query.legend)
        .format(PromQueryFormat.TABLE if tabled else PromQueryFormat.TIME_SERIES)
    )
    return asked.range() if over_time else asked.instant()


def _link(title: str, url: str) -> build.DashboardLink:
    return build.DashboardLink(title).type(DashboardLinkType.LINK).url(url)
