"""Bulletins in German."""

# ruff: noqa: E501 - a phrase a line

from __future__ import annotations

from typing import Final

from monitor.domain.activity import Verb
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import Evidence
from monitor.domain.tongues.tongue import Tongue

GERMAN: Final = Tongue(
    code="de",
    unverified="Unbestätigt",
    provisional="Unbestätigt, vorläufig",
    corrected="Berichtigt",
    confirmed="Bestätigt",
    over="Vorbei",
    agent="der Berater von {player}",
    deeds={
        Verb.LIKE: "{who} hat einen Beitrag mit Bezug zu {about} gelikt",
        Verb.ANNOUNCE: "{who} hat einen Beitrag mit Bezug zu {about} geteilt",
        Verb.FOLLOW: "{who} folgt jetzt {about}",
        Verb.CREATE: "{who} hat etwas über {about} geschrieben",
        Verb.UNDO: "{who} folgt nicht mehr {about}",
        Verb.UPDATE: "{who} hat das Profil geändert: {about}",
        Doing.LIKE_REMOVED: "{who} hat einen Beitrag mit Bezug zu {about} gelikt und das Like zurückgenommen",
        Doing.COMMENT: "{who} hat einen Beitrag mit Bezug zu {about} kommentiert",
        Doing.CLUB_REMOVED: "{who} hat aus dem Profil entfernt: {about}",
        Doing.PICTURES_REMOVED: "{who} hat Bilder mit Bezug zu {about} entfernt",
        Doing.LIKE_OF_COMMENT: "{who} hat einen Kommentar mit Bezug zu {about} gelikt",
    },
    things={
        Verb.LIKE: "das Like",
        Verb.ANNOUNCE: "das Teilen",
        Verb.FOLLOW: "das Folgen",
        Verb.CREATE: "der Beitrag",
        Verb.UNDO: "das Entfolgen",
        Verb.UPDATE: "die Änderung des Profils",
    },
    accounts=("{n} Konto", "{n} Konten"),
    places={
        "outlets": ("{n} Medium", "{n} Medien"),
        "journalists": ("{n} Journalist", "{n} Journalisten"),
    },
    within="{accounts} in {span}",
    minutes="{n} min",
    hours="{n} h",
    days=("{n} Tag", "{n} Tagen"),
    usual="üblich sind {n}",
    silent="üblich ist Stille",
    unwatched="was üblich ist, ist noch nicht bekannt",
    largest=("so laut wie seit {n} Tag nicht", "so laut wie seit {n} Tagen nicht"),
    transfer="{share} der Beiträge handeln vom Wechsel",
    calm="es wird wieder so viel geredet wie üblich",
    calmer="es wird weniger geredet",
    lasted="Dauer: {span}.",
    moved="{player}, {club}",
    reopened="nicht mehr bestätigt: {player}, {club}",
    fallen="gilt nicht mehr: {thing} ({who})",
    misread="der Beitrag, auf den {who} reagiert hat, handelt nicht vom Wechsel",
    told="Es stammte vom {at}.",
    seen="Von einer unserer Quellen gesehen.",
    pushed="Laut {who}; keine unserer Quellen hat es gesehen.",
    reported="Berichtet von {who}; keine unserer Quellen hat es gesehen.",
    somebody="einer Person",
    others=(
        "{n} weiteres Konto tat binnen 24 Stunden dasselbe.",
        "{n} weitere Konten taten binnen 24 Stunden dasselbe.",
    ),
    why="Warum, ist nicht bekannt: Das ist keine Aussage.",
    unseen="Nicht gesehen: {names}.",
    unknown=(
        "{n} Punkt ist nicht bekannt; siehe die Seite.",
        "{n} Punkte sind nicht bekannt; siehe die Seite.",
    ),
    strength={
        Evidence.INSUFFICIENT: "Wie wahrscheinlich der Wechsel ist: zu wenige Hinweise für eine Zahl.",
        Evidence.LOW: "schwach",
        Evidence.MEDIUM: "mittel",
        Evidence.HIGH: "stark",
    },
    band="Stärke des Gerüchts: {word}, {low} bis {high} (Schätzung).",
    unsaid="Diese Worte werden nicht wiederholt.",
    evidence="Belege",
    answer="Nicht nützlich? Stumm schalten oder antworten",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    date="{day}. {month}",
    at="{date}, {time} {zone}",
    thousands=".",
    percent="{n}\u00a0%",
    ping="Ein Test",
    ping_text="Ein Test für \u201e{receiver}\u201c: kein Alarm, es ist nichts geschehen.",
    disabled="\u201e{receiver}\u201c erhält nichts mehr",
    disabled_text="An \u201e{receiver}\u201c ließ sich nichts zustellen, also wird dorthin nichts mehr gesendet. `lastdance notify test {receiver}` beginnt von Neuem.",
)
