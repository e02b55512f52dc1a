"""The three places that settings come from, and what was given where."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

from monitor.settings.problem import ConfigurationError, Problem, nearest
from monitor.settings.shape import PREFIX, Settings

ELSEWHERE = ("LASTDANCE_DATA", "LASTDANCE_TEST_")
"""Variables, and beginnings of variables, that are no settings."""

ARGUMENT = "argument"

_ALIKE: Final = 0.85
"""From here on a beginning is ours, misspelt: two letters of nine are out of place at most."""

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What each place said, unread.

    Attributes:
        file: Name of the file, for messages.
        overrides: From arguments; wins over the environment, which wins over the file.
    """

    file: str
    document: Mapping[str, Any]
    environment: Mapping[str, Any]
    overrides: Mapping[str, Any]

    def merged(self) -> dict[str, Any]:
        """Return what counts: tables are merged, anything else is replaced."""
        return _merge(_merge(self.document, self.environment), self.overrides)

    def place(self, loc: Loc) -> str:
        """Return the place that the setting at *loc* came from."""
        if _reaches(self.overrides, loc):
            return ARGUMENT
        variable = _reaches(self.environment, loc)
        if variable:
            return PREFIX + "__".join(str(part).upper() for part in loc[:variable])
        return self.file

    def problem(self, loc: Loc, what: str, cure: str, *, fatal: bool = True) -> Problem:
        """Return a problem with the setting at *loc*."""
        key = key_path(loc, self.merged())
        return Problem(place=self.place(loc), key=key, what=what, cure=cure, fatal=fatal)


def read_file(path: Path | None) -> dict[str, Any]:
    """Return what the file at *path* says; without one, nothing.

    Raises:
        ConfigurationError: There is none, it can't be read, or it isn't TOML.
    """
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        what, cure = "there is no such file", "Make it, or give another with --config."
    except OSError as error:
        what, cure = f"can't be read ({error.strerror})", "Give a file that this user may read."
    except UnicodeDecodeError as error:
        what, cure = f"is not UTF-8 (byte {error.start})", "Save it as UTF-8."
    except tomllib.TOMLDecodeError as error:
        what, cure = f"is not TOML: {error}", "Mend that line; texts stand in double quotes."
    raise ConfigurationError([Problem(place=str(path), key="", what=what, cure=cure)])


def read_environment(env: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """Return what the variables `LASTDANCE_*` of *env* say, and those that say nothing known."""
    known = set(variables())
    ours = {name for name in env if name.upper().startswith(PREFIX)}
    ours = {name for name in ours if not name.upper().startswith(ELSEWHERE)}
    strange = sorted(name for name in ours if name.upper() not in known)
    problems = [
        Problem(place=name, key="", what="unknown variable", cure=nearest(name.upper(), known))
        for name in strange
    ]
    problems += [
        Problem(
            place=name,
            key="",
            what=f"is not read: variables of lastdance begin with {PREFIX}",
            cure=f"Did you mean `{meant}`? Else rename it: it warns at every start.",
            fatal=False,
        )
        for name in sorted(env)
        if (meant := _misspelt(name.upper(), known)) is not None
    ]
    chosen = {name.lower(): env[name] for name in ours if name.upper() in known}
    return _Environment(chosen)(), problems


def _misspelt(name: str, known: Collection[str]) -> str | None:
    """Return the variable that *name* would be, were its beginning not misspelt.

    What comes after the beginning must be a setting, or below a table of settings, so that
    variables of other programs with a similar name are let be.
    """
    if name.startswith(PREFIX):
        return None
    table, below, _ = name.partition("__")
    for setting in known:
        rest = setting.removeprefix(PREFIX)
        whole = name if "__" in rest or not below else table
        if not whole.endswith(rest):
            continue
        begins = whole.removesuffix(rest).replace("_", "")
        if SequenceMatcher(None, begins, PREFIX.strip("_")).ratio() >= _ALIKE:
            return PREFIX + rest + name.removeprefix(whole)
    return None


def variables() -> Iterator[str]:
    """Yield the names of all variables that settings can be given by."""
    for path, _ in settings_below(Settings):
        yield PREFIX + "__".join(path).upper()


def settings_below(
    model: type[BaseModel], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], FieldInfo]]:
    """Yield every setting below *model* with its path, tables before what they hold.

    Lists of tables are one setting: their entries have no names.
    """
    for name, field in model.model_fields.items():
        yield (*path, name), field
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from settings_below(inner, (*path, name))


def entry_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the table that *field* is, or a list of; None for a plain setting."""
    for inner in (field.annotation, *get_args(field.annotation)):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


class _Environment(EnvSettingsSource):
    """Variables handed in, not those of the process."""

    def __init__(self, env: Mapping[str, str]) -> None:
        super().__init__(Settings)
        self.env_vars = env

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """Leave what isn't JSON as it is: the refusal then names the setting."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value


def world_readable(path: Path) -> bool:
    """Whether everybody on this machine can read *path*."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o004)


def _merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        both = isinstance(value, Mapping) and isinstance(below, Mapping)
        merged[key] = _merge(below, value) if both else value  # type: ignore[arg-type]
    return merged


def _reaches(given: Any, loc: Loc) -> int:
    """Return how many steps of *loc* lie in tables of *given*; 0 = it says nothing about it."""
    steps = 0
    for part in loc:
        if not isinstance(given, Mapping):
            return steps
        if part not in given:
            return 0
        given = given[part]
        steps += 1
    return steps


def key_path(loc: Loc, given: Any) -> str:
    """Return *loc* as people read it: `web.listen`, `webhooks[desk].url`, `watch[#2]`."""
    path = ""
    for part in loc:
        given = _step(given, part)
        if isinstance(part, int):
            name = given.get("name") if isinstance(given, Mapping) else None
            path += f"[{name}]" if isinstance(name, str) and name else f"[#{part + 1}]"
        else:
            path += f".{part}" if path else part
    return path


def _step(given: Any, part: str | int) -> Any:
    try:
        return given[part]
    except (KeyError, IndexError, TypeError):
        return None
