"""`lastdance sentiment score`: how posts are taken, for people to try."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from itertools import islice
from pathlib import Path
from typing import IO, Annotated

import typer

from monitor.cli import say
from monitor.cli.options import Config

BATCH = 256
"""Posts that are scored at once."""


def score(
    file: Annotated[str, typer.Argument(help="JSON lines with `text` and `lang`; - reads stdin.")],
    backend: Annotated[
        str | None, typer.Option(help="auto, textblob, vader or onnx; default: as configured.")
    ] = None,
    config: Config = None,
) -> None:
    """Score posts: a JSON line for each, with probabilities, polarity, language and scorer.

    A line without `lang` gets the language that its words are in. Names of the catalogue are
    hidden first, as everywhere. Exit code 2: a line is no JSON object with a `text`.
    """
    with say.plainly(), ExitStack() as stack:
        settings = say.read_settings(config, os.environ, sentiment__backend=backend)
        from monitor.app.parts import open_bench, read_catalogue
        from monitor.app.reading import read_posts
        from monitor.judges.names import Names

        bench = open_bench(settings.sentiment)
        matcher = Names(read_catalogue(settings))
        lines = _posts(stack.enter_context(_opened(file)), file)
        while batch := list(islice(lines, BATCH)):
            for told in read_posts(batch, bench, matcher):
                say.print_json(told)


def _opened(file: str) -> AbstractContextManager[IO[str]]:
    if file == "-":
        return nullcontext(sys.stdin)  # not ours to close
    return Path(file).open(encoding="utf-8", errors="replace")


def _posts(lines: IO[str], file: str) -> Iterator[tuple[str, str | None]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            post = json.loads(line)
            text, lang = post["text"], post.get("lang")
        except (ValueError, TypeError, KeyError, AttributeError):
            post = text = lang = None
        if not isinstance(text, str) or not isinstance(lang, str | None):
            say.fail(f'{file}:{number}: is no post; write {{"text": "...", "lang": "en"}}', 2)
        yield text, lang
