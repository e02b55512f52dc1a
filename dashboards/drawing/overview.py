"""The board on the wall: is anything happening, and can it be believed that nothing is."""

from __future__ import annotations

from typing import Final

from grafana_foundation_sdk.builders import common as shape
from grafana_foundation_sdk.models.common import GraphThresholdsStyleMode

from dashboards.drawing.frame import KEPT, Json, blind, board, firing, told
from dashboards.drawing.panels import NOUGHT, Query, bars, chart, figure, thresholds
from dashboards.drawing.promql import age, called, least, minutely, most, of
from dashboards.drawing.tables import Column, rows

BY: Final = ("player", "club")
MOVE: Final = 'about="move"'

STATES: Final = {0: "quiet", 1: "provisional", 2: "firing", 3: "cooling"}
STATE_COLOURS: Final = ((None, "text"), (1, "yellow"), (2, "red"), (3, "blue"))
STATE_CELLS: Final = ((None, "transparent"), *STATE_COLOURS[1:])
EVIDENCE: Final = {0: "too little", 1: "low", 2: "medium", 3: "high"}
STARTS, GOES_ON = 2.7, 1.6
"""The score from which an alert starts, and the one from which it goes on."""

OVER: Final = ((None, "text"), (GOES_ON, "yellow"), (STARTS, "red"))
EDGES: Final = ((None, "transparent"), *OVER[1:])
NAMED: Final = "{{named_player}} → {{named_club}}"
MOODS: Final = ((None, "text"), (-1, "red"), (-0.2, "text"), (0.2, "green"))

_BOARD = f"/d/lastdance-pairing?{KEPT}"
PAIRING: Final = (
    "Open the pairing",
    _BOARD + "&var-player=${__data.fields.player}&var-club=${__data.fields.club}",
)
SERIES: Final = (
    "Open the pairing",
    _BOARD + "&var-player=${__field.labels.player}&var-club=${__field.labels.club}",
)
POSTS: Final = (
    "Read what was said",
    "${lastdance}/pairings/${__data.fields.player}/${__data.fields.club}",
)

_PEAK = f"max by (player, club) (max_over_time({of('buzz_score')}[$__range] @ end()))"
_STATE = most("alert_state", *BY)


def _recent(metric: str, *by: str) -> str:
    """Return what of a counter rose in the hour before, where anything did."""
    return f"round(sum by ({', '.join(by)}) (increase({of(metric)}[1h]))) > 0"


_NOW = (
    figure(
        1, "Firing", "Pairings whose talk has left its usual so far that it is told.", "short",
        Query(f"sum({_STATE} == bool 2)"), colours=((None, "text"), (1, "red")), empty="0",
    ),
    figure(
        2, "Talked of", "Watched pairings of a player and a club with talk to score.", "short",
        Query(most("pairings_tracked")), empty="0",
    ),
    figure(
        3, "Alerts told", "Alerts told in the time shown, follow-ups and corrections too.",
        "short", Query(f"sum(round(increase({of('alerts_total')}[$__range])))"), empty="0",
    ),
    figure(
        4, "Sources not read", "Sources that do not see what there is to see. While there are "
        "any, silence is not calm.", "short",
        Query(f"sum({least('connector_up', 'connector')} == bool 0)"), colours=NOUGHT, empty="0",
    ),
    figure(
        5, "Newest event", "How long ago the newest event of any source happened.", "s",
        Query(age("connector_newest_event_timestamp_seconds")),
        colours=((None, "green"), (300, "orange"), (900, "red")), empty="nothing yet", decimals=0,
    ),
    figure(
        6, "Oldest message due", "How long the oldest message has been due that still waits for "
        "its receiver.", "s", Query(age("outbox_oldest_due_timestamp_seconds")),
        colours=((None, "green"), (300, "orange"), (900, "red")), empty="none waits", decimals=0,
    ),
)  # fmt: skip

