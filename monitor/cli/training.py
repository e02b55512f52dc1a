"""`lastdance sentiment train`, `evaluate`, `card`: weights of one's own for how posts are taken."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import say, scoring
from monitor.cli.options import AsJson

app = typer.Typer(
    no_args_is_help=True, help="Score how posts are taken; train and test models of it."
)
app.command("score")(scoring.score)

Data = Annotated[
    Path,
    typer.Option(
        "--data", help="Folder with `train/*.jsonl` and, to measure on, `*.jsonl` beside it."
    ),
]


@app.command("train")
def train(
    data: Data,
    out: Annotated[Path, typer.Option("--out", help="Folder for the models, one a language.")],
) -> None:
    """Learn weights for each language there are posts in, and write them to a folder.

    A line is {"lang": "es", "label": "positive", "text": "..."}. Left out are posts that match
    `football_words.txt`, that stand among those to measure on, twice, or in a file without all
    three tones. Needs `pip install 'lastdance[train]'`.
    Exit code 1: nothing could be learned; 2: a file is missing, or is none of its kind.
    """
    from rich.progress import Progress

    from monitor.app import learning

    rows: list[tuple[object, ...]] = []
    with say.plainly(), Progress(console=say.err, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for step in learning.train(data, out):
            progress.update(task, description=step.lang, completed=step.done, total=step.whole)
            if step.model is not None:
                card = step.model.card
                scores = card.scores[step.lang]
                left = ", ".join(f"{count} {why}" for why, count in card.dropped.items())
                rows.append(
                    (step.lang, sum(card.data.values()), left, scores["recall"], scores["f1"])
                )
    say.table("", ("language", "posts", "left out", "recall", "F1"), rows)
    say.out.print(f'by cross-validation; to use them: [sentiment] models = "{out}"', markup=False)


@app.command("evaluate")
def evaluate(
    data: Data,
    models: Annotated[
        Path | None, typer.Option("--models", help="Folder with models that you trained.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Measure what ships, and your models, on the posts beside `train/`, with TextBlob as a mark.

    Recall and F1 are means over negative, neutral and positive, in percent.
    """
    from dataclasses import asdict

    from monitor.app import learning

    with say.plainly():
        found = list(learning.evaluate(data, models))
    if json:
        for one in found:
            say.print_json(asdict(one))
        return
    rows = [(one.file, one.scorer, one.posts, one.recall, one.f1) for one in found]
    say.table("", ("posts", "scorer", "n", "recall", "F1"), rows)


@app.command("card")
def card(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A model, as `models/es.npz`.")],
) -> None:
    """Show where a model is from: data, licence, date, scores, settings, what was left out."""
    with say.plainly():
        import msgspec

        from monitor.judges.sentiment.modelfile import read

        model = read(file)
        say.print_json({"version": model.version, **msgspec.to_builtins(model.card)})
