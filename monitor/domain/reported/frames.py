"""The turns of phrase that tell an act: which words beside a verb make it one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.phrases import Found
from monitor.domain.reported.answers import Answers
from monitor.domain.reported.deeds import Deed, Scene
from monitor.domain.reported.doers import Cast
from monitor.domain.reported.follows import Follows
from monitor.domain.reported.given import Given
from monitor.domain.reported.likes import Likes
from monitor.domain.reported.passage import Clause, Passage
from monitor.domain.reported.removals import Removals
from monitor.domain.reported.reposts import Reposts
from monitor.domain.reported.shades import shaded
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.spoken import Spoken
from monitor.domain.reported.subjects import Subjects
from monitor.domain.reported.surroundings import Surroundings
from monitor.domain.reported.telling import Doing

MOST: Final = 16
"""Verbs of one text that are asked whose they are."""


class Frames:
    """Reads one passage, verb by verb."""

    def __init__(self, passage: Passage, cast: Cast) -> None:
        subjects = Subjects(passage, cast)
        self._scene = Scene(passage, cast, Surroundings(passage), subjects)

    def deeds(self) -> Iterator[Deed]:
        """Yield what the signs of the passage tell, in their order."""
        scene = self._scene
        if not scene.passage.signs and not scene.passage.spoken:
            return
        likes, given, removals = Likes(scene), Given(scene), Removals(scene)
        follows, answers, reposts = Follows(scene), Answers(scene), Reposts(scene)

        def given_away(one: Found[Sign], clause: Clause) -> Iterator[Deed]:
            yield from follows.added(one, clause)
            yield from reposts.put(one, clause)

        readers: dict[Sign, Callable[[Found[Sign], Clause], Iterator[Deed]]] = {
            Sign.LIKED: likes.verb,
            Sign.LIKED_SURE: likes.verb,
            Sign.UNLIKED: likes.unlike,
            Sign.LIKE: given.noun,
            Sign.GIVE: given_away,
            Sign.SIGNED: answers.signed,
            Sign.AMONG: given.among,
            Sign.FOLLOWING: follows.noun,
            Sign.REMOVE: removals.removal,
            Sign.GONE: removals.gone,
            Sign.FOLLOW: follows.follow,
            Sign.FOLLOW_SURE: follows.follow,
            Sign.FOLLOWED: follows.followed,
            Sign.UNFOLLOW: follows.unfollow,
            Sign.UNFOLLOW_SURE: follows.unfollow,
            Sign.COMMENTED: answers.comment,
            Sign.COMMENT: answers.noun,
            Sign.WROTE: answers.wrote,
            Sign.REPOSTED: reposts.repost,
            Sign.SHARED: reposts.repost,
            Sign.BLACKENED: removals.blackened,
        }
        telling = [one for one in scene.passage.signs if one.value in readers]
        for one in telling[:MOST]:
            reader = readers[one.value]
            if one.start not in scene.used:
                for told in reader(one, scene.passage.clause(one.start)):
                    deed = shaded(told, scene.passage)
                    for each in (deed, *self._together(deed)):
                        if each.doing in {Doing.LIKE, Doing.LIKE_OF_COMMENT}:
                            scene.liked.append((each.start, each.doer))
                        yield each
        yield from Spoken(scene).deeds()

    def _together(self, deed: Deed) -> Iterator[Deed]:
        """Yield the same of those who are named beside the doer."""
        if deed.doer.role in {Role.PLAYER, Role.CLUB} and deed.doer.count is None:
            for other in self._scene.cast.together(deed.doer, deed.at):
                yield replace(deed, doer=other)
