"""How people take it: negative, neutral or positive, beside TextBlob and VADER.

`python -m tests.benchmarks.sentiment --data DIR [--json FILE] [--models DIR]`: DIR holds `*.jsonl`
with `lang`, `label` and `text` a line, or a folder `sentiment` with them. `--models` names weights
that `lastdance sentiment train` wrote; without, the system `trained` is left out.

Figures are `SET.SYSTEM.METRIC`: SET the name of the file; SYSTEM one of `textblob`, `vader` (as
they are, English alone), `words` (word lists alone), `shipped` (weights for English and German,
word lists for the rest), `trained`; METRIC one of `recall`, `f1` (macro, in percent) and
`posts_per_second` (of ours with the language told and names hidden, 256 posts at a time).
"""
