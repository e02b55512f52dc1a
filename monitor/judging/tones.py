"""How texts are taken, as a whole and toward each whom they name; in bulk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.domain.catalogue import Pairing
from monitor.domain.names.clauses import Target, portions
from monitor.domain.names.hit import Hit, Named
from monitor.domain.names.masking import hide
from monitor.domain.text import origins
from monitor.ports import Matcher, Score, Scorer, Skeptic


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text that is to be scored.

    Attributes:
        pairings: Those that it is linked to.
        claims: Whether it claims anything: then it is asked whether that is opinion or report.
    """

    text: str
    folded: str
    lang: str | None
    pairings: Sequence[Pairing] = ()
    claims: bool = False


@dataclass(frozen=True, slots=True)
class Toned:
    """How a text is taken.

    Attributes:
        toward: -1 to 1 toward players and clubs that it names: of the clauses that speak of them,
            where those are not all of it, else of the post.
    """

    score: Score
    toward: Mapping[Target, float] = field(default_factory=dict)


@dataclass(slots=True)
class _Case:
    spoken: Spoken
    hits: Sequence[Hit]
    named: Collection[Target]
    apart: dict[Target, int]


def tell(
    texts: Sequence[Spoken], matcher: Matcher, scorer: Scorer, skeptic: Skeptic
) -> list[Toned]:
    """Return how each text is taken; clauses that stand apart are scored in the same batch."""
    cases = [_case(spoken, matcher) for spoken in texts]
    words = [hide(case.spoken.text, _spans(case.hits)) for case in cases]
    languages = [case.spoken.lang for case in cases]
    known: dict[tuple[str, str | None], int] = {}
    for case in cases:
        if case.named:
            _part(case, words, languages, known)
    scores = scorer.score(words, languages)
    return [
        Toned(_asked(case.spoken, score, skeptic), _toward(case, score, scores))
        for case, score in zip(cases, scores, strict=False)
    ]


def _case(spoken: Spoken, matcher: Matcher) -> _Case:
    hits = matcher.find(spoken.folded)
    wanted: dict[Target, None] = {}
    for pairing in spoken.pairings:
        wanted[Named.PLAYER, pairing.player] = None
        wanted[Named.CLUB, pairing.club] = None
    return _Case(spoken, hits, [t for t in wanted if any(_is(hit, t) for hit in hits)], {})


def _is(hit: Hit, target: Target) -> bool:
    return hit.slug == target[1] and hit.named is target[0]


def _spans(hits: Sequence[Hit]) -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in hits]


def _part(
    case: _Case,
    words: list[str],
    languages: list[str | None],
    known: dict[tuple[str, str | None], int],
) -> None:
    """Add the clauses that speak of those named in *case* to what is scored."""
    spoken = case.spoken
    found = portions(spoken.folded, spoken.lang, case.hits)
    whole = (range(len(spoken.folded)),)
    for target in case.named:
        places = found.get(target, whole)
        if places == whole:
            continue
        said = " ".join(_clause(spoken.text, place, case.hits) for place in places)
        at = known.setdefault((said, spoken.lang), len(words))
        if at == len(words):
            words.append(said)
            languages.append(spoken.lang)
        case.apart[target] = at


def _clause(text: str, place: range, hits: Sequence[Hit]) -> str:
    """Return a clause as it was written, its names hidden."""
    origin = origins(text)
    first, behind = origin[place.start], origin[place.stop]
    inside = (hit for hit in hits if hit.start in place)
    return hide(
        text[first:behind], [(hit.start - place.start, hit.end - place.start) for hit in inside]
    ).strip()


def _toward(case: _Case, score: Score, scores: Sequence[Score]) -> Mapping[Target, float]:
    toward = {}
    for target in case.named:
        own = scores[case.apart[target]] if target in case.apart else score
        polarity = score.polarity if own.polarity is None else own.polarity
        if polarity is not None:
            toward[target] = polarity
    return toward


def _asked(spoken: Spoken, score: Score, skeptic: Skeptic) -> Score:
    """Ask how subjective an English claim is, where the scorer hasn't said it."""
    if not spoken.claims or spoken.lang != "en" or score.subjectivity is not None:
        return score
    return replace(score, subjectivity=skeptic.subjectivity(spoken.text))
