"""Bulletins in Italian."""

# ruff: noqa: E501 - a phrase a line

from __future__ import annotations

from typing import Final

from monitor.domain.activity import Verb
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import Evidence
from monitor.domain.tongues.tongue import Tongue

ITALIAN: Final = Tongue(
    code="it",
    unverified="Non confermato",
    provisional="Non confermato, provvisorio",
    corrected="Rettifica",
    confirmed="Confermato",
    over="Finito",
    agent="l\u2019agente di {player}",
    deeds={
        Verb.LIKE: "{who} ha messo «mi piace» a un post legato a {about}",
        Verb.ANNOUNCE: "{who} ha condiviso un post legato a {about}",
        Verb.FOLLOW: "{who} ha iniziato a seguire {about}",
        Verb.CREATE: "{who} ha scritto un post su {about}",
        Verb.UNDO: "{who} ha smesso di seguire {about}",
        Verb.UPDATE: "{who} ha cambiato il profilo: {about}",
        Doing.LIKE_REMOVED: "{who} ha messo e tolto «mi piace» a un post legato a {about}",
        Doing.COMMENT: "{who} ha commentato un post legato a {about}",
        Doing.CLUB_REMOVED: "{who} ha tolto dal profilo: {about}",
        Doing.PICTURES_REMOVED: "{who} ha rimosso foto legate a {about}",
        Doing.LIKE_OF_COMMENT: "{who} ha messo «mi piace» a un commento legato a {about}",
    },
    things={
        Verb.LIKE: "il «mi piace»",
        Verb.ANNOUNCE: "la condivisione",
        Verb.FOLLOW: "il follow",
        Verb.CREATE: "il post",
        Verb.UNDO: "la fine del follow",
        Verb.UPDATE: "il cambio del profilo",
    },
    accounts=("{n} account", "{n} account"),
    places={
        "outlets": ("{n} testata", "{n} testate"),
        "journalists": ("{n} giornalista", "{n} giornalisti"),
    },
    within="{accounts} in {span}",
    minutes="{n} min",
    hours="{n} h",
    days=("{n} giorno", "{n} giorni"),
    usual="di solito {n}",
    silent="di solito silenzio",
    unwatched="che cosa sia usuale non si sa ancora",
    largest=("il massimo in {n} giorno", "il massimo in {n} giorni"),
    transfer="{share} dei post parla del trasferimento",
    calm="se ne parla di nuovo come al solito",
    calmer="se ne parla meno",
    lasted="È durato {span}.",
    moved="{player}, {club}",
    reopened="non è più confermato: {player}, {club}",
    fallen="non vale più: {thing} ({who})",
    misread="non parla del trasferimento il post a cui ha reagito {who}",
    told="Risaliva al {at}.",
    seen="Visto da una nostra fonte.",
    pushed="Lo racconta {who}; nessuna nostra fonte l\u2019ha visto.",
    reported="Lo riporta {who}; nessuna nostra fonte l\u2019ha visto.",
    somebody="una persona",
    others=(
        "{n} altra persona ha fatto lo stesso in 24 ore.",
        "{n} altre persone hanno fatto lo stesso in 24 ore.",
    ),
    why="Il perché non si sa: non è una dichiarazione.",
    unseen="Non visto: {names}.",
    unknown=(
        "C\u2019è {n} cosa che non si sa; è sulla pagina.",
        "Ci sono {n} cose che non si sanno; sono sulla pagina.",
    ),
    strength={
        Evidence.INSUFFICIENT: "Probabilità del trasferimento: troppo pochi indizi per un numero.",
        Evidence.LOW: "debole",
        Evidence.MEDIUM: "media",
        Evidence.HIGH: "forte",
    },
    band="Forza della voce: {word}, da {low} a {high} (stima).",
    unsaid="Parole non ripetute.",
    evidence="Prove",
    answer="Non è utile? Silenzia o rispondi",
    months=(
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ),
    date="{day} {month}",
    at="{date}, {time} {zone}",
    thousands=".",
    percent="{n}%",
    ping="Una prova",
    ping_text="Una prova per «{receiver}»: nessuna allerta, non è successo nulla.",
    disabled="«{receiver}» non riceve più nulla",
    disabled_text="Non si è potuto consegnare nulla a «{receiver}», e non gli si manda più nulla. `lastdance notify test {receiver}` ricomincia.",
)
