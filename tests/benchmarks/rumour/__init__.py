"""How likely a rumour comes true: what the program says, and what simpler recipes would say.

`python -m tests.benchmarks.rumour --data DIR [--fit DIR] [--json FILE] [--png FILE]` looks at the
moves of FTR-18 in DIR every three days from 15 June to 30 August 2018, as if nobody knew how they
end. With `--fit` the constants and the records of sources come from that other folder; without,
from the other folds of a cross-validation by player. Beside it: how far texts are read rightly.
"""
