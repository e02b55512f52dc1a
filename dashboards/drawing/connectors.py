"""The board of sources: is each one read, how late, what does it lose, and what can it not see."""

from __future__ import annotations

from typing import Final

from grafana_foundation_sdk.builders.common import ScaleDistributionConfig
from grafana_foundation_sdk.models.common import ScaleDistribution

from dashboards.drawing.frame import Json, board, choice, firing
from dashboards.drawing.panels import NOUGHT, Query, chart, figure
from dashboards.drawing.promql import (
    CONNECTOR,
    age,
    holding,
    hourly,
    least,
    minutely,
    most,
    of,
    quantile,
    rate,
    risen,
)
from dashboards.drawing.tables import Column, matrix, rows

BY: Final = "connector"
NAMED: Final = "{{connector}}"
SEEN: Final = {0: "never", 1: "yes"}
SEEN_COLOURS: Final = ((None, "#8e8e8e"), (1, "green"))
STATES: Final = {
    **dict.fromkeys(("healthy", "done"), "green"),
    **dict.fromkeys(("starting", "idle"), "text"),
    **dict.fromkeys(("degraded", "rate_limited", "retrying", "stalled"), "orange"),
    **dict.fromkeys(("auth_failed", "refused", "failed"), "red"),
}
"""Those in red wait for a person."""

_RENEWED = most("connector_rate_limit_reset_timestamp_seconds", BY, where=CONNECTOR)
_REFUSED = hourly("connector_request_failures_total", BY, "reason", where=CONNECTOR)
_ANSWERS = hourly("connector_requests_total", BY, where=CONNECTOR)
_UP = least("connector_up", BY, where=CONNECTOR)


def _in_all(metric: str) -> str:
    """Return by how much a counter of each source rose in the time that the board shows."""
    return f"round(sum by ({BY}) (increase({of(metric, CONNECTOR)}[$__range])))"


_NOW = (
    figure(
        1, "Read", "Sources that see what there is to see.", "short", Query(f"sum({_UP})"),
        colours=((None, "green"),), empty="0",
    ),
    figure(
        2, "Not read", "Sources that do not. The table says in which state they are, the front "
        "page why.", "short", Query(f"sum({_UP} == bool 0)"), colours=NOUGHT, empty="0",
    ),
    figure(
        3, "Lost", "Event time of which something is lost, or may be, of what came in the time "
        "shown.", "s", Query(f"sum(increase({of('connector_gap_seconds_total', CONNECTOR)}"
                             "[$__range]))"),
        colours=NOUGHT, decimals=0, empty="0 s",
    ),
    figure(
        4, "Unreadable", "Things that came in the time shown and could not be read; `lastdance "
        "connectors decode` shows what is made of a recording.", "short",
        Query(f"sum(round(increase({of('dead_letters_total', CONNECTOR)}[$__range])))"),
        colours=NOUGHT, empty="0",
    ),
    figure(
        5, "Farthest behind", "How far what is stored of the slowest source is behind our clock, "
        "in the time of its events.", "s", Query(most("connector_lag_seconds", where=CONNECTOR)),
        colours=((None, "green"), (300, "orange"), (1200, "red")), decimals=0, empty="unknown",
    ),
    figure(
        6, "Overdue to be asked again", "How late the post is that waits longest to be asked for "
        "again, which shows what it has gained, and that it still stands.", "s",
        Query(most("asked_again_overdue_seconds")),
        colours=((None, "green"), (3600, "orange")), decimals=0, empty="none waits",
    ),
)  # fmt: skip

_EACH = (
    rows(
        7, "Sources", "Each source: which module reads it, the state it is in, how often it "
        "looks, when it last brought anything, how old its newest event is, how far it is behind, "
        "and what it lost and how often it had to start again in the time shown.", "short",
        Query(holding("connector_state", BY, "state", where=CONNECTOR)),
        Query(most("connector_info", BY, "module", where=CONNECTOR)),
        Query(most("connector_interval_seconds", BY, where=CONNECTOR)),
        Query(age("connector_last_success_timestamp_seconds", BY, where=CONNECTOR)),
        Query(age("connector_newest_event_timestamp_seconds", BY, where=CONNECTOR)),
        Query(_in_all("connector_gap_seconds_total")),
        Query(_in_all("connector_reconnects_total")),
        columns=(
            Column(name=BY, title="Source"),
            Column(name="module", title="Module"),
            Column(name="state", title="State", tints=STATES),
            Column(name="Value #C", title="Looks every", unit="s", words={0: "always"}),
            Column(name="Value #D", title="Brought", unit="s", decimals=0, empty="never"),
            Column(name="Value #E", title="Newest event", unit="s", decimals=0, empty="none"),
            Column(name="Value #F", title="Lost", unit="s", decimals=0, colours=NOUGHT),
            Column(name="Value #G", title="Started again", decimals=0, colours=NOUGHT),
        ),
        hidden=("Value #A", "Value #B"),
        by="Source", rising=True, width=24, height=8,
    ),
)  # fmt: skip

