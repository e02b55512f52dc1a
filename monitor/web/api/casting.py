"""What is known, cast into the shapes of answers: pure, values in, values out."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.domain import mood as moods
from monitor.domain.acts.known import Known
from monitor.domain.alert import Alert, Named, Notice, State
from monitor.domain.alert import Part as Told
from monitor.domain.catalogue import Catalogue, Role
from monitor.domain.catalogue import Pairing as Pair
from monitor.domain.desk.share import Share
from monitor.domain.discretion import quotable
from monitor.domain.mood import Strand
from monitor.domain.rumour import Model, Verdict
from monitor.domain.rumour import Record as Tally
from monitor.domain.stories import wording
from monitor.domain.stories.story import Thread
from monitor.domain.text import clean, quote
from monitor.domain.told.wire import buzz_of, evidence_of, openable, page_of, plain, shape
from monitor.domain.told.wire import strength_of as strength
from monitor.ports import Counts, Estimate, Words
from monitor.ports.gazette import Assertion, Followed, Numbered, Volume
from monitor.web.api.newsstand import Newsstand
from monitor.web.api.shapes import alert as alerts
from monitor.web.api.shapes import others, pairing
from monitor.web.api.shapes.common import Couple, Name
from monitor.web.sheet import Sheet
from monitor.weighing.credit import credit
from monitor.weighing.inquiry import Heard


def couple(pair: Pair, catalogue: Catalogue) -> Couple:
    """Return a pairing with its names; a slug that the catalogue lost names itself."""
    return Couple(player=player(pair.player, catalogue), club=club(pair.club, catalogue))


def player(slug: str, catalogue: Catalogue) -> Name:
    """Return a player's name."""
    known = catalogue.players.get(slug)
    return Name(slug=slug, name=plain(known.name) if known is not None else slug)


def club(slug: str, catalogue: Catalogue) -> Name:
    """Return a club's name."""
    known = catalogue.clubs.get(slug)
    return Name(slug=slug, name=plain(known.name) if known is not None else slug)


def listed(one: Numbered, public_url: str) -> alerts.Listed:
    """Return an alert among others."""
    notice = one.notice
    return alerts.Listed(
        type=notice.kind,
        held=plain(notice.held) if notice.held else None,
        alert=alert(notice.alert, public_url),
    )


def alert(told: Alert, public_url: str) -> alerts.Alert:
    """Return an alert as it stands."""
    return alerts.Alert.model_validate(shape(told, public_url))


def followed(one: Followed, catalogue: Catalogue, public_url: str) -> pairing.Pairing:
    """Return how a pairing stands."""
    stands = one.watched
    spike, named = stands.spike, couple(stands.pairing, catalogue)
    its = Named(stands.pairing.club, named.club.name)
    return pairing.Pairing(
        pairing=named,
        watched_since=stands.since,
        state=spike.state if spike is not None else State.QUIET,
        buzz=alerts.Buzz.model_validate(buzz_of(spike.latest, its)) if spike is not None else None,
        spike=None
        if spike is None
        else pairing.Spike(
            first=spike.first,
            peak=alerts.Buzz.model_validate(buzz_of(spike.peak, its)),
            ended_at=spike.ended_at,
            alert=spike.alert,
        ),
        estimate=None if one.estimate is None or private(one) else estimated(one.estimate),
        url=f"{public_url.rstrip('/')}/pairings/{stands.pairing.player}/{stands.pairing.club}",
    )


def private(one: Followed) -> bool:
    """Whether the talk is a surge about private life: no strength, no mood, no words are shown."""
    spike = one.watched.spike
    return spike is not None and spike.private


def estimated(one: Estimate) -> pairing.Estimated:
    """Return how strong a rumour was at a time."""
    return pairing.Estimated(
        at=one.at, strength=alerts.Strength.model_validate(strength(one.strength))
    )


def mood(strand: Strand, one: moods.Mood) -> pairing.Mood:
    """Return how a pairing is taken."""
    negative, neutral, positive = (min(1.0, max(0.0, share)) for share in one.shares)
    return pairing.Mood(
        about=strand,
        net=min(1.0, max(-1.0, one.net)),
        low=one.low,
        high=one.high,
        negative=negative,
        neutral=neutral,
        positive=positive,
        authors=one.authors,
        posts=one.posts,
    )


def talk(sheet: Sheet) -> pairing.Talk | None:
    """Return how much is said just now."""
    said = sheet.talk
    if said is None:
        return None
    buzz = said.buzz
    return pairing.Talk(
        at=buzz.at,
        authors=buzz.authors,
        by=[alerts.Place(where=plain(where), authors=number) for where, number in buzz.by],
        expected=round(buzz.expected, 2),
        learning=said.learning,
    )


def origin(one: Heard, words: Words | None, catalogue: Catalogue) -> pairing.Origin:
    """Return where a claim comes from, with its *words* if they are public and stand."""
    return pairing.Origin(
        who=plain(one.who),
        source=one.source,
        role=one.role,
        says=one.says,
        hedged=one.hedged,
        at=one.at,
        by=plain(one.by) if one.by else None,
        withdrawn=one.withdrawn,
        copies=[plain(name) for name in one.copies],
        private=one.private,
        quote=_said(words, catalogue),
        url=openable(words.url) if words is not None else None,
    )


