"""YAML of strangers, as recorders write it: plain data, no tags that make anything, no bombs."""

from __future__ import annotations

from typing import Any, Final

import yaml

from connectors.wire.reading import UnreadableError

DEEPEST: Final = 100
MOST_ALIASES: Final = 10_000
MOST_EVENTS: Final = 2_000_000

_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]
    """Reads every plain word as text: `on`, `1:30` and a number of a thousand digits too."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as the library has it


def _as_text(loader: Any, node: Any) -> str:
    return str(loader.construct_scalar(node))


for _tag in ("tag:yaml.org,2002:python/unicode", "tag:yaml.org,2002:python/str"):
    _Loader.add_constructor(_tag, _as_text)


def parse(text: bytes) -> object:
    """Return what *text* says: mappings, lists, texts and bytes.

    Repeated parts may be named (`&a`, `*a`), which stays small; what would grow is refused.

    Raises:
        UnreadableError: It is no YAML, or more than a recording is.
    """
    try:
        _measure(text)
        return yaml.load(text, _Loader)  # noqa: S506 - it is a safe one
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError) as error:
        if isinstance(error, UnreadableError):
            raise
        said = " ".join(str(error).split())[:200]
        raise UnreadableError("not_yaml", said or type(error).__name__) from None


def _measure(text: bytes) -> None:
    """Refuse what is too deep, too much, or merges: merging copies, and copies of copies explode.

    Raises:
        UnreadableError: It is.
    """
    depth = aliases = 0
    for number, event in enumerate(yaml.parse(text, _Loader)):
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent) and event.tag == "tag:yaml.org,2002:merge":
            raise UnreadableError("too_deep", "merge keys are not read in recordings")
        if depth > DEEPEST:
            raise UnreadableError("too_deep", "nested deeper than any recording")
        if aliases > MOST_ALIASES or number > MOST_EVENTS:
            raise UnreadableError("too_long", "more parts than any recording has")