_SIGHT = (
    matrix(
        8, "What a source can see", "Which interactions a source can show at all. What it never "
        "shows is missing on every board, and never calm.", "bool_yes_no",
        Query(most("connector_capability", BY, "interaction", where=CONNECTOR)),
        row=(BY, "Source"), column="interaction", words=SEEN, colours=SEEN_COLOURS,
        width=24, height=8,
    ),
)  # fmt: skip

_FLOW = (
    chart(
        9, "Activities in a minute", "Activities stored in a minute, by source.", "short",
        Query(minutely("activities_total", BY, where=CONNECTOR), NAMED), stacked=True,
    ),
    chart(
        10, "Bytes", "Bytes that came in a second.", "Bps",
        Query(f"{rate('connector_received_bytes_total', BY, where=CONNECTOR)} > 0", NAMED),
        empty="nothing came",
    ),
    chart(
        11, "From the event to us", "What 95 of 100 events stay below; live pages only. Each "
        "step of the scale is ten times the one before.", "s",
        Query(quantile(0.95, "ingest_lag_seconds", BY, where=CONNECTOR), NAMED),
        rare=True, least=None,
    ).decimals(0).scale_distribution(ScaleDistributionConfig().type(ScaleDistribution.LOG).log(10)),
    chart(
        12, "Behind our clock", "How far what is stored of each source is behind our clock.", "s",
        Query(most("connector_lag_seconds", BY, where=CONNECTOR), NAMED),
    ).decimals(0),
    chart(
        13, "Left out in a minute", "Activities in a minute that were counted and not kept, by "
        "reason, and those that were stored before.", "short",
        Query(minutely("dropped_total", "reason", where=CONNECTOR), "{{reason}}"),
        Query(minutely("duplicates_total", where=CONNECTOR), "seen again"),
        stacked=True,
    ),
    chart(
        14, "Names in a minute", "Activities in a minute that are about a watched pairing, and "
        "those with a name that was left out because it could mean others.", "short",
        Query(minutely("mentions_total", where=CONNECTOR), "mentions"),
        Query(minutely("ambiguous_total", where=CONNECTOR), "ambiguous names"),
    ),
)  # fmt: skip

_TROUBLE = (
    chart(
        15, "Refused", "Share of the answers in the hour before that refused, by reason.",
        "percentunit",
        Query(
            f"{_REFUSED} / on ({BY}) group_left () {_ANSWERS} > 0",
            "{{connector}}: {{reason}}",
        ),
        empty="nothing refused",
    ).max(1),
    chart(
        16, "Asked to wait", "Share of the time for which the other side asked a source to wait.",
        "percentunit",
        Query(f"{rate('connector_rate_limited_seconds_total', BY, where=CONNECTOR)} > 0", NAMED),
        rare=True, empty="never asked to wait",
    ).max(1),
    chart(
        17, "Asked again", "Posts that a platform was asked for again in the hour before, by "
        "what came of it.", "short",
        Query(hourly("asked_again_total", "platform", "outcome"), "{{platform}}: {{outcome}}"),
        stacked=True,
    ),
    rows(
        18, "Failed into", "How often a source had to start again in the time shown, by the state "
        "that it had failed into.", "short",
        Query(risen("connector_failures_total", BY, "reason", where=CONNECTOR)),
        columns=(
            Column(name=BY, title="Source"),
            Column(name="reason", title="Into", tints=STATES),
            Column(name="Value", title="Times", decimals=0, width=90),
        ),
        by="Times", height=6,
    ),
    rows(
        19, "Allowances", "What a server still grants a source, of those that say so, and when "
        "it grants anew.", "short",
        Query(most("connector_rate_limit_remaining", BY, where=CONNECTOR)),
        Query(f"clamp_min({_RENEWED} - time(), 0)"),
        columns=(
            Column(name=BY, title="Source"),
            Column(name="Value #A", title="Requests left", unit="none", decimals=0,
                   colours=((None, "red"), (1, "text"))),
            Column(name="Value #B", title="Renewed in", unit="s", decimals=0),
        ),
        by="Requests left", rising=True, height=6,
    ),
    rows(
        20, "Dead letters", "What came in and could not be read, by reason.", "short",
        Query(risen("dead_letters_total", BY, "reason", where=CONNECTOR)),
        columns=(
            Column(name=BY, title="Source"),
            Column(name="reason", title="Reason"),
            Column(name="Value", title="Letters", decimals=0, width=90),
        ),
        by="Letters", height=6,
    ),
)  # fmt: skip


def drawn() -> Json:
    """Return the board."""
    return board(
        "connectors",
        "lastdance / Connectors",
        "Is each source read, how late, what is lost, and what can it not see.",
        ("", (_NOW, _EACH, _SIGHT)),
        ("What comes in", (_FLOW[:3], _FLOW[3:])),
        ("What goes wrong", (_TROUBLE[:3], _TROUBLE[3:])),
        variables=(
            choice("connector", "Source", "Which sources are shown.", "connector_info",
                   several=True),
        ),
        annotations=(
            firing("Sources", "orange", CONNECTOR, says="{{connector}}"),
        ),
    )  # fmt: skip
