"""The board of one pairing: what is said, how that compares with its usual, and why it fired."""

from __future__ import annotations

from typing import Final

from grafana_foundation_sdk.builders import common as shape
from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.models.common import (
    GraphGradientMode,
    GraphThresholdsStyleMode,
    ScaleDistribution,
)
from grafana_foundation_sdk.models.dashboard import FieldColorModeId

from dashboards.drawing.frame import Json, blind, board, choice, firing
from dashboards.drawing.overview import EDGES, MOODS, OVER, STATE_COLOURS, STATES
from dashboards.drawing.panels import (
    Query,
    by_thresholds,
    chart,
    figure,
    note,
    painted,
    said,
    thresholds,
)
from dashboards.drawing.promql import PAIRING, called, most

OF_PLAYER: Final = 'player=~"$player"'

_STATE_LINES: Final = tuple((at and at - 0.5, colour) for at, colour in STATE_COLOURS)
"""A line is painted half above its value and half below."""

_NOT_NAMED: Final = {"legend": True, "tooltip": False, "viz": False}
_MOVE = f'{PAIRING},about="move"'
_MATCH = f'{PAIRING},about="match"'
_AUTHORS = most("buzz_authors", where=PAIRING)
_EXPECTED = most("buzz_expected_authors", where=PAIRING)

_WHY = (
    figure(
        1, "Talk", "What the talk of this pairing is at.", "short",
        Query(most("alert_state", where=PAIRING)), words=STATES, colours=STATE_COLOURS,
        empty="not talked of",
    ),
    figure(
        2, "Accounts", "Distinct accounts in the last half hour, match talk left out.", "short",
        Query(_AUTHORS), decimals=0, empty="none",
    ),
    figure(
        3, "Times the usual", "How many times the accounts that are usual at this hour; one "
        "account where less is usual.", "short",
        Query(f"{_AUTHORS} / clamp_min({_EXPECTED}, 1)"), decimals=1, empty="unknown",
        colours=((None, "text"), (2, "yellow"), (5, "red")),
    ),
    figure(
        4, "Score", "How far that is from the pairing's own usual: from 2.7 an alert starts, "
        "from 1.6 it goes on.", "short", Query(most("buzz_score", where=PAIRING)), decimals=1,
        colours=OVER, empty="unknown",
    ),
    figure(
        5, "How likely the move is", "An estimate from who claims it, how firmly, and how often "
        "they were right.", "percentunit", Query(most("rumour_strength_ratio", where=PAIRING)),
        decimals=0, colours=((None, "blue"),), empty="too little evidence",
    ),
    figure(
        6, "How it is taken", "Share of accounts that take it well less that of those that take "
        "it ill, in 24 hours, match talk left out: -1 to 1.", "short",
        Query(most("sentiment_ratio", where=_MOVE)), decimals=2, colours=MOODS,
        empty="too few accounts",
    ),
)  # fmt: skip

_BAND = (
    chart(
        7, "Who talks of it, and how many are usual", "Distinct accounts in half an hour, match "
        "talk left out. The band reaches from what is usual at this hour to the edge from which "
        "it would be a spike: the alert used the same. It is red where that fired, and orange "
        "where verdicts were withheld for want of a source: there is no number then.", "short",
        Query(_AUTHORS, "accounts"),
        Query(_EXPECTED, "usual"),
        Query(most("buzz_upper_authors", where=PAIRING), "edge of a spike"),
        width=24, height=11, stepped=True,
    )
    .override_by_name("accounts", painted("yellow", lineWidth=2.5, fillOpacity=0))
    .override_by_name(
        "edge of a spike",
        painted(
            "blue", fillBelowTo="usual", fillOpacity=20, gradientMode="none", lineWidth=1
        ),
    )
    .override_by_name(
        "usual",
        painted("blue", fillOpacity=0, lineStyle={"fill": "dash", "dash": [8, 6]}),
    ),
)  # fmt: skip

