"""What people do to one post at random, by a seed, and what must be left of it in the end."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence

from tests.integration.peers.bluesky import PATIENCE, People

Ref = dict[str, str]

CLOSING = 0.15
"""How often somebody closes the account, or opens it again, where that is permitted."""


class Script:
    """Fans who like, repost and answer a post and follow its author, and take it back.

    Attributes:
        standing: What stands, by kind and fan; `like`, `repost`, `reply` or `follow`.
        made, ended: How many of each kind there ever were, and were taken back or deleted.
        closed: Fans whose account is closed now.
        shut: Fans who ever closed it.
        replies: Every answer there ever was, by fan.
    """

    def __init__(
        self,
        people: People,
        fans: Sequence[str],
        post: Ref,
        seed: int,
        silent: Sequence[str] = (),
    ) -> None:
        """Begin with nothing done; the *silent* of the fans never answer."""
        self.standing: dict[str, dict[str, Ref]] = {
            kind: {} for kind in ("like", "repost", "reply", "follow")
        }
        self.made = dict.fromkeys(self.standing, 0)
        self.ended = dict.fromkeys(self.standing, 0)
        self.closed: set[str] = set()
        self.shut: set[str] = set()
        self.replies: list[tuple[str, Ref]] = []
        self._people = people
        self._fans = fans
        self._silent = frozenset(silent)
        self._post = post
        self._draw = random.Random(seed)

    async def liked(self, who: str) -> None:
        """Somebody else likes it too, and will not take it back."""
        self.standing["like"][who] = await self._people.like(who, self._post)
        self.made["like"] += 1

    async def act(self, times: int, *, closing: bool = False) -> None:
        """Let so many things be done."""
        for _ in range(times):
            fan = self._draw.choice(self._fans)
            if closing and self._draw.random() < CLOSING:
                await self._turn(fan)
            elif fan not in self.closed:
                kind = self._draw.choice(["like", "like", *self.standing])
                if kind != "reply" or fan not in self._silent:
                    await self._do(kind, fan)

    async def _do(self, kind: str, fan: str) -> None:
        stands = self.standing[kind]
        if fan in stands:
            await self._people.end(fan, stands.pop(fan))
            self.ended[kind] += 1
            return
        stands[fan] = await self._how(kind)(fan)
        self.made[kind] += 1
        if kind == "reply":
            self.replies.append((fan, stands[fan]))

    def _how(self, kind: str) -> Callable[[str], Awaitable[Ref]]:
        people, post = self._people, self._post
        ways: dict[str, Callable[[str], Awaitable[Ref]]] = {
            "like": lambda fan: people.like(fan, post),
            "repost": lambda fan: people.repost(fan, post),
            "reply": lambda fan: people.post(
                fan, f"{fan} saw it", reply={"root": post, "parent": post}
            ),
            "follow": lambda fan: people.follow(fan, "author"),
        }
        return ways[kind]

    async def _turn(self, fan: str) -> None:
        if fan in self.closed:
            self.closed.remove(fan)
            await self._people.activate(fan)
        else:
            self.closed.add(fan)
            self.shut.add(fan)
            await self._people.deactivate(fan)

    def who(self, kind: str) -> set[str]:
        """Return the ids of those whose act stands, by what was done."""
        return {self._people.who[fan].did for fan in self.standing[kind] if fan not in self.closed}

    def answers(self) -> set[str]:
        """Return where the answers that stand do, by what was done."""
        stands = self.standing["reply"]
        return {ref["uri"] for fan, ref in stands.items() if fan not in self.closed}

    async def settled(self) -> None:
        """Wait until the AppView says the same."""
        async with asyncio.timeout(PATIENCE):
            while not await self._agreed():
                await asyncio.sleep(0.05)

    async def _agreed(self) -> bool:
        people, post = self._people, self._post
        return (
            await people.likers(post) == self.who("like")
            and await people.reposters(post) == self.who("repost")
            and await people.followers("author") == self.who("follow")
            and await people.shown([ref for _, ref in self.replies]) == self.answers()
        )
