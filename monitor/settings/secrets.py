"""Secrets: how they are written, and the one that is made at the first start."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

SEALING_BYTES = 32


def decode_hex(text: str) -> bytes:
    """Return the bytes of the sealing secret, at least 32 of them in hex.

    Raises:
        ValueError: It isn't one; the message never shows it.
    """
    try:
        raw = bytes.fromhex(text.strip())
    except ValueError:
        raise ValueError("the secret is not hexadecimal") from None
    if len(raw) < SEALING_BYTES:
        raise ValueError(f"the secret has {len(raw)} bytes; it takes at least {SEALING_BYTES}")
    return raw


def sealing_secret(path: Path) -> bytes:
    """Return the sealing secret in *path*, made (mode 0600) where there is none yet.

    The file appears whole or not at all, whatever is killed, and only once where two start.

    Raises:
        ValueError: The file holds something else.
        OSError: It can't be read or made.
    """
    if not path.exists():
        _make(path)
    return decode_hex(path.read_text("ascii", errors="replace"))


def coming_secret(path: Path) -> bytes:
    """Return the secret that is to take the place of the one in *path*: the same until it does.

    Raises:
        ValueError, OSError: As above.
    """
    return sealing_secret(_coming(path))


def is_retiring(path: Path) -> bool:
    """Whether a secret stands ready to take the place of the one in *path*."""
    return _coming(path).exists()


def renew_secret(path: Path) -> None:
    """Put the secret that is to come in the place of the one in *path*, which is gone then.

    Whenever this is cut off, one of the two is there.

    Raises:
        ValueError, OSError: It can't be made or written.
    """
    coming_secret(path)
    with path.open("r+b") as retired:
        _coming(path).replace(path)
        retired.write(b"0" * (2 * SEALING_BYTES))  # its bytes, too, which have no name any more
        retired.flush()
        os.fsync(retired.fileno())


def _coming(path: Path) -> Path:
    return path.with_name(f".{path.name}.coming")


def _make(path: Path) -> None:
    handle, made = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(SEALING_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
    finally:
        Path(made).unlink()
