"""Signatures of Standard Webhooks 1.0: who sent it, unchanged, and when."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime

from monitor.domain.signing import ID, PREFIX, SIGNATURE, TIMESTAMP, signature


def spell(secret: bytes) -> str:
    """Return *secret* as it is handed to a receiver: `whsec_` and base64."""
    return PREFIX + base64.b64encode(secret).decode("ascii")


def sign(message: str, at: datetime, body: bytes, secrets: Sequence[bytes]) -> dict[str, str]:
    """Return the three headers that prove *body*.

    Args:
        message: Its id, the same for every repeat.
        at: The time of this attempt.
        body: As it goes over the wire.
        secrets: One, or old and new while a secret is being changed: any one of them verifies.
    """
    timestamp = str(int(at.timestamp()))
    signatures = [signature(secret, message, timestamp, body) for secret in secrets]
    return {ID: message, TIMESTAMP: timestamp, SIGNATURE: " ".join(signatures)}
