"""Trains the learned part of topics, from the project's own lines and vocabulary.

`python -m tests.training.topics` writes `monitor/judges/topics.npy`.
"""
