"""What to think of a batch: values in, values out.

`items` seals what came in, `links` says what it is about, `acts` which of it is decisive, and
`judge` folds a batch over what the store recalled of it.
"""
