"""When an act happened, as far as a text says: an interval that ends with its publication."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from typing import Final

from monitor.domain import cues
from monitor.domain.phrases import Found, Phrasebook

Interval = tuple[datetime | None, datetime]

_DAYS: Final = (
    "monday/lunes/lunedi/lundi/montag/montagabend/الاثنين",
    "tuesday/martes/martedi/mardi/dienstag/dienstagabend/الثلاثاء",
    "wednesday/miercoles/mercoledi/mercredi/mittwoch/mittwochabend/الاربعاء",
    "thursday/jueves/giovedi/jeudi/donnerstag/donnerstagabend/الخميس",
    "friday/viernes/venerdi/vendredi/freitag/freitagabend/الجمعة",
    "saturday/sabado/sabato/samedi/samstag/samstagabend/السبت",
    "sunday/domingo/domenica/dimanche/sonntag/sonntagabend/الاحد",
)
_MONTHS: Final = (
    "january/enero/janeiro/gennaio/janvier/januar/janner",
    "february/febrero/fevereiro/febbraio/fevrier/februar",
    "march/marzo/mars/marz",
    "april/abril/aprile/avril",
    "may/mayo/maio/maggio/mai",
    "june/junio/junho/giugno/juin/juni",
    "july/julio/julho/luglio/juillet/juli",
    "august/agosto/aout",
    "september/septiembre/setembro/settembre/septembre",
    "october/octubre/outubro/ottobre/octobre/oktober",
    "november/noviembre/novembro/novembre",
    "december/diciembre/dezembro/dicembre/decembre/dezember",
)
_IN: Final = "in/en/em/nel/im/a/ad/last/letzten/vergangenen"
_AGO: Final = {
    "weeks": """
        weeks/fortnight ago/earlier
        hace _? _? semanas
        ha/faz algumas/varias/_? semanas
        semanas atras
        settimane fa
        il y a _? _? semaines
        vor _? wochen
    """,
    "months": """
        months/month ago/earlier
        last month
        hace _? _? mes/meses
        ha/faz algums/varios/_? mes/meses
        meses atras
        mes pasado/passado
        mesi/mese fa/scorso
        il y a _? _? mois
        mois dernier
        vor _? monaten/monat
        letzten/vergangenen monat
    """,
    "years": """
        years/year ago/earlier
        last year
        hace _? _? ano/anos
        ha/faz _? _? ano/anos
        anos atras
        ano pasado/passado
        anni/anno fa/scorso
        il y a _? _? ans/an
        an dernier
        annee derniere
        vor _? jahren/jahr
        letztes/vergangenes/letzten/vergangenen jahr
    """,
    "now": "now/ahora/agora/ora/adesso/maintenant/desormais/jetzt/nun/again/otra/nuevo",
}
_SPANS: Final = {
    "weeks": (timedelta(days=90), timedelta(days=7)),
    "months": (timedelta(days=730), timedelta(days=26)),
    "years": (timedelta(days=9000), timedelta(days=300)),
}
"""How long ago that is, at most and at least."""

_SANE: Final = (1900, 9000)
"""Years of which there is a time before and after."""

_FEIRA: Final = ("segunda", "terca", "quarta", "quinta", "sexta")
_WORDS: Final = {
    "today": """
        today/hoy/hoje/oggi/heute/اليوم/tonight/stasera
        aujourd hui
        this morning/afternoon/evening
        esta manana/tarde/noche/manha/noite
        stamattina
        ce matin/soir
        heute morgen/abend
    """,
    "yesterday": """
        yesterday/ayer/ontem/ieri/hier/gestern/امس
        the day before
    """,
    "night": """
        last night
        anoche/stanotte
        ayer por la noche
        ontem a noite
        noite de ontem
        ieri sera/notte
        serata di ieri
        hier soir
        gestern abend
        pasada noche
        noche pasada
        notte scorsa
        letzte/vergangene/gestrige nacht
        nuit derniere
        noite passada
        مساء امس
    """,
    "hours": """
        hours/minutes later/after/ago/before/earlier
        an hour ago/later
        just now
        hace/has unas? pocas? horas/minutos
        horas/minutos despues/depois/antes
        ha poucas/poucos? horas/minutos
        poche/poco ore/minuti/fa fa/dopo?
        ore/minuti dopo/fa
        quelques heures/minutes apres/plus
        il y a quelques/peu heures/minutes?
        vor wenigen stunden/minuten
        stunden/minuten spater/danach
        in the last/past few? hours/minutes/24
        ultimas/ultime/dernieres/letzten? horas/ore/heures/stunden
        kurz darauf/danach
    """,
    "week": """
        this week
        esta/nesta/desta semana
        questa settimana
        cette semaine
        diese/dieser woche
        in recent/the days
        ultimos/ultimi/derniers dias/giorni/jours
        letzten/vergangenen tagen/tage
        last few days
        هذا الاسبوع
    """,
    "last_week": """
        last week
        semana pasada/passada
        settimana scorsa
        semaine derniere
        letzte/letzter/vergangene/vergangener/vergangenen woche
    """,
}


@cache
def _book() -> Phrasebook[str]:
    days = [(phrase, f"day{n}") for n, block in enumerate(_DAYS) for phrase in cues.phrases(block)]
    feira = [(f"{word} feira", f"day{n}") for n, word in enumerate(_FEIRA)]
    months = [
        (f"{said} {name}", f"month{n}")
        for n, block in enumerate(_MONTHS, 1)
        for name in block.split("/")
        for said in _IN.split("/")
    ]
    months += [
        (f"{name} {said}", f"month{n}")
        for n, block in enumerate(_MONTHS, 1)
        for name in block.split("/")
        for said in ("pasado", "passado", "scorso", "dernier")
    ]
    ago = [(phrase, name) for name, block in _AGO.items() for phrase in cues.phrases(block)]
    said = [(phrase, name) for name, block in _WORDS.items() for phrase in cues.phrases(block)]
    return Phrasebook([*days, *feira, *months, *ago, *said])


def interval(
    words: Sequence[str],
    place: int,
    published: datetime,
    apart: Callable[[int, int], bool],
) -> Interval:
    """Return between which times something happened that the words of a sentence tell.

    Args:
        words: Of the sentence.
        place: Of the verb among them: the nearest time counts.
        published: When the text was: the end, unless it says an earlier one. Days are those of
            its offset.
        apart: Whether a comma or the like stands between two places: what is long ago must
            belong to the verb, or all that a player ever did would be no news.
    """
    if not _SANE[0] <= published.year <= _SANE[1]:
        return None, published
    found = [*_book().find(words), *_years(words, published.year)]
    near = sorted(found, key=lambda one: abs(one.start - place))
    for one in near:
        if one.value == "now" and any(_recent(other.value) for other in near):
            continue
        if not _recent(one.value) and apart(min(one.end - 1, place), max(one.start, place)):
            continue
        return _recently(one.value, published) or _long_ago(one.value, published)
    return None, published


def _recent(name: str) -> bool:
    return name.startswith("day") or name in _WORDS


def _years(words: Sequence[str], this: int) -> list[Found[str]]:
    """Return where words name a year that is over: "in 2021"."""
    said = {"in", "en", "em", "nel", "jahr", "de", "del"}
    return [
        Found(f"year{word}", at - 1, at + 1)
        for at, word in enumerate(words)
        if at and word.isdecimal() and len(word) == 4 and this - 30 < int(word) < this
        and words[at - 1] in said
    ]  # fmt: skip


def _long_ago(name: str, published: datetime) -> Interval:
    if name in _SPANS:
        most, least = _SPANS[name]
        return published - most, published - least
    if name.startswith("year"):
        return _within(published, int(name[4:]), 1, 12)
    if name.startswith("month"):
        month = int(name[5:])
        return _within(published, published.year - (month > published.month), month, 1)
    return None, published


def _recently(name: str, published: datetime) -> Interval | None:
    if not _recent(name):
        return None
    midnight = datetime.combine(published.date(), time(0), tzinfo=published.tzinfo)
    day = timedelta(days=1)
    if name.startswith("day"):
        back = (published.weekday() - int(name[3:])) % 7
        since = midnight - back * day
        return since, min(published, since + day)
    if name == "yesterday":
        return midnight - day, midnight
    if name == "night":
        return midnight - timedelta(hours=6), min(published, midnight + timedelta(hours=6))
    spans = {"today": published - midnight, "hours": day, "week": 7 * day, "last_week": 14 * day}
    until = max(midnight - published.weekday() * day, published - 7 * day)
    since = published - spans[name]
    return (since, until) if name == "last_week" else (since, published)


def _within(published: datetime, year: int, month: int, months: int) -> Interval:
    """Return when *months* from a month on were, none of it later than the text."""
    since = published.replace(
        year=year, month=month, day=1, hour=0, minute=0, second=0, microsecond=0
    )
    after = year * 12 + month - 1 + months
    until = since.replace(year=after // 12, month=after % 12 + 1)
    return (since, min(until, published)) if since < published else (None, published)
