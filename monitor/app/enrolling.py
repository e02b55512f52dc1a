"""A receiver more: lines for the configuration file, and its secrets in files beside it."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from monitor.ports import RefusedError
from monitor.settings import ConfigurationError, load
from monitor.settings.channels import EXAMPLES, RELAYED
from monitor.settings.explain import toml

WEBHOOK = "webhook"
KINDS = (WEBHOOK, *EXAMPLES)
"""All that a receiver can be."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be added.

    Attributes:
        allow: Networks of one's own that it may be in.
        allow_http: Whether its address may be without TLS.
    """

    name: str
    kind: str
    language: str = "en"
    timezone: str = "UTC"
    allow: tuple[str, ...] = ()
    allow_http: bool = False


def looks(kind: str) -> str:
    """Return what the address of *kind* looks like."""
    return EXAMPLES.get(kind, "https://HOST/PATH")


def known(kind: str) -> str:
    """Return *kind*.

    Raises:
        RefusedError: There is no such kind of receiver.
    """
    if kind not in KINDS:
        raise RefusedError(f"{kind!r} is no type of receiver. There are: {', '.join(KINDS)}.")
    return kind


def lines(wanted: Wanted, url_file: Path | None = None) -> str:
    """Return the lines that add *wanted*, with what they mean.

    Raises:
        RefusedError: It is of no kind that there is.
    """
    webhook = known(wanted.kind) == WEBHOOK
    address = url_file or Path(f"{wanted.name}.url")
    given: list[tuple[str, object, str]] = [("name", wanted.name, "in metrics, pages, commands")]
    if webhook:
        given += [
            ("url_file", str(address), f"holds its address: {looks(wanted.kind)}"),
            ("secret_file", f"{wanted.name}.secret", "signs its messages: give it to the receiver"),
        ]
    else:
        extra = "; needs the extra: lastdance[chat]" if wanted.kind in RELAYED else ""
        given += [
            ("type", wanted.kind, f"what it is{extra}"),
            ("url_file", str(address), f"holds its address: {looks(wanted.kind)}"),
            ("language", wanted.language, "en, es, pt, it, fr or de"),
        ]
    given.append(("timezone", wanted.timezone, "by whose days it is told, 2 pushes a day at most"))
    if wanted.allow:
        given.append(("allow", wanted.allow, "networks of your own that it may be in"))
    if wanted.allow_http:
        given.append(("allow_http", True, "without TLS: on your own network only"))
    said = [f"{key} = {toml(value)}" for key, value, _ in given]
    width = max(map(len, said))
    table = "webhooks" if webhook else "channels"
    told = [
        f"{line.ljust(width)}  # {what}" for line, (_, _, what) in zip(said, given, strict=True)
    ]
    return "\n".join((f"[[{table}]]", *told, ""))


def enrol(
    path: Path, wanted: Wanted, url: str | None, url_file: Path | None, env: Mapping[str, str]
) -> list[Path]:
    """Add *wanted* to the file at *path*; return the files that hold its secrets.

    Args:
        url: Its address, written to a file of its own; None = *url_file* holds it.
        env: The environment, without which the file may not be whole.

    Raises:
        ConfigurationError: The whole can't be used; all is as it was.
        RefusedError: A file of that name is there already.
    """
    before = path.read_text("utf-8") if path.exists() else ""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    parted = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    whole = f"{before}{parted}{lines(wanted, url_file)}"
    return place(path, whole, secrets_of(wanted, url), lambda fresh: load(fresh, env), mode)


def place(
    path: Path,
    whole: str,
    held: Mapping[Path, str],
    check: Callable[[Path], object],
    mode: int = 0o600,
) -> list[Path]:
    """Put a configuration at *path*, whole or not at all; return the files that hold its secrets.

    Args:
        held: What those hold.
        check: Raises where the configuration, which it is handed as a file, can't be used.

    Raises:
        RefusedError: A file of that name is there already.
        Exception: What *check* raises; all is as it was then.
    """
    made: list[Path] = []
    fresh = path.with_name(f".{path.name}.new")
    if not path.parent.is_dir():
        raise RefusedError(f"{path}: there is no folder {path.parent}. Make it, or name another.")
    try:
        for file, content in held.items():
            _write(file, content)
            made.append(file)
        fresh.unlink(missing_ok=True)
        _write(fresh, whole, mode)
        try:
            check(fresh)
        except ConfigurationError as error:  # people know the file by its own name alone
            named = [
                replace(each, place=str(path)) if each.place == str(fresh) else each
                for each in error.problems
            ]
            raise ConfigurationError(named) from None
        fresh.replace(path)
    except BaseException:
        for file in (*made, fresh):
            file.unlink(missing_ok=True)
        raise
    return made


def secrets_of(wanted: Wanted, url: str | None) -> dict[Path, str]:
    """Return the files that *wanted* needs besides, with what they hold.

    Raises:
        RefusedError: Its name can't be that of a file.
    """
    held = {}
    if Path(wanted.name).name != wanted.name:
        raise RefusedError(f"{wanted.name!r}: a name is of lower-case letters, digits and hyphens")
    if url is not None:
        held[Path(f"{wanted.name}.url")] = url
    if wanted.kind == WEBHOOK:
        key = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
        held[Path(f"{wanted.name}.secret")] = f"whsec_{key}"
    return held


def _write(file: Path, content: str, mode: int = 0o600) -> None:
    """Write a new file, readable for nobody else from its first byte on."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        what = f"{file}: is there already, and may hold the secret of another receiver."
        raise RefusedError(f"{what} Choose another --name, or remove it.") from None
    except OSError as error:
        folder = file.absolute().parent
        what = f"{folder}: nothing can be written there ({error.strerror})."
        raise RefusedError(f"{what} Let this user write, or go to another folder.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
