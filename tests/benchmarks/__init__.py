"""Benchmarks: `python -m tests.benchmarks.NAME --data DIR --json FILE`.

Each prints a table and writes its figures; none is a timed unit test.
"""
