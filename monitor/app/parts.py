"""Makes the parts of the house from settings."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import aiohttp

from connectors import http
from monitor.app.switchboard import make_address
from monitor.domain.activity import Activity
from monitor.domain.catalogue import Catalogue
from monitor.domain.claims import claim
from monitor.domain.seal import Seal
from monitor.judges.language import KNOWN, Languages
from monitor.judges.names import Names
from monitor.judges.sentiment import Backend, Best, TextBlobScorer, VaderScorer
from monitor.judges.sentiment.learned import shipped_weights, shipped_words, trained
from monitor.judges.sentiment.onnx import OnnxScorer
from monitor.judges.stages import Stages
from monitor.judges.topics import Topics
from monitor.judging.acts import Jury
from monitor.judging.judge import Judge, Judged, Policy
from monitor.judging.links import Linker
from monitor.judging.words import Words
from monitor.pipeline import Pipeline
from monitor.ports import Objects, RefusedError, Store
from monitor.settings import Sentiment, Settings, is_retiring


def open_seal(settings: Settings, *, retiring: bool = False) -> Seal:
    """Return the seal under the install's secret, which is made at the first start.

    Args:
        retiring: Whether another may stand ready to take its place.

    Raises:
        RefusedError: The secret can't be read or made, or isn't one; or another stands ready, as
            an erasure was cut off.
    """
    file = settings.privacy.secret_file
    if settings.privacy.secret is None and not retiring and is_retiring(file):
        raise RefusedError(
            f"{file}: an erasure of all private people was cut off, and the database is sealed "
            "under this secret in part: run `lastdance erase --all-private` again"
        )
    try:
        return Seal(settings.privacy.key())
    except OSError as error:
        if not file.exists():
            message = (
                f"{file}: the install's secret can't be made there ({error.strerror or error}). "
                "Let this user write into that folder, or set privacy.secret_file."
            )
        else:
            message = f"{file}: can't be read ({error.strerror or error}). Let this user read it."
        raise RefusedError(message) from error
    except ValueError as error:
        message = (
            f"{file}: not usable as the install's secret ({error}). "
            "Restore it from your back-up: without it stored keys don't match new ones."
        )
        raise RefusedError(message) from error


def outward(settings: Settings) -> aiohttp.ClientSession:
    """Return the session that connectors ask with: it says who asks, and keeps no cookies."""
    return aiohttp.ClientSession(
        headers={"User-Agent": http.agent(settings.ingest.contact)},
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    )


@dataclass(frozen=True, slots=True)
class Bench:
    """The judges that need a library or a model: made once, used by every judge."""

    linguist: Languages
    scorer: Backend
    sorter: Topics
    skeptic: TextBlobScorer
    closer: OnnxScorer | None
    """Reads the posts behind alerts once more."""
    gauge: Stages

    def warm(self) -> None:
        """Load what not every text needs: the languages, and TextBlob for English claims.

        A second or two: a post must not wait for it, and neither must the start.
        """
        self.linguist.identify(["warming up the languages"])
        self.skeptic.subjectivity("warming up the doubts")


def open_scorer(sentiment: Sentiment) -> Backend:
    """Return the scorer that was chosen, with its files read.

    Raises:
        RefusedError: A file can't be used, or an extra is missing; the message says what to do.
    """
    match sentiment.backend:
        case "textblob":
            return TextBlobScorer()
        case "vader":
            return VaderScorer()
        case "onnx":
            return open_transformer(sentiment)
        case "auto":
            own = [] if sentiment.models is None else [trained(sentiment.models)]
            words = shipped_words()
            return Best([*own, shipped_weights(), words], signs=words)


def open_transformer(sentiment: Sentiment) -> OnnxScorer:
    """Return the transformer of the configured folder.

    Raises:
        RefusedError: As above.
    """
    if sentiment.onnx is None:
        raise RefusedError("sentiment.onnx: no transformer is given; set it to its folder")
    return OnnxScorer(sentiment.onnx, sentiment.onnx_languages)


def open_bench(sentiment: Sentiment | None = None) -> Bench:
    """Load what every text needs, once a process unless files change.

    It would load when first asked; the first act must not wait for that. The rest is left to
    `Bench.warm`.

    Raises:
        RefusedError: As above.
    """
    chosen = sentiment or Sentiment()
    return _bench(chosen, _stamps(chosen))


def _stamps(sentiment: Sentiment) -> tuple[tuple[str, int, int], ...]:
    """Return what tells whether the files of an operator are those of before."""
    folders = [folder for folder in (sentiment.models, sentiment.onnx) if folder is not None]
    found = [(file, file.stat()) for folder in folders for file in sorted(folder.glob("*.*"))]
    return tuple((str(file), stat.st_mtime_ns, stat.st_size) for file, stat in found)


@cache
def _bench(sentiment: Sentiment, _: tuple[tuple[str, int, int], ...]) -> Bench:
    again = sentiment.backend == "auto" and sentiment.onnx is not None
    bench = Bench(
        linguist=Languages(),
        scorer=open_scorer(sentiment),
        sorter=Topics(),
        skeptic=TextBlobScorer(),
        closer=open_transformer(sentiment) if again else None,
        gauge=Stages(),
    )
    languages = sorted(KNOWN)
    bench.scorer.score(["warming up the mood"] * len(languages), languages)
    for lang in languages:
        claim("warming up the claims", lang)
    bench.sorter.sort(["warming up the topics"])
    bench.gauge.gauge(["warming up the stages"])
    return bench


def make_judge(
    settings: Settings,
    seal: Seal,
    catalogue: Catalogue,
    bench: Bench,
    blind: tuple[str, ...] = (),
) -> Judge:
    """Return the judge by this catalogue; builds its automaton, so call it off the loop."""
    matcher = Names(catalogue)
    policy = Policy(
        everything=settings.storage.keep == "all",
        text_kept=settings.storage.text_kept,
        max_age=settings.notable.max_age,
    )
    return Judge(
        seal=seal,
        catalogue=catalogue,
        linker=Linker(catalogue, matcher),
        jury=Jury(catalogue, policy.max_age, blind),
        words=Words(
            matcher, bench.linguist, bench.scorer, bench.sorter, bench.skeptic, bench.gauge
        ),
        policy=policy,
    )


class Nothing:
    """Implements `ports.Objects` where nothing can be looked up: a replay, an import."""

    async def fetch(self, platform: str, addresses: Sequence[str]) -> Mapping[str, Activity]:
        del platform, addresses
        return {}


class Offload:
    """One worker thread beside the event loop: judges share models that are not thread-safe."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="judge")

    async def __call__(self, judging: Callable[[], Judged]) -> Judged:
        return await asyncio.get_running_loop().run_in_executor(self._threads, judging)

    def begin(self, work: Callable[[], None]) -> None:
        """Let *work* be done before what is asked from now on."""
        self._threads.submit(work)

    def close(self) -> None:
        """Wait for what runs, and end the thread."""
        self._threads.shutdown()


def make_pipeline(
    judge: Judge, store: Store, settings: Settings, offload: Offload, objects: Objects | None = None
) -> Pipeline:
    """Return the pipeline around *judge* and *store*."""
    return Pipeline(
        judge=judge,
        store=store,
        objects=objects or Nothing(),
        address=make_address(settings, judge.seal),
        offload=offload,
        stopwatch=time.perf_counter,
    )
