"""When an act happened, as far as a text says: an interval that ends with its publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import cache
from typing import Final

from monitor.domain import cues
from monitor.domain.phrases import Phrasebook

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
    said = [(phrase, name) for name, block in _WORDS.items() for phrase in cues.phrases(block)]
    return Phrasebook([*days, *feira, *said])


def interval(words: Sequence[str], place: int, published: datetime) -> Interval:
    """Return between which times something happened that the words of a sentence tell.

    Args:
        words: Of the sentence.
        place: Of the verb among them: the nearest time counts.
        published: When the text was: the end, unless it says an earlier one. Days are those of
            its offset.
    """
    found = _book().find(words)
    if not found:
        return None, published
    return _resolve(min(found, key=lambda one: abs(one.start - place)).value, published)


def _resolve(name: str, published: datetime) -> Interval:
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
