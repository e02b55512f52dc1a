"""Signatures of Standard Webhooks 1.0, made and checked: who sent it, unchanged, and when."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = range(24, 65)

TOLERANCE: Final = timedelta(minutes=5)
"""How far the sender's clock, and the way, may be off."""

ID: Final = "webhook-id"
TIMESTAMP: Final = "webhook-timestamp"
SIGNATURE: Final = "webhook-signature"

_LONGEST: Final = 4000


def decode_secret(text: str) -> bytes:
    """Return the bytes of a webhook's secret, 24 to 64 of them in base64.

    Raises:
        ValueError: It isn't one; the message never shows it.
    """
    try:
        raw = base64.b64decode(text.strip().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("the secret is not base64") from None
    if len(raw) not in SECRET_BYTES:
        raise ValueError(f"the secret has {len(raw)} bytes; it takes 24 to 64")
    return raw


def signature(secret: bytes, message: str, timestamp: str, body: bytes) -> str:
    """Return the signature of *body* as its header holds it."""
    signed = b".".join((message.encode("ascii"), timestamp.encode("ascii"), body))
    return "v1," + base64.b64encode(hmac.digest(secret, signed, "sha256")).decode("ascii")


def timely(headers: Mapping[str, str], now: datetime) -> str | None:
    """Return what is wrong with the headers of a signed message, before its body is read.

    None = nothing is; whether it is genuine only `genuine` can say.
    """
    message, timestamp = headers.get(ID, ""), headers.get(TIMESTAMP, "")
    if not message or not message.isascii() or len(message) > _LONGEST:
        return f"{ID} is missing, or is no id"
    if not headers.get(SIGNATURE):
        return f"{SIGNATURE} is missing"
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 11):
        return f"{TIMESTAMP} is missing, or is no count of seconds since 1970"
    at = datetime.fromtimestamp(int(timestamp), UTC)
    if abs(now - at) > TOLERANCE:
        return f"{TIMESTAMP} is more than 5 minutes from our clock ({now:%H:%M:%S} UTC)"
    return None


def genuine(headers: Mapping[str, str], body: bytes, secret: bytes) -> bool:
    """Whether one of the signatures is ours over *body*, as it came over the wire.

    *headers* are such as `timely` finds nothing wrong with.
    """
    ours = signature(secret, headers[ID], headers[TIMESTAMP], body).encode()
    given = headers[SIGNATURE][:_LONGEST].encode("utf-8", "replace").split(b" ")
    found = [hmac.compare_digest(each, ours) for each in given]
    return any(found)


def signed_by_hub(header: str, body: bytes, secret: bytes) -> bool:
    """Whether *header*, an `X-Hub-Signature-256` as Meta sends it, is that of *body*."""
    made = f"sha256={hmac.digest(secret, body, 'sha256').hex()}"
    return hmac.compare_digest(header.strip().lower().encode("utf-8", "replace"), made.encode())