def _said(words: Words | None, catalogue: Catalogue) -> str | None:
    if words is None or not words.quote:
        return None
    return quote(clean(quotable(words.quote, catalogue))) or None


def bucket(one: Counts) -> pairing.Bucket:
    """Return what was counted in a bucket."""
    return pairing.Bucket(
        start=one.start,
        connector=plain(one.connector),
        mentions=one.mentions,
        transfer=one.transfer,
        late=one.late,
        authors=one.authors,
        talkers=one.talkers,
    )


def deed(one: Known) -> pairing.Deed:
    """Return an act, however it is known; who merely says so is not named."""
    act = one.act
    return pairing.Deed(
        at=act.at,
        since=act.since,
        platform=plain(act.platform),
        handle=plain(act.handle),
        role=act.role,
        verb=act.verb,
        provenance=act.provenance,
        reports=one.reports,
        copies=one.copies,
        ended=act.ended,
        denied=one.debunked,
        alert=act.alert,
    )


def claim(one: Assertion, catalogue: Catalogue) -> pairing.Claim | None:
    """Return a claim; None where its account is not a proven one of the catalogue any more."""
    account = catalogue.account(one.platform, one.account)
    if account is None or account.proof is None:
        return None
    known = catalogue.sources.get(account.source or "")
    words = one.words
    return pairing.Claim(
        at=one.at,
        who=plain(wording.owner(account, catalogue)),
        source=Name(slug=known.slug, name=plain(known.name)) if known is not None else None,
        role=account.standing,
        platform=plain(one.platform),
        stage=one.claim.stage,
        stance=one.claim.stance,
        hedged=one.claim.hedged,
        cites=one.cites,
        quote=_said(words, catalogue),
        url=openable(words.url) if words is not None else None,
    )


def story(one: Thread, catalogue: Catalogue, public_url: str) -> others.Story:
    """Return a story among others."""
    told = one.newest.alert
    its = one.story
    return others.Story(
        id=its.id,
        player=player(its.player, catalogue),
        club=Name(slug=told.pairing.club, name=plain(told.club_name)),
        alert=its.alert,
        title=quote(clean(told.title), 300),
        opened_at=its.opened_at,
        last_at=its.last_at,
        closed_at=its.closed_at,
        url=page_of(its.alert, public_url),
    )


def part(one: Told, catalogue: Catalogue) -> others.Part:
    """Return one thing that a story rests on."""
    return others.Part(
        kind=one.weight.name.lower(),
        pairing=couple(one.pairing, catalogue),
        clubs=[Name(slug=each.slug, name=plain(each.name)) for each in one.clubs],
        at=one.at,
        text=plain(one.text),
        how_we_know=[plain(each) for each in one.how_we_know],
        reasons=[plain(each) for each in one.reasons],
        evidence=[alerts.Exhibit.model_validate(evidence_of(each)) for each in one.evidence],
        unknown=[plain(each) for each in one.unknown],
    )


def parts(newest: Notice, catalogue: Catalogue) -> list[others.Part]:
    """Return what a story rests on, the newest first."""
    return [part(one, catalogue) for one in newest.parts]


def source(
    slug: str, catalogue: Catalogue, records: Mapping[str, Tally], model: Model
) -> others.Source:
    """Return a source with its record."""
    one = credit(slug, catalogue, records, model)
    return others.Source(
        source=Name(slug=slug, name=plain(one.name)),
        role=one.role or Role.PUBLIC,
        languages=list(one.languages),
        record=others.Record(
            came_true=one.record.came_true,
            failed=one.record.failed,
            first=one.record.first,
            withdrawn=one.record.withdrawn,
        ),
        credibility=others.Credibility(
            mean=one.share.mean, low=one.share.low, high=one.share.high, start=one.share.start
        ),
    )


def judged(one: Verdict, catalogue: Catalogue) -> others.Judged:
    """Return what a claim came to."""
    return others.Judged(
        pairing=couple(one.pairing, catalogue),
        at=one.at,
        came_true=one.came_true,
        first=one.first,
        withdrawn=one.withdrawn,
    )


def hour(one: Volume) -> others.Hour:
    """Return what came in an hour."""
    return others.Hour(
        start=one.start,
        connector=plain(one.connector),
        mentions=one.mentions,
        transfer=one.transfer,
        late=one.late,
    )


def link(one: Share, stand: Newsstand) -> others.Link:
    """Return a link to a story, with its address while it holds."""
    return others.Link(
        id=one.id,
        story=one.story,
        alert=one.alert,
        until=one.until,
        made_at=one.made_at,
        by=plain(one.by),
        note=plain(one.note),
        ended_at=one.ended_at,
        ended_by=plain(one.ended_by) if one.ended_by else None,
        url=stand.sharing.link(one) if one.ended_at is None else None,
    )
