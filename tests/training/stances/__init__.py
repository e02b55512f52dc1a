"""Trains the learned part of stances, from the tweets of RumourEval 2017.

`python -m tests.training.stances --data DIR` writes `monitor/judges/stances.npy`; DIR holds
`sdqc_rumoureval2017.csv`. Annotations: PHEME, SemEval-2017 Task 8 (Derczynski et al.), CC-BY 4.0;
the tweets are their authors' and no text of them is kept.
"""
