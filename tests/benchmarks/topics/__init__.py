"""How well talk is told apart: transfer, match, injury, discipline, private, campaign, other.

`python -m tests.benchmarks.topics [--data DIR] [--json FILE]` judges the project's own lines: by
five-fold cross-validation, and those held out by the weights that ship. With `DIR/rumour` it also
tells how many real headlines about transfers (FTR-18) are taken for one, and how many for a match.
"""
