"""`lastdance sentiment score`: how posts are taken, for people to try."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from monitor.cli import say
from monitor.cli.options import Config
from monitor.cli.texts import Texts


def score(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="JSON lines with `text` and `lang`; - reads stdin."),
    ],
    backend: Annotated[
        str | None, typer.Option(help="auto, textblob, vader or onnx; default: as configured.")
    ] = None,
    config: Config = None,
) -> None:
    """Score posts: a JSON line for each, with probabilities, polarity, language and scorer.

    A line without `lang` gets the language that its words are in. Names of the catalogue are
    hidden first, as everywhere. Exit code 0: all lines were read; 1: some could not be; 2: the file
    can't be.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, sentiment__backend=backend)
        from monitor.app.almanac import read_catalogue
        from monitor.app.parts import open_bench
        from monitor.app.reading import read_posts
        from monitor.judges.names import Names

        bench = open_bench(settings.sentiment)
        matcher = Names(read_catalogue(settings))
        texts = Texts(file, ("lang",))
        for batch in texts.batches():
            posts = [(given["text"], given.get("lang") or None) for given in batch]
            for told in read_posts(posts, bench, matcher):
                say.print_json(told)
    if texts.faults:
        raise typer.Exit(1)
