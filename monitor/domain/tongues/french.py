"""Bulletins in French."""

# ruff: noqa: E501 - a phrase a line

from __future__ import annotations

from typing import Final

from monitor.domain.activity import Verb
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import Evidence
from monitor.domain.tongues.tongue import Tongue

FRENCH: Final = Tongue(
    code="fr",
    unverified="Non confirmé",
    provisional="Non confirmé, provisoire",
    corrected="Rectifié",
    confirmed="Confirmé",
    over="Fini",
    mark="\u00a0: ",
    agent="l\u2019agent du joueur {player}",
    deeds={
        Verb.LIKE: "{who} a aimé une publication liée à {about}",
        Verb.ANNOUNCE: "{who} a partagé une publication liée à {about}",
        Verb.FOLLOW: "{who} s\u2019est mis à suivre {about}",
        Verb.CREATE: "{who} a publié sur {about}",
        Verb.UNDO: "{who} ne suit plus {about}",
        Verb.UPDATE: "{who} a changé son profil\u00a0: {about}",
        Doing.LIKE_REMOVED: "{who} a aimé, puis retiré son «\u00a0J\u2019aime\u00a0», une publication liée à {about}",
        Doing.COMMENT: "{who} a commenté une publication liée à {about}",
        Doing.CLUB_REMOVED: "{who} a retiré de son profil\u00a0: {about}",
        Doing.PICTURES_REMOVED: "{who} a supprimé des photos liées à {about}",
        Doing.LIKE_OF_COMMENT: "{who} a aimé un commentaire lié à {about}",
    },
    things={
        Verb.LIKE: "le «\u00a0J\u2019aime\u00a0»",
        Verb.ANNOUNCE: "le partage",
        Verb.FOLLOW: "le suivi",
        Verb.CREATE: "la publication",
        Verb.UNDO: "la fin du suivi",
        Verb.UPDATE: "le changement de profil",
    },
    accounts=("{n} compte", "{n} comptes"),
    places={
        "outlets": ("{n} média", "{n} médias"),
        "journalists": ("{n} journaliste", "{n} journalistes"),
    },
    within="{accounts} en {span}",
    minutes="{n}\u00a0min",
    hours="{n}\u00a0h",
    days=("{n} jour", "{n} jours"),
    usual="d\u2019habitude {n}",
    silent="d\u2019habitude le silence",
    unwatched="l\u2019habitude n\u2019est pas encore connue",
    largest=("le plus fort en {n} jour", "le plus fort en {n} jours"),
    transfer="{share} des publications portent sur le transfert",
    calm="on en parle de nouveau comme d\u2019habitude",
    calmer="on en parle moins",
    lasted="Cela a duré {span}.",
    moved="{player}, {club}",
    reopened="plus de confirmation\u00a0: {player}, {club}",
    fallen="ne tient plus\u00a0: {thing} ({who})",
    misread="ne porte pas sur le transfert la publication à laquelle a réagi {who}",
    told="Cela datait du {at}.",
    seen="Vu par une de nos sources.",
    pushed="Selon {who}\u00a0; aucune de nos sources ne l\u2019a vu.",
    reported="Rapporté par {who}\u00a0; aucune de nos sources ne l\u2019a vu.",
    somebody="une personne",
    others=(
        "{n} autre personne a fait de même en 24 heures.",
        "{n} autres personnes ont fait de même en 24 heures.",
    ),
    why="On ne sait pas pourquoi\u00a0: ce n\u2019est pas une déclaration.",
    unseen="Non vu\u00a0: {names}.",
    unknown=(
        "{n} point reste inconnu\u00a0; voir la page.",
        "{n} points restent inconnus\u00a0; voir la page.",
    ),
    strength={
        Evidence.INSUFFICIENT: "Probabilité du transfert\u00a0: trop peu d\u2019indices pour un chiffre.",
        Evidence.LOW: "faible",
        Evidence.MEDIUM: "moyenne",
        Evidence.HIGH: "forte",
    },
    band="Force de la rumeur\u00a0: {word}, de {low} à {high} (estimation).",
    unsaid="Propos non repris.",
    evidence="Preuves",
    answer="Pas utile\u00a0? Couper ou répondre",
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    date="{day} {month}",
    at="{date} à {time} {zone}",
    thousands="\u202f",
    percent="{n}\u00a0%",
    ping="Un essai",
    ping_text="Un essai pour «\u00a0{receiver}\u00a0»\u00a0: pas d\u2019alerte, il ne s\u2019est rien passé.",
    disabled="«\u00a0{receiver}\u00a0» ne reçoit plus rien",
    disabled_text="Rien n\u2019a pu être remis à «\u00a0{receiver}\u00a0», et plus rien ne lui est envoyé. `lastdance notify test {receiver}` recommence.",
)
