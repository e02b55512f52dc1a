"""What can be wrong between settings that are each right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from monitor.settings import audience, doorway
from monitor.settings.explain import explain
from monitor.settings.problem import Problem, nearest
from monitor.settings.shape import Settings
from monitor.settings.sources import Loc, Sources, world_readable


@dataclass(frozen=True, slots=True)
class Known:
    """Slugs that the catalogue knows."""

    players: frozenset[str]
    clubs: frozenset[str]
    outlets: frozenset[str] = frozenset()


ConnectorCheck = Callable[[Mapping[str, Any]], object]
"""Reads one entry of `[[connectors]]`; raises ValueError where it can't be used."""

CatalogueCheck = Callable[[Settings], Known]
"""Reads the catalogue that the settings name; raises ValueError where it can't be used."""


def check(settings: Settings, sources: Sources) -> Iterator[Problem]:
    """Yield what is wrong with settings that pydantic has read."""
    yield from _names(settings, sources)
    yield from audience.check(settings, sources)
    yield from doorway.check(settings.web, sources)
    yield from _heartbeat(settings, sources)
    yield from _sentiment(settings, sources)
    for at, file in enumerate(settings.catalogue.files):
        if not file.is_file():
            loc: Loc = ("catalogue", "files", at)
            yield sources.problem(loc, f"there is no file {str(file)!r}", "Make it, or remove it.")


def check_open(path: Path | None, sources: Sources) -> Iterator[Problem]:
    """Yield secrets that stand in a configuration file which everybody can read."""
    if path is None or not world_readable(path):
        return
    for loc in _secrets_in(sources.document):
        what = "is a secret in a file that everybody on this machine can read"
        cure = f"`chmod 600 {path}`, or give it by a file of its own."
        yield sources.problem(loc, what, cure, fatal=False)


def check_connectors(
    settings: Settings, sources: Sources, read: ConnectorCheck
) -> Iterator[Problem]:
    """Yield what the connectors' own modules say about their entries."""
    for at, entry in enumerate(settings.connectors):
        loc: Loc = ("connectors", at)
        try:
            read(entry)
        except ValidationError as error:
            yield from explain(error, sources, _model(error, entry, read), loc)
        except ValueError as error:
            cure = "docs/connectors.md shows what there is."
            yield sources.problem(loc, str(error).rstrip("."), cure)


def check_catalogue(
    settings: Settings, sources: Sources, read: CatalogueCheck
) -> Iterator[Problem]:
    """Yield players, clubs and outlets that the catalogue doesn't know."""
    try:
        # without the watchlist: what it names wrongly is found here, each with its place
        known = read(settings.model_copy(update={"watch": ()}))
    except ValueError as error:
        cure = "Mend that file; `lastdance catalogue check` looks at it alone."
        yield sources.problem(("catalogue", "files"), str(error).rstrip("."), cure)
        return
    for loc, slug in _slugs(settings):
        kind = str(loc[2]).removesuffix("s")
        among = {"club": known.clubs, "outlet": known.outlets}.get(kind, known.players)
        if slug not in among:
            cure = nearest(slug, among, or_else="Add it to a file of [catalogue].")
            yield sources.problem(loc, f"the catalogue knows no {kind} {slug!r}", cure)


def _model(
    error: ValidationError, entry: Mapping[str, Any], read: ConnectorCheck
) -> type[BaseModel] | None:
    """Return what the entry would be without its unknown keys: it knows the right ones."""
    strange = {d["loc"][0] for d in error.errors() if d["type"] == "extra_forbidden"}
    try:
        config = read({key: value for key, value in entry.items() if key not in strange})
    except ValueError:
        return None
    return type(config) if isinstance(config, BaseModel) else None


