"""Trains the learned part of claims, from the project's own lines and labelled headlines.

`python -m tests.training.stages --data DIR` writes `monitor/judges/stages.npy`; DIR holds
`stage_labels.csv`, headlines of FTR-18 (Danielle Caled, MIT) with the stages they claim.
"""
