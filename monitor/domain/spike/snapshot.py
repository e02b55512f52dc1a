"""State as bytes that are refused where they don't belong."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable
from typing import Final
from zlib import crc32

VERSION: Final = 1
HEAD: Final = struct.Struct("<3sBII")
"""Mark, version, checksum of what it belongs to, checksum of the state."""
MARK: Final = b"spk"
FLOAT: Final = 4
"""Bytes of a 32-bit float."""
BIG: Final = sys.byteorder == "big"


def seal(owner: str, state: bytes) -> bytes:
    """Return *state* under a head that says whose it is."""
    return HEAD.pack(MARK, VERSION, crc32(owner.encode()), crc32(state)) + state


def unseal(owner: str, data: bytes) -> bytes:
    """Return the state that *owner* sealed.

    Raises:
        ValueError: *data* is damaged, of another version, or of another owner.
    """
    if len(data) < HEAD.size or data[:3] != MARK:
        raise ValueError("not a snapshot of a spike detector; learn afresh from the buckets")
    _, version, owned, checksum = HEAD.unpack_from(data)
    state = data[HEAD.size :]
    if version != VERSION:
        raise ValueError(
            f"a snapshot of version {version}, this is {VERSION}; learn afresh from the buckets"
        )
    if crc32(state) != checksum:
        raise ValueError("a damaged snapshot; learn afresh from the buckets")
    if crc32(owner.encode()) != owned:
        raise ValueError("a snapshot of other parameters; learn afresh from the buckets")
    return state


def pack(arrays: Iterable[array[float]]) -> bytes:
    """Return *arrays* of 32-bit floats one behind the other, little-endian."""
    return b"".join(map(_bytes, arrays))


def unpack(state: bytes, arrays: Iterable[array[float]]) -> None:
    """Fill *arrays* with what `pack` made of arrays of the same lengths.

    Raises:
        ValueError: *state* is of another length.
    """
    arrays = tuple(arrays)
    if len(state) != FLOAT * sum(map(len, arrays)):
        raise ValueError("a snapshot of another length; learn afresh from the buckets")
    at = 0
    for one in arrays:
        end = at + FLOAT * len(one)
        read = array("f", state[at:end])
        if BIG:
            read.byteswap()
        one[:] = read
        at = end


def _bytes(one: array[float]) -> bytes:
    if BIG:
        one = one[:]
        one.byteswap()
    return one.tobytes()
