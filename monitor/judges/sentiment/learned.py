"""Scores by models that were learned: those that ship, and those that an operator trained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from monitor.domain.mood import Confusion
from monitor.domain.text import clean
from monitor.judges import mood
from monitor.judges.sentiment.modelfile import SUFFIX, Model, read, read_all
from monitor.judges.sentiment.speech import EMPTY, ENOUGH, foreign, wordless
from monitor.ports import Score

SHIPPED: Final = Path(__file__).with_name("shipped")
"""The files that come with the project; NOTICE tells what each was learned from."""

WORDS: Final = "words"

NAME: Final = 4
"""So many words at most, each with a capital and none polar, are taken for a name and no more."""

_SILENT: Final = mood.NAMES.index("silent")
_TITLED: Final = mood.NAMES.index("titled")


class LearnedScorer:
    """Learned models, one for each language; implements `ports.Scorer`.

    Args:
        name: As the configuration or a table calls it.
        models: The better before the worse, where two know a language.
    """

    def __init__(self, name: str, models: Iterable[Model]) -> None:
        self.name = name
        self._models: dict[str, Model] = {}
        for model in models:
            for lang in model.card.languages:
                self._models.setdefault(lang, model)

    @property
    def languages(self) -> frozenset[str]:
        """Those that there is a model for."""
        return frozenset(self._models)

    @property
    def confusions(self) -> Mapping[str, Confusion]:
        """How often each model errs, by what its scores are signed with."""
        known: dict[str, Confusion] = {}
        for model in self._models.values():
            known.update(model.confusions())
        return known

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        """Return one score a text; where nothing is said but names, it is exactly neutral."""
        heads = [mood.unname(clean(text[:ENOUGH])) for text in texts]
        nobodys = {lang: Score(unscored=foreign(lang)) for lang in set(languages)}
        scores: list[Score] = []
        shares: dict[str, list[int]] = {}
        for at, (text, lang) in enumerate(zip(heads, languages, strict=True)):
            if not text.strip():
                scores.append(Score(unscored=EMPTY))
                continue
            scores.append(nobodys[lang])
            if lang in self._models:
                shares.setdefault(lang, []).append(at)
        for lang, places in shares.items():
            found = _told(self._models[lang], lang, [heads[at] for at in places])
            for at, score in zip(places, found, strict=True):
                scores[at] = score
        return scores


def shipped_words() -> LearnedScorer:
    """Return the scorer by word lists, for seven languages.

    Raises:
        UnfitError: Its file can't be used.
    """
    return LearnedScorer(WORDS, [read(SHIPPED / f"{WORDS}{SUFFIX}")])


def shipped_weights() -> LearnedScorer:
    """Return the scorer by the weights that ship, for the languages whose licence is clear enough.

    Raises:
        UnfitError: A file can't be used.
    """
    models = [model for model in read_all(SHIPPED) if model.card.kind != WORDS]
    return LearnedScorer("shipped", models)


def trained(folder: Path) -> LearnedScorer:
    """Return the scorer by the models that `lastdance sentiment train` wrote to *folder*.

    Raises:
        UnfitError: A file can't be used, or there is none.
    """
    return LearnedScorer("trained", read_all(folder))


def _told(model: Model, lang: str, texts: Sequence[str]) -> Sequence[Score]:
    traits = [mood.features(text, lang) for text in texts]
    rows = model.weights.shares(texts, traits).tolist()
    scorer = model.scorer(lang)
    scores: list[Score] = []
    for text, measured, row in zip(texts, traits, rows, strict=True):
        silent = measured[_SILENT] and (wordless(text) or _name(text, measured))
        negative, _, positive = (0.0, 1.0, 0.0) if silent else row
        polarity = positive - negative
        scores.append(Score(polarity, positive, negative, scorer))
    return scores


def _name(text: str, measured: Sequence[float]) -> bool:
    """Whether a text is but a name that the catalogue doesn't know."""
    return measured[_TITLED] == 1.0 and len(text.split()) <= NAME
