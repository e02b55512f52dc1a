"""Every metric, once: what is exported, documented and charted is read from here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PREFIX = "lastdance_"


class Kind(StrEnum):
    """What a metric does."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric.

    Attributes:
        name: As it is exported, without the prefix.
        help: One sentence, with the unit where the name doesn't say it.
        labels: Their values come from the configuration, the catalogue or fixed sets only. None
            is called `job` or `instance`: Prometheus puts its own there.
        buckets: Upper bounds of a histogram, in its unit.
    """

    name: str
    kind: Kind
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()

    @property
    def full(self) -> str:
        """Its name as Prometheus sees it."""
        return PREFIX + self.name


_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_SLOW = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0)
_WAITS = (0.01, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0)
_RUNS = (0.01, 0.1, 1.0, 10.0, 60.0)
_AGES = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 3600.0, 86400.0)
_SIZES = (1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0)

C, G, H = Kind.COUNTER, Kind.GAUGE, Kind.HISTOGRAM

TABLE: tuple[Metric, ...] = (
    Metric("build_info", G, "Always 1; what runs.", ("version", "python")),
    Metric("config_last_reload_successful", G,
           "1 if the configuration that was read last is in force, else 0."),
    Metric("config_last_reload_success_timestamp_seconds", G,
           "When the configuration in force was read."),
    Metric("clock_jumps_total", C, "Times that the wall clock left the monotonic one."),
    Metric("event_loop_lag_seconds", H, "How late the event loop woke.", (), _QUICK),
    # sources
    Metric("connector_up", G, "1 while it sees what there is to see, else 0.", ("connector",)),
    Metric("connector_state", G, "1 for the state that the source is in, 0 for the others.",
           ("connector", "state")),
    Metric("connector_info", G, "Always 1; which module reads it.", ("connector", "module")),
    Metric("connector_capability", G,
           "1 if it can see what people do in this way, else 0: what is 0 is never calm.",
           ("connector", "interaction")),
    Metric("connector_interval_seconds", G, "How often it looks; 0 for a stream.", ("connector",)),
    Metric("connector_last_success_timestamp_seconds", G,
           "When it last brought anything; 0 until then.", ("connector",)),
    Metric("connector_newest_event_timestamp_seconds", G,
           "Time of the newest event that it brought; 0 until then.", ("connector",)),
    Metric("connector_lag_seconds", G,
           "How far what is stored of it is behind our clock in event time; absent until known.",
           ("connector",)),
    Metric("connector_received_bytes_total", C, "Bytes that came.", ("connector",)),
    Metric("connector_gap_seconds_total", C, "Event time of which something is lost, or may be.",
           ("connector",)),
    Metric("connector_rate_limited_seconds_total", C,
           "Time for which the other side has asked it to wait.", ("connector",)),
    Metric("connector_reconnects_total", C, "Times that it had to start again.", ("connector",)),
    Metric("connector_failures_total", C, "Those of them by the state that it failed into.",
           ("connector", "reason")),
    Metric("connector_requests_total", C, "Answers that servers gave it, refusals too.",
           ("connector",)),
    Metric("connector_request_failures_total", C, "Those of them that refused.",
           ("connector", "reason")),
    Metric("connector_rate_limit_remaining", G,
           "Requests that the server grants until the reset, in its last word; absent until it "
           "says any.", ("connector",)),
    Metric("connector_rate_limit_reset_timestamp_seconds", G, "When it grants anew.",
           ("connector",)),
    # what came in
    Metric("activities_total", C, "Activities stored, each once.", ("connector", "verb")),
    Metric("duplicates_total", C, "Activities seen again and not stored again.", ("connector",)),
    Metric("dropped_total", C, "Activities counted and not kept.", ("connector", "reason")),
    Metric("dead_letters_total", C, "Things that came in and could not be read.",
           ("connector", "reason")),
    Metric("ingest_lag_seconds", H, "From the event to our seeing it, live pages only.",
           ("connector",), _AGES),
    Metric("attention", G,
           "What a player got of it when it was last counted: articles or edits in an hour, page "
           "views in a day, likes and comments that posts gained since the last look.",
           ("connector", "player", "of")),
    Metric("asked_again_total", C,
           "Posts that a platform was asked for again, by what came of it.",
           ("platform", "outcome")),
    Metric("asked_again_overdue_seconds", G,
           "How late the post is that waits longest to be asked for again; 0 if none is.",
           ("platform",)),
    # what was thought of it
    Metric("mentions_total", C, "Activities linked to a pairing, once for each pairing.",
           ("connector",)),
    Metric("ambiguous_total", C,
           "Activities with a name that was left out because it could mean others.",
           ("connector",)),
    Metric("unscored_total", C, "Texts of mentions that no sentiment was found for.", ("reason",)),
    Metric("acts_total", C, "Acts by people who matter, by what became of them.",
           ("role", "verdict")),
    Metric("alerts_total", C, "Alerts told, by kind of message.", ("kind",)),
    Metric("objects_fetched_total", C, "Records looked up because an act was about them.",
           ("outcome",)),
    Metric("batch_size", H, "Activities handled in one transaction.", (), _SIZES),
    Metric("batch_duration_seconds", H, "Time that a batch spent in a stage.", ("stage",), _QUICK),
    Metric("queue_pages", G, "Pages read and not yet handled; at 32 sources are not read on."),
    Metric("kept_objects", G, "Records whose likes, replies and reposts are kept too."),
    Metric("kept_evicted_total", C, "Records forgotten early because there were too many."),
    # what went out
    Metric("outbox_messages", G, "Messages in the outbox.", ("state",)),
    Metric("outbox_oldest_due_timestamp_seconds", G,
           "When the oldest waiting message was due; 0 if none waits."),
    Metric("receiver_pushed_messages", G, "Alerts that it was pushed, of those that count.",
           ("receiver",)),
    Metric("receiver_held_messages", G,
           "Alerts held from it, by why: its pushes of the day or the week were used, the last one "
           "was kept for something bigger, it was worth too little, its story was pushed that day "
           "already, or silence.", ("receiver", "reason")),
    Metric("deliveries_total", C, "Attempts to deliver, failed ones too.", ("receiver",)),
    Metric("delivery_failures_total", C, "Attempts that failed.", ("receiver", "reason")),
    Metric("delivery_duration_seconds", H, "How long an attempt took.", ("receiver",), _SLOW),
    Metric("silences", G, "Silences that hold: of everything, or of a part.", ("of",)),
    Metric("alert_ratings", G, "What receivers say of alerts: useful, not useful, wrong person.",
           ("rule", "says")),
    Metric("receiver_disabled", G, "1 after the receiver said that it is gone, else 0.",
           ("receiver",)),
    # the house itself
    Metric("heartbeats_total", C, "Times that the heartbeat's address was asked for."),
    Metric("heartbeat_failures_total", C, "Those of them that were not taken."),
    Metric("job_runs_total", C, "Runs of scheduled jobs, failed ones too.", ("task",)),
    Metric("job_missed_total", C, "Runs that were dropped for being late; none ever should be.",
           ("task",)),
    Metric("job_skipped_total", C,
           "Runs that were left out because the one before still ran, or another was due by then.",
           ("task",)),
    Metric("job_failures_total", C, "Runs that failed.", ("task",)),
    Metric("job_lag_seconds", H, "How long after it was due a run began.", (), _WAITS),
    Metric("job_duration_seconds", H, "How long a run took.", ("task",), _RUNS),
    Metric("job_in_progress", G, "1 while it runs, else 0.", ("task",)),
    Metric("job_next_run_timestamp_seconds", G, "When it is due next.", ("task",)),
    # the watch
    Metric("watch_held", G, "1 while this process keeps the watch, else 0."),
    Metric("watch_through_timestamp_seconds", G,
           "End of the newest five minutes that were scored; 0 until then."),
    Metric("watch_late_seconds", G, "How long after the usual wait they were scored."),
    Metric("watch_buckets_total", C, "Five minutes that were scored."),
    Metric("watch_unknown_total", C,
           "Verdicts that were withheld: a source was missing that brings over 20 %."),
    Metric("watch_common_mode", G, "How many times their usual all pairings together are at."),
    Metric("late_mentions_total", C, "Mentions that came too late to change a verdict."),
    # the page about pairings
    Metric("pairings_tracked", G, "Pairings that are watched and were talked of."),
    Metric("pairings_exported", G, "Those of them on the page; never above metrics.max_pairings."),
    Metric("pairings_suppressed_total", C,
           "Pairings left off the page, once for each time that it was made."),
    Metric("pairings_render_seconds", G, "How long making the page took, beside the event loop."),
    # the store
    Metric("storage_rows", G, "Rows stored.", ("table",)),
    Metric("storage_bytes", G, "Size of the database."),
    Metric("storage_free_bytes", G, "Free on its disk; NaN where that is another machine's."),
    Metric("storage_log_bytes", G,
           "Size of SQLite's write-ahead log; a reader that stays long makes it grow."),
    Metric("storage_removed_total", C, "Rows removed because their time had come.", ("table",)),
    Metric("ingest_paused", G,
           "1 while no source is read because the disk is nearly full, else 0."),
    Metric("backup_last_success_timestamp_seconds", G,
           "When the last back-up that is there was made by itself; 0: none."),
    Metric("backup_size_bytes", G, "Its size; 0: none is there."),
    Metric("backup_interval_seconds", G, "How often one is made by itself; 0: never."),
    Metric("storage_oldest_expiry_timestamp_seconds", G,
           "When the text of a private account that is due first is to be gone; 0 if none waits."),
    Metric("catalogue_version", G, "Version of the catalogue in use; rises with each change."),
)  # fmt: skip

PAIRINGS: tuple[Metric, ...] = (
    Metric("buzz_authors", G,
           "Distinct accounts in the last 30 minutes, match talk left out; absent, as the next "
           "four are, while too much is out of sight.", ("player", "club")),
    Metric("buzz_expected_authors", G, "How many of them are usual at this hour.",
           ("player", "club")),
    Metric("buzz_upper_authors", G,
           "From about how many on that would be a spike: the upper edge of its usual band.",
           ("player", "club")),
    Metric("buzz_score", G, "How far that is from the pairing's own usual; 0 while unknown.",
           ("player", "club")),
    Metric("buzz_sustained_score", G, "The same over hours instead of minutes.",
           ("player", "club")),
    Metric("alert_state", G, "0 quiet, 1 provisional, 2 firing, 3 cooling.",
           ("player", "club")),
    Metric("rumour_strength_ratio", G,
           "How likely the move is, 0 to 1, an estimate; absent with too little evidence.",
           ("player", "club")),
    Metric("rumour_evidence", G, "What that rests on: 0 too little, 1 low, 2 medium, 3 high.",
           ("player", "club")),
)  # fmt: skip
"""What stands on `/metrics/pairings`: one series for each watched pairing that was talked of."""

_BY_STRAND = ("player", "club", "about")

MOODS: tuple[Metric, ...] = (
    Metric("sentiment_ratio", G,
           "Share of accounts that take it well less that of those that take it ill, in 24 hours, "
           "-1 to 1; `about` is `match`, or `move` for all other talk. Absent below 5 accounts.",
           _BY_STRAND),
    Metric("sentiment_low_ratio", G, "Where the interval of 95 % around that begins.", _BY_STRAND),
    Metric("sentiment_high_ratio", G, "Where it ends.", _BY_STRAND),
    Metric("sentiment_authors", G, "Distinct accounts that it rests on.", _BY_STRAND),
)  # fmt: skip
"""What stands there beside: how a pairing is taken."""
