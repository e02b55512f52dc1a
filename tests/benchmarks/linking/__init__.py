"""How well texts are linked: `python -m tests.benchmarks.linking --data DIR [--json FILE]`.

*DIR* holds `ftr18_items.csv` and `ftr18_pairings.csv`: headlines of articles about transfers, each
labelled with a player and a club. Posts for the speed are the first `*.jsonl` of `DIR/../tweets`
or `DIR/tweets`. The lines written for this project are in `tests/fixtures/linking`.
"""
