"""What can be tuned about a lane, and the two lanes that ship."""

from __future__ import annotations

from dataclasses import dataclass

HOUR = 12
"""Buckets in an hour."""
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Everything tunable of one lane; times are in buckets of five minutes.

    Attributes:
        windows: Lengths over which counts are summed, rising; the score is the mean over them.
        half_life: After how long a bucket counts half for the usual level.
        season: After how many visits an hour of the day counts half for its factor; 0 = all
            hours are alike. An hour has twelve visits a day.
        neighbours: Whether an hour is allowed what the hours beside it are used to.
        robust: A count is learnt as at most this many roots of the usual above it, and one more.
        recent: Half-life of the level just before the window, by which the usual is raised;
            0 = it is not.
        spread: Variance beyond Poisson's that the residual takes out, as a share of the squared
            mean (1/k of a negative binomial); 0 = two-thirds power residual.
        lone: The fullest bucket counts at most this many times the second fullest of the longest
            window and one usual bucket; 0 = it counts in full. For a lane of one window, at
            least two buckets long.
        tail_q: Share of residuals below the start of the tail.
        tail_step: Least step by which that start moves.
        tail_gain: Least weight of a new excess in the mean excess.
        tail_clip: An excess is learnt as at most this many mean excesses.
        tail_start: Where a tail starts before anything is known.
        tail_mean: Its mean excess before anything is known, worth *tail_worth* excesses.
        tail_least: The mean excess is never thought to be less.
        wildness: Power of the mean excess that an excess is measured in; above 1, a pairing with
            wild surges must exceed them by more.
        level: Authors a bucket before anything is known, worth *worth* buckets.
        warmup: Buckets that are learnt before there is a score.
    """

    windows: tuple[int, ...] = (6,)
    half_life: float = DAY / 2
    season: float = 120.0
    neighbours: bool = False
    robust: float = 3.0
    recent: float = 0.0
    spread: float = 0.0
    lone: float = 0.0
    tail_q: float = 0.97
    tail_step: float = 0.02
    tail_gain: float = 0.01
    tail_clip: float = 4.0
    tail_start: float = 1.0
    tail_mean: float = 0.9
    tail_worth: float = 50.0
    tail_least: float = 0.2
    wildness: float = 1.0
    level: float = 0.1
    worth: float = 12.0
    warmup: int = DAY


ALERT = Parameters(
    recent=6.0,
    spread=0.02,
    lone=0.75,
    tail_q=0.96,
    tail_clip=3.0,
    tail_least=0.7,
    wildness=1.2,
)
"""Half an hour far above the usual and above what was just before."""

SUSTAINED = Parameters(windows=(6, 36), half_life=3.5 * DAY, robust=5.0, tail_gain=0.02)
"""Talk that stays high for hours."""
