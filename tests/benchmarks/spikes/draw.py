"""Random numbers from `random.random` alone, so that a seed gives the same on every Python."""

from __future__ import annotations

import math
from random import Random

CHUNK = 30.0
"""Means above this are drawn in parts: exp(-mean) must stay far from zero."""


def poisson(draw: Random, mean: float) -> int:
    """Draw from a Poisson distribution (Knuth's product of uniforms)."""
    count = 0
    while mean > 0:
        part = min(mean, CHUNK)
        mean -= part
        limit = math.exp(-part)
        product = draw.random()
        while product > limit:
            count += 1
            product *= draw.random()
    return count


def binomial(draw: Random, count: int, chance: float) -> int:
    """Draw how many of *count* remain if each remains by *chance*."""
    return sum(draw.random() < chance for _ in range(count))


def gauss(draw: Random) -> float:
    """Draw from the standard normal distribution (Box and Muller)."""
    return math.sqrt(-2 * math.log(1 - draw.random())) * math.cos(math.tau * draw.random())


def negative_binomial(draw: Random, mean: float, shape: int) -> int:
    """Draw a Poisson count whose mean is Gamma with this *mean* and whole *shape*."""
    product = 1.0
    for _ in range(shape):
        product *= 1 - draw.random()
    return poisson(draw, -math.log(product) * mean / shape)