def _slugs(settings: Settings) -> Iterator[tuple[Loc, str]]:
    for at, watched in enumerate(settings.watch):
        if watched.player is not None:
            yield ("watch", at, "player"), watched.player
        if watched.club is not None:
            yield ("watch", at, "club"), watched.club
    for table in ("webhooks", "channels"):
        for at, receiver in enumerate(getattr(settings, table)):
            yield from (((table, at, "players"), slug) for slug in receiver.players)
            yield from (((table, at, "clubs"), slug) for slug in receiver.clubs)
    for at, entry in enumerate(settings.connectors):
        if isinstance(entry.get("outlet"), str):
            yield ("connectors", at, "outlet"), entry["outlet"]


def _names(settings: Settings, sources: Sources) -> Iterator[Problem]:
    lists: dict[str, list[object]] = {
        "connectors": [entry.get("name") for entry in settings.connectors],
        "webhooks": [webhook.name for webhook in settings.webhooks],
        "channels": [channel.name for channel in settings.channels],
    }
    for table, names in lists.items():
        texts = [name for name in names if isinstance(name, str)]
        for name, count in Counter(texts).items():
            if count > 1:
                what = f"{count} entries of [[{table}]] are called {name!r}"
                cure = "Give each a name of its own."
                yield sources.problem((table, names.index(name), "name"), what, cure)
    for at, channel in enumerate(settings.channels):
        if channel.name in lists["webhooks"]:
            what = f"an entry of [[webhooks]] is called {channel.name!r} too"
            yield sources.problem(("channels", at, "name"), what, "Give each a name of its own.")


def _heartbeat(settings: Settings, sources: Sources) -> Iterator[Problem]:
    if (fault := audience.exposed(settings.heartbeat)) is not None:
        yield sources.problem(("heartbeat", "url"), *fault)


_EXTRAS: Final = {"vader": ("vaderSentiment",), "onnx": ("onnxruntime", "tokenizers")}
"""What an extra brings that a backend needs."""

_TRANSFORMER: Final = ("model.onnx", "tokenizer.json", "config.json")


def _sentiment(settings: Settings, sources: Sources) -> Iterator[Problem]:
    """Yield backends that aren't installed, and folders without what belongs there."""
    chosen = settings.sentiment
    wanted = {"backend": chosen.backend, "onnx": "onnx" if chosen.onnx is not None else ""}
    for key, extra in wanted.items():
        if any(find_spec(name) is None for name in _EXTRAS.get(extra, ())):
            what = f"needs what the extra {extra!r} brings, and that is not installed"
            cure = f"pip install 'lastdance[{extra}]', in the environment of lastdance."
            yield sources.problem(("sentiment", key), what, cure)
            break
    if chosen.backend == "onnx" and chosen.onnx is None:
        what = "is 'onnx', and no model is given"
        yield sources.problem(
            ("sentiment", "backend"), what, "Set `onnx` to the folder of your model."
        )
    if chosen.models is not None and not chosen.models.is_dir():
        what = f"there is no folder {str(chosen.models)!r}"
        cure = "Make it as docs/sentiment.md says, or remove the setting."
        yield sources.problem(("sentiment", "models"), what, cure)
    if chosen.onnx is not None:
        missing = [name for name in _TRANSFORMER if not (chosen.onnx / name).is_file()]
        if missing:
            what = f"{str(chosen.onnx)!r} holds no {' and no '.join(missing)}"
            cure = f"It must hold {', '.join(_TRANSFORMER)}, as docs/sentiment.md says."
            yield sources.problem(("sentiment", "onnx"), what, cure)


def _secrets_in(document: Any, loc: Loc = ()) -> Iterator[Loc]:
    if isinstance(document, Mapping):
        for key, value in document.items():
            secret = key in {"secret", "old_secret", "token", "password"}
            posted = loc[:1] == ("channels",) and key == "url"  # whoever has it can post
            if (secret or posted) and isinstance(value, str):
                yield (*loc, key)
            yield from _secrets_in(value, (*loc, key))
    elif isinstance(document, list):
        for at, value in enumerate(document):
            yield from _secrets_in(value, (*loc, at))
