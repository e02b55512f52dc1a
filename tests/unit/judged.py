"""A judge over a small catalogue, for tests of judging: real names, no models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from monitor.domain.act import Verdict
from monitor.domain.activity import Activity, Verb
from monitor.domain.acts.deed import Earlier
from monitor.domain.acts.tale import withdrawn
from monitor.domain.alert import Notice
from monitor.domain.catalogue import (
    Account,
    Alias,
    Catalogue,
    Club,
    Pairing,
    Player,
    Relation,
    Role,
    Stint,
    Watch,
)
from monitor.domain.seal import Seal
from monitor.domain.stories.story import after
from monitor.judges.names import Names
from monitor.judging.acts import Jury
from monitor.judging.items import survey
from monitor.judging.judge import Judge, Judged, Policy
from monitor.judging.links import Linker
from monitor.judging.words import Words
from monitor.ports import Page, Recalled, Score, Subject, Trace, Waiting

START = datetime(2026, 6, 1, 20, 0, tzinfo=UTC)
RAMOS = Pairing("ramos", "madrid")
PROOF = "linked from their own page"


def account(name: str, role: Role, **more: Any) -> Account:
    """Return a proven account whose id is `did:NAME`."""
    return Account(
        platform="bluesky",
        handle=f"{name}.example",
        id=f"did:{name}",
        role=role,
        proof=more.pop("proof", PROOF),
        **more,
    )


def catalogue() -> Catalogue:
    """Return three clubs, a few players, and accounts of most roles."""

    def player(slug: str, name: str, club: str, born: date, **past: Relation) -> Player:
        stints = [Stint(club=club, relation=Relation.CURRENT)]
        stints += [Stint(club=former, relation=relation) for former, relation in past.items()]
        return Player(slug=slug, name=name, born=born, stints=tuple(stints), aliases=(Alias(name),))

    adult, child = date(1986, 3, 30), date(2010, 1, 1)
    players = [
        player("ramos", "Sergio Ramos", "sevilla", adult, madrid=Relation.FORMER),
        player("mate", "Joan Mate", "sevilla", adult),
        player("second", "Pau Second", "sevilla", adult),
        player("third", "Leo Third", "sevilla", adult),
        player("child", "Very Young", "sevilla", child),
    ]
    clubs = [
        Club(slug="madrid", name="Real Madrid", country="ES", aliases=(Alias("Real Madrid"),)),
        Club(slug="sevilla", name="Sevilla", country="ES", aliases=(Alias("Sevilla"),)),
        Club(slug="paris", name="Paris Club", country="FR", aliases=(Alias("Paris Club"),)),
    ]
    return Catalogue(
        players={one.slug: one for one in players},
        clubs={one.slug: one for one in clubs},
        accounts=(
            account("ramos", Role.PLAYER, player="ramos"),
            account("mate", Role.PLAYER, player="mate"),
            account("second", Role.PLAYER, player="second"),
            account("third", Role.PLAYER, player="third"),
            account("child", Role.PLAYER, player="child"),
            account("agent", Role.AGENT, player="ramos"),
            account("madrid", Role.CLUB, club="madrid"),
            account("sevilla", Role.CLUB, club="sevilla"),
            account("fans", Role.FAN_ACCOUNT, club="madrid"),
            account("unproven", Role.PLAYER, player="ramos", proof=None),
            account("pretender", Role.CLUB, club="madrid", proof=None),
            account("writer", Role.JOURNALIST),
        ),
        watchlist=frozenset({Watch("ramos", None), Watch("child", None)}),
    )


class Silent:
    """Judges of language, tone and topic that say nothing."""

    name = "silent"

    def identify(self, texts: Sequence[str]) -> Sequence[str | None]:
        return [None for _ in texts]

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        del languages
        return [Score(0.0) for _ in texts]

    def sort(self, folded: Sequence[str]) -> Sequence[None]:
        return [None for _ in folded]

    def subjectivity(self, text: str) -> None:
        del text


@dataclass
class Desk:
    """Judges acts one after the other, and remembers as a store would."""

    judge: Judge
    recalled: Recalled = field(default_factory=Recalled)
    notices: list[Notice] = field(default_factory=list)
    at: datetime = START

    def see(self, *activities: Activity) -> Judged:
        """Judge a batch."""
        page = Page(connector="wire", activities=activities)
        items = survey([page], self.judge.seal, self.judge.catalogue)
        judged = self.judge.judge(items, self.recalled)
        self._remember(judged)
        self.notices += judged.notices
        return judged

    def act(self, verb: Verb, who: str, **more: Any) -> Activity:
        """Return an act by `did:WHO`, a minute after the one before."""
        self.at = more.pop("at", self.at + timedelta(minutes=1))
        name = more.pop("record", f"{verb}-{who}-{self.at:%H%M%S}")
        return Activity(
            platform="bluesky",
            verb=verb,
            actor=f"did:{who}",
            record=f"at://did:{who}/{name}",
            happened_at=self.at,
            seen_at=more.pop("seen_at", self.at),
            **more,
        )

    def post(self, who: str, text: str, **more: Any) -> Activity:
        """Return a post."""
        return self.act(Verb.CREATE, who, text=text, lang="en", **more)

    def like(self, who: str, post: Activity, **more: Any) -> Activity:
        """Return a like of *post*."""
        author = more.pop("object_author", post.actor)
        return self.act(Verb.LIKE, who, object=post.record, object_author=author, **more)

    def end(self, made: Activity, verb: Verb = Verb.UNDO) -> Activity:
        """Return the end of an act."""
        name = (made.record or "").rpartition("/")[2]
        return self.act(verb, made.actor.removeprefix("did:"), record=name, undoes=made.verb)

    def _remember(self, judged: Judged) -> None:
        traces = {record: list(known) for record, known in self.recalled.traces.items()}
        subjects = dict(self.recalled.subjects)
        waiting = dict(self.recalled.waiting)
        for kept in judged.kept:
            act = kept.activity
            traces.setdefault(kept.record, []).append(Trace(kept.key, act.verb, act.order))
            if act.verb in {Verb.UNDO, Verb.DELETE}:
                subjects.pop(kept.record, None)
                waiting = {
                    record: left
                    for record, acts in waiting.items()
                    if (left := tuple(one for one in acts if one.record != kept.record))
                }
            if act.verb is Verb.CREATE:
                waiting.pop(kept.record, None)
                subjects[kept.record] = Subject(
                    record=kept.record,
                    key=kept.key,
                    platform=act.platform,
                    author=kept.author,
                    account=kept.account,
                    text=act.text,
                    url=act.url,
                    handle=None,
                    lang=act.lang,
                    at=act.happened_at,
                    links=tuple(mention.link for mention in kept.mentions),
                )
            awaited = kept.object or kept.parent or kept.quoted
            if kept.waiting and awaited is not None:
                waiting[awaited] = (
                    Waiting(
                        key=kept.key,
                        record=kept.record,
                        object=awaited,
                        connector="wire",
                        platform=act.platform,
                        account=act.actor,
                        handle=None,
                        verb=act.verb,
                        url=None,
                        happened_at=act.happened_at,
                        seen_at=act.seen_at,
                        counted_at=kept.counted_at,
                        late=kept.late,
                        provenance=act.provenance,
                        address=act.object or act.in_reply_to or act.quotes or "",
                        text=act.text,
                        quotes=awaited == kept.quoted,
                    ),
                )
        acts = {(act.key, act.pairing): act for act in self.recalled.acts}
        acts.update({(act.key, act.pairing): act for act in judged.acts})
        alerts = dict(self.recalled.alerts)
        alerts.update({notice.alert.id: notice for notice in judged.notices})
        reports = {one.key: one for one in (*self.recalled.reports, *judged.reports)}
        for kept in judged.kept:
            if kept.activity.verb in {Verb.DELETE, Verb.UPDATE}:
                reports.update(
                    (key, withdrawn(one))
                    for key, one in reports.items()
                    if one.record == kept.record and one.order < kept.activity.order
                )
        stories = {one.id: one for one in self.recalled.stories}
        for notice in judged.notices:
            stories[notice.alert.story] = after(stories.get(notice.alert.story), notice)
        ended = {one.act.key: one.ended_at for one in self.recalled.history}
        for kept in judged.kept:
            over = {kept.record} if kept.activity.verb in {Verb.UNDO, Verb.DELETE} else set()
            ended.update(
                (act.key, kept.activity.happened_at) for act in acts.values() if act.record in over
            )
        self.recalled = Recalled(
            stories=tuple(stories.values()),
            history=tuple(
                Earlier(act, ended.get(act.key))
                for act in acts.values()
                if act.verdict is not Verdict.NEVER
            ),
            reports=tuple(reports.values()),
            traces={record: tuple(known) for record, known in traces.items()},
            subjects=subjects,
            waiting=waiting,
            acts=tuple(acts.values()),
            alerts=alerts,
        )


def desk(*, everything: bool = False, max_age: timedelta = timedelta(hours=24)) -> Desk:
    """Return a desk that knows nothing yet."""
    known = catalogue()
    names = Names(known)
    policy = replace(Policy(), everything=everything, max_age=max_age)
    silent = Silent()
    judge = Judge(
        seal=Seal(b"\x01" * 32),
        catalogue=known,
        linker=Linker(known, names),
        jury=Jury(known, policy.max_age),
        words=Words(names, silent, silent, silent, silent),
        policy=policy,
    )
    return Desk(judge)
