"""Words of strangers, made so that no chat service acts on them."""

from __future__ import annotations

import codecs
import re
from typing import Final

from monitor.domain.text import fold, quote
from monitor.domain.told.wire import plain

PAUSE: Final = "\u200b"
"""Has no width: it parts what a service would otherwise read as a mention or a link."""

_ACTIVE: Final = re.compile(
    r"([@#/$.:\uff20\uff03\uff0f\uff04\uff0e\u3002\uff61\uff1a\u2024])(?=\S)"
)

_CRUDE: Final = frozenset(
    # Turned round by 13 letters: nobody need read them here.
    codecs.decode(
        "avttre avttn avttnf avttref snttbg snttbgf snttf xvxr xvxrf cnxv cnxvf fcnfgvp fcvpf "
        "puvax puvaxf tbyyvjbt jbt jbtf tlccb genaal qlxr ergneq ergneqf pbba pbbaf "
        "znevpba znevpbarf fhqnpn fhqnpnf artengn artengnf zbenpb ivnqb ivnqbf znpnpb znpnpbf "
        "cnarryrveb obvbyn sebpvb sebpvbar sebpvbav artenccvb greebar mvatneb "
        "aèter aèterf arter arterf obhtabhyr obhtabhyrf ovpbg ovpbgf lbhcva lbhcvaf "
        "gncrggr artre artrea xnanxr xnanxra "
        "fpujhpugry fpujhpugrya mvtrhare "
        "fcnfgv cnwrrg xnssve xnssvef genafivgn pbaanffr",
        "rot13",
    ).split()
)
_WORD: Final = re.compile(r"\w+")


def harmless(text: str, limit: int = 300) -> str:
    """Return *text* on one line, at most *limit* characters, that mentions and links nothing.

    Whoever copies an address out of it has to mend it first: strangers lead nobody anywhere.
    """
    return _ACTIVE.sub(rf"\1{PAUSE}", quote(plain(text).replace(PAUSE, ""), limit))


def crude(text: str) -> bool:
    """Whether *text* holds a slur: such words are not repeated, whoever says them."""
    return any(word in _FOLDED for word in _WORD.findall(fold(text)))


_FOLDED: Final = frozenset(fold(word) for word in _CRUDE)
