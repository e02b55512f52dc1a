"""Keys that say "the same" without saying who.

Fans are private people. What is stored of them is an HMAC-SHA256 (RFC 2104), cut to 128 bits,
under a secret that is made at install: pseudonymous, not anonymous.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.domain.activity import ENDING, Activity, Verb

SECRET_BYTES = 32
SEAL_BYTES = 16
_BLOCK = 32


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals strings under one install's secret.

    Attributes:
        secret: 32 random bytes; never shown.
    """

    secret: bytes = field(repr=False)

    def __call__(self, *parts: str) -> bytes:
        """Return the 16-byte seal of *parts*; parts don't run into each other."""
        joined = "".join([f"{len(part)}:{part}" for part in parts]).encode("utf-8", "surrogatepass")
        return hmac.digest(self.secret, joined, "sha256")[:SEAL_BYTES]

    @property
    def install(self) -> str:
        """What tells this installation from others; it gives nothing away."""
        return self("install").hex()

    def author(self, platform: str, actor: str) -> bytes:
        """Return the seal of an account."""
        return self("author", platform, actor)

    def record(self, platform: str, address: str) -> bytes:
        """Return the seal of a record's address: the same whoever acts upon it, and how."""
        return self("record", platform, address)

    def hide(self, text: str) -> str:
        """Return *text* so that only this install can read it: for what must be asked for again.

        HMAC in counter mode under a nonce that the text gives (as RFC 5297 has it): the same text
        looks the same, nothing of it shows but its length.
        """
        nonce = self("nonce", text)
        return urlsafe_b64encode(nonce + self._veil(nonce, text.encode())).decode()

    def reveal(self, hidden: str) -> str | None:
        """Return what was hidden; None where another install hid it, or nobody did."""
        try:
            held = urlsafe_b64decode(hidden)
            text = self._veil(held[:SEAL_BYTES], held[SEAL_BYTES:]).decode()
        except ValueError:
            return None
        return text if hmac.compare_digest(self("nonce", text), held[:SEAL_BYTES]) else None

    def _veil(self, nonce: bytes, text: bytes) -> bytes:
        blocks = range(-(-len(text) // _BLOCK))
        stream = b"".join(self._block(nonce, number) for number in blocks)
        return bytes(one ^ other for one, other in zip(text, stream, strict=False))

    def _block(self, nonce: bytes, number: int) -> bytes:
        return hmac.digest(self.secret, b"veil" + nonce + number.to_bytes(8), "sha256")

    def record_of(self, activity: Activity) -> bytes:
        """Return the seal of the record that *activity* made, changed or ended.

        Where the platform names no record (a Mastodon favourite), actor, verb and object stand
        for it, so that an undo meets what it undoes.
        """
        if activity.record is not None:
            return self.record(activity.platform, activity.record)
        verb = activity.undoes if activity.verb in ENDING and activity.undoes else activity.verb
        return self("chain", activity.platform, activity.actor, verb, activity.object or "")

    def key(
        self,
        activity: Activity,
        record: bytes,
        endings: Iterable[int],
        observer: str | None = None,
    ) -> bytes:
        """Return the natural key of *activity*: the same act, the same key, however often seen.

        Args:
            activity: The act.
            record: What `record_of` gave for it.
            endings: Orders of the undos and deletes of this record that are stored. Those before
                *activity* number its life: an act done again after its undo is a new act, and
                each replay finds the same numbers.
            observer: Who says that it happened, where it counts who does: each observer says it
                once, of one record.
        """
        order = activity.order
        if activity.verb is Verb.UPDATE:
            life = str(order)
        else:
            life = str(sum(1 for ended in endings if ended < order))
        said_by = () if observer is None else (observer.casefold(),)
        return self("key", activity.platform, activity.verb, record.hex(), life, *said_by)
