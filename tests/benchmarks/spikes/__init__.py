"""How well spikes are found: `python -m tests.benchmarks.spikes --data DIR [--json FILE]`.

*DIR* holds `*.csv` with `timestamp,value` (mentions in each five minutes) and
`combined_windows.json` with the labelled windows of each file, as the Numenta Anomaly Benchmark
(NAB) lays them out. Every figure is told by `figures.py`; nothing is kept between runs.
"""
