"""What the pipeline needs of the world outside; the adapters provide it."""

from __future__ import annotations

from monitor.ports.answering import AnswerStore
from monitor.ports.clock import Clock
from monitor.ports.commit import Commit, Committed, Kept, Relinked
from monitor.ports.delivery import Delivery, Hold, Message, Outcome, Post, Sender, Terms
from monitor.ports.errors import (
    AuthError,
    OutdatedError,
    RateLimitedError,
    RefusedError,
    TransientError,
    UnfitError,
)
from monitor.ports.estimate import Estimate
from monitor.ports.intake import Connector, DeadLetter, Gap, Interest, Objects, Page, Sample
from monitor.ports.judges import Linguist, Matcher, Score, Scorer, Skeptic, Sorter
from monitor.ports.reading import Counts, Reader, Seen, Sent, Told
from monitor.ports.recall import Asked, Bond, Recalled, Subject, Trace, Waiting
from monitor.ports.rereading import Reread, RereadStore, Unread
from monitor.ports.rumours import Conclusion, RumourStore, Saga, Spoken, Weighing, Words
from monitor.ports.store import Stats, Store
from monitor.ports.vanishing import Presence, Shown, VanishingStore
from monitor.ports.watching import (
    Blank,
    Lease,
    LostLeaseError,
    Said,
    Standing,
    Talk,
    Turn,
    Watched,
    WatchStore,
)

__all__ = [
    "AnswerStore",
    "Asked",
    "AuthError",
    "Blank",
    "Bond",
    "Clock",
    "Commit",
    "Committed",
    "Conclusion",
    "Connector",
    "Counts",
    "DeadLetter",
    "Delivery",
    "Estimate",
    "Gap",
    "Hold",
    "Interest",
    "Kept",
    "Lease",
    "Linguist",
    "LostLeaseError",
    "Matcher",
    "Message",
    "Objects",
    "Outcome",
    "OutdatedError",
    "Page",
    "Post",
    "Presence",
    "RateLimitedError",
    "Reader",
    "Recalled",
    "RefusedError",
    "Relinked",
    "Reread",
    "RereadStore",
    "RumourStore",
    "Saga",
    "Said",
    "Sample",
    "Score",
    "Scorer",
    "Seen",
    "Sender",
    "Sent",
    "Shown",
    "Skeptic",
    "Sorter",
    "Spoken",
    "Standing",
    "Stats",
    "Store",
    "Subject",
    "Talk",
    "Terms",
    "Told",
    "Trace",
    "TransientError",
    "Turn",
    "UnfitError",
    "Unread",
    "VanishingStore",
    "Waiting",
    "WatchStore",
    "Watched",
    "Weighing",
    "Words",
]