_LOUD = (
    bars(
        7, "Loudest now", "Distinct accounts in the last half hour, match talk left out: the "
        "eight pairings with the most. A bar leads to the pairing.", "short",
        Query(called(f"sort_desc(topk(8, {most('buzz_authors', *BY)}))", *BY), NAMED),
        colours=((None, "blue"),), links=[SERIES],
    ),
    chart(
        8, "How far above their usual", "Score of the five pairings that are farthest: 1 happens "
        "to one pairing in ten half hours, 2 in a hundred. From the red line on an alert starts; "
        "it goes on above the yellow one.", "short",
        Query(called(f"{most('buzz_score', *BY)} and topk(5, {_PEAK})", *BY), NAMED),
        stepped=True, width=12, height=10,
    )
    .thresholds(thresholds(EDGES))
    .thresholds_style(shape.GraphThresholdsStyleConfig().mode(GraphThresholdsStyleMode.DASHED))
    .axis_soft_max(3.2),
)  # fmt: skip

_ALL = (
    rows(
        9, "Pairings", "Every pairing that is talked of: what its talk is at, how many accounts "
        "of the last half hour that rests on, and what is made of it. A name leads to its board, "
        "the score to the posts.", "short",
        Query(called(_STATE, *BY)),
        Query(most("buzz_authors", *BY)),
        Query(most("buzz_expected_authors", *BY)),
        Query(most("buzz_score", *BY)),
        Query(most("rumour_strength_ratio", *BY)),
        Query(most("rumour_evidence", *BY)),
        Query(most("sentiment_ratio", *BY, where=MOVE)),
        Query(most("sentiment_authors", *BY, where=MOVE)),
        columns=(
            Column(name="named_player", title="Player", link=PAIRING),
            Column(name="named_club", title="Club", link=PAIRING),
            Column(name="Value #A", title="Talk", words=STATES, colours=STATE_CELLS, filled=True,
                   width=110),
            Column(name="Value #B", title="Accounts"),
            Column(name="Value #C", title="Usual", decimals=1),
            Column(name="Value #D", title="Score", decimals=1, link=POSTS, colours=OVER),
            Column(name="Value #E", title="Rumour", unit="percentunit", decimals=0, bar=1,
                   colours=((None, "blue"),), empty="unknown"),
            Column(name="Value #F", title="Evidence", words=EVIDENCE),
            Column(name="Value #G", title="Taken", decimals=2, colours=MOODS,
                   empty="too few"),
            Column(name="Value #H", title="by accounts", empty="too few"),
            Column(name="player", title="player", hidden=True),
            Column(name="club", title="club", hidden=True),
        ),
        by="Accounts", width=24, height=14,
    ),
)  # fmt: skip

_SAID = (
    chart(
        10, "What is done in a minute", "Activities stored in a minute, by what was done.",
        "short", Query(minutely("activities_total", "verb"), "{{verb}}"), width=12, stacked=True,
    ),
    chart(
        11, "Mentions in a minute", "Activities in a minute that are about a watched pairing, by "
        "source.", "short",
        Query(f"{minutely('mentions_total', 'connector')} > 0", "{{connector}}"),
        width=12, stacked=True, empty="nobody talks of a watched pairing",
    ),
)  # fmt: skip

_TOLD = (
    chart(
        12, "Acts in an hour", "Acts by people who matter in the hour before, by role and by what "
        "became of them.", "short",
        Query(_recent("acts_total", "role", "verdict"), "{{role}}: {{verdict}}"),
        stacked=True, stepped=True, empty="no acts",
    ).decimals(0),
    chart(
        13, "Alerts told in an hour", "What was told in the hour before, by kind.", "short",
        Query(_recent("alerts_total", "kind"), "{{kind}}"), stacked=True, stepped=True,
        empty="nothing told",
    ).decimals(0),
    bars(
        14, "Likeliest moves", "How likely the move is, an estimate: the six likeliest of those "
        "with enough evidence. A bar leads to the pairing.", "percentunit",
        Query(
            called(f"sort_desc(topk(6, {most('rumour_strength_ratio', *BY)}))", *BY), NAMED
        ),
        colours=((None, "blue"),), links=[SERIES], most=1, width=8, height=8,
    ),
)  # fmt: skip


def drawn() -> Json:
    """Return the board."""
    return board(
        "overview",
        "lastdance / Overview",
        "Is anything happening: who is talked of, how far above the usual, and what was told.",
        ("", (_NOW, _LOUD, _ALL)),
        ("What was said, and what was told", (_SAID, _TOLD)),
        annotations=(
            firing("Buzz", "red", 'category="buzz"', says="{{player}} → {{club}}"),
            blind(),
            told(),
        ),
    )
