"""Trains the weights of sentiment that ship: word lists for all, English and German for pieces.

`python -m tests.training.sentiment --data DIR` writes `monitor/judges/sentiment/shipped/`; DIR as
for `lastdance sentiment train`. NOTICE there tells what may be learned from, and why.
"""
