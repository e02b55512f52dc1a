"""A player's story: what belongs to it, how it is told, corrected and ended."""