_HOW = (
    chart(
        8, "How far above its usual", "Score of half an hour, and of hours. From the red line on "
        "an alert starts; it goes on above the yellow one.", "short",
        Query(most("buzz_score", where=PAIRING), "half an hour"),
        Query(most("buzz_sustained_score", where=PAIRING), "hours"),
        width=12, stepped=True,
    )
    .thresholds(thresholds(EDGES))
    .thresholds_style(shape.GraphThresholdsStyleConfig().mode(GraphThresholdsStyleMode.DASHED))
    .axis_soft_max(3.2)
    .override_by_name("half an hour", painted("orange"))
    .override_by_name("hours", painted("purple")),
    chart(
        9, "What the talk is at", "0 quiet, 1 provisional, 2 firing, 3 cooling.", "short",
        Query(most("alert_state", where=PAIRING), "state"), width=12, stepped=True,
    )
    .mappings([said(STATES)])
    .max(3)
    .decimals(0)
    .line_width(3)
    .fill_opacity(0)
    .thresholds(thresholds(_STATE_LINES))
    .color_scheme(build.FieldColor().mode(FieldColorModeId.THRESHOLDS))
    .gradient_mode(GraphGradientMode.SCHEME)
    .legend(shape.VizLegendOptions().show_legend(False)),
)  # fmt: skip

_MADE = (
    chart(
        10, "How likely the move is", "The estimate over time. Where the line is broken there was "
        "too little evidence for one.", "percentunit",
        Query(most("rumour_strength_ratio", where=PAIRING), "likely"),
        width=12, stepped=True,
    )
    .max(1)
    .override_by_name("likely", painted("blue", fillOpacity=12)),
    chart(
        11, "How it is taken", "Accounts that take it well less those that take it ill, as a "
        "share, with the interval of 95 % around it. Match talk is left out.", "short",
        Query(most("sentiment_high_ratio", where=_MOVE), "in 95 of 100 samples"),
        Query(most("sentiment_low_ratio", where=_MOVE), "at least"),
        Query(most("sentiment_ratio", where=_MOVE), "taken"),
        width=12, least=-1,
    )
    .max(1)
    .thresholds(thresholds(MOODS))
    .override_by_name(
        "in 95 of 100 samples",
        painted("blue", fillBelowTo="at least", fillOpacity=14, gradientMode="none", lineWidth=0),
    )
    .override_by_name(
        "at least", painted("blue", fillOpacity=0, lineWidth=0, hideFrom=_NOT_NAMED)
    )
    .override_by_name("taken", by_thresholds(lineWidth=2.5, fillOpacity=0)),
)  # fmt: skip

_RESTS = (
    chart(
        12, "What the mood rests on", "Distinct accounts in 24 hours whose tone is known: of the "
        "move, and of matches.", "short",
        Query(most("sentiment_authors", where=_MOVE), "of the move"),
        Query(most("sentiment_authors", where=_MATCH), "of matches"),
    )
    .override_by_name("of the move", painted("green"))
    .override_by_name("of matches", painted("text")),
    chart(
        13, "Attention to the player", "What platforms count themselves: articles and edits in "
        "an hour, page views in a day, likes and comments gained since the last look. Each step "
        "of the scale is ten times the one before.", "short",
        Query(most("attention", "connector", "of", where=OF_PLAYER), "{{of}}, {{connector}}"),
        least=None,
    ).scale_distribution(shape.ScaleDistributionConfig().type(ScaleDistribution.LOG).log(10)),
    chart(
        14, "The player's clubs", "Accounts in half an hour of each of this player's pairings. "
        "Those that rise together are told as one story.", "short",
        Query(called(most("buzz_authors", "club", where=OF_PLAYER), "club"), "{{named_club}}"),
        stepped=True,
    ),
)  # fmt: skip

_READ = (
    note(
        15, "What was said", "Prometheus holds numbers, and no post.",
        "**[Read the posts of $player and $club]($lastdance/pairings/$player/$club)** on "
        "lastdance's own pages: who said what, which claims were weighed, and every alert with "
        "its evidence.",
        width=24, height=2,
    ),
)  # fmt: skip


def drawn() -> Json:
    """Return the board."""
    return board(
        "pairing",
        "lastdance / Pairing",
        "One player and one club: what is said, how that compares with the usual, why it fired.",
        ("", (_WHY, _BAND, _READ)),
        ("How it was judged", (_HOW, _MADE, _RESTS)),
        variables=(
            choice("player", "Player", "Whose talk is shown.", "alert_state"),
            choice("club", "Club", "And of which club.", "alert_state", 'player=~"$player"'),
        ),
        annotations=(
            firing("Buzz", "red", 'category="buzz"', PAIRING, says="{{player}} → {{club}}"),
            blind(),
        ),
    )
