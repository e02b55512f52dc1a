"""The board on the wall: is anything happening, and can it be believed that nothing is."""

from __future__ import annotations

from typing import Final

from dashboards.drawing.frame import KEPT, Json, board, firing
from dashboards.drawing.panels import NOUGHT, Column, Query, bars, chart, figure, rows
from dashboards.drawing.promql import age, least, minutely, most, of, risen

BY: Final = ("player", "club")
MOVE: Final = 'about="move"'

STATES: Final = {0: "quiet", 1: "provisional", 2: "firing", 3: "cooling"}
STATE_COLOURS: Final = ((None, "text"), (1, "yellow"), (2, "red"), (3, "blue"))
EVIDENCE: Final = {0: "too little", 1: "low", 2: "medium", 3: "high"}
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
        colours=((None, "green"), (900, "red")), empty="none waits", decimals=0,
    ),
)  # fmt: skip

_LOUD = (
    bars(
        7, "Loudest now", "Distinct accounts in the last half hour, match talk left out: the ten "
        "pairings with the most. A bar leads to the pairing.", "short",
        Query(f"sort_desc(topk(10, {most('buzz_authors', *BY)}))", "{{player}} → {{club}}"),
        colours=((None, "blue"),), links=[SERIES],
    ),
    chart(
        8, "How far above their usual", "Score of the five pairings that are farthest: 1 happens "
        "to one pairing in ten half hours, 2 in a hundred. From 2.7 it alerts.", "short",
        Query(f"{most('buzz_score', *BY)} and topk(5, {_PEAK})", "{{player}} → {{club}}"),
        width=12, height=10,
    ),
)  # fmt: skip

_ALL = (
    rows(
        9, "Pairings", "Every pairing that is talked of: what its talk is at, how many accounts "
        "of the last half hour that rests on, and what is made of it. A name leads to its board, "
        "the score to the posts.", "short",
        Query(_STATE),
        Query(most("buzz_authors", *BY)),
        Query(most("buzz_expected_authors", *BY)),
        Query(most("buzz_score", *BY)),
        Query(most("rumour_strength_ratio", *BY)),
        Query(most("rumour_evidence", *BY)),
        Query(most("sentiment_ratio", *BY, where=MOVE)),
        Query(most("sentiment_authors", *BY, where=MOVE)),
        columns=(
            Column(name="player", title="Player", link=PAIRING),
            Column(name="club", title="Club", link=PAIRING),
            Column(name="Value #A", title="Talk", words=STATES, colours=STATE_COLOURS),
            Column(name="Value #B", title="Accounts"),
            Column(name="Value #C", title="Usual", decimals=1),
            Column(name="Value #D", title="Score", decimals=1, link=POSTS,
                   colours=((None, "text"), (1.6, "yellow"), (2.7, "red"))),
            Column(name="Value #E", title="Rumour", unit="percentunit", decimals=0, bar=1,
                   colours=((None, "blue"),)),
            Column(name="Value #F", title="Evidence", words=EVIDENCE),
            Column(name="Value #G", title="Taken", decimals=2, colours=MOODS),
            Column(name="Value #H", title="of accounts"),
        ),
        by="Accounts", width=24, height=11,
    ),
)  # fmt: skip

_SAID = (
    chart(
        10, "What is done", "Activities stored in a minute, by what was done.", "cpm",
        Query(minutely("activities_total", "verb"), "{{verb}}"), width=12, stacked=True,
    ),
    chart(
        11, "Mentions by source", "Activities in a minute that are about a watched pairing.",
        "cpm", Query(minutely("mentions_total", "connector"), "{{connector}}"),
        width=12, stacked=True,
    ),
)  # fmt: skip

_TOLD = (
    rows(
        12, "Acts", "Acts by people who matter in the time shown, by role and by what became of "
        "them.", "short", Query(risen("acts_total", "role", "verdict")),
        columns=(
            Column(name="role", title="Who"),
            Column(name="verdict", title="Verdict"),
            Column(name="Value", title="Acts", decimals=0),
        ),
        by="Acts",
    ),
    rows(
        13, "Alerts by kind", "What was told in the time shown.", "short",
        Query(risen("alerts_total", "kind")),
        columns=(
            Column(name="kind", title="Kind"),
            Column(name="Value", title="Alerts", decimals=0),
        ),
        by="Alerts",
    ),
    bars(
        14, "Likeliest moves", "How likely the move is, an estimate: the eight likeliest of those "
        "with enough evidence. A bar leads to the pairing.", "percentunit",
        Query(
            f"sort_desc(topk(8, {most('rumour_strength_ratio', *BY)}))", "{{player}} → {{club}}"
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
        annotations=(firing("Buzz", "red", 'category="buzz"', says="{{player}} → {{club}}"),),
    )
