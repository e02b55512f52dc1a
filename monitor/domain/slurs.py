"""Slurs, in the languages that are read: words that nobody repeats, whoever says them.

They are turned round by 13 letters: nobody need read them here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from monitor.domain.text import fold

LONGEST: Final = 2_000
"""Characters that are looked at: more is never quoted."""

_WORDS: Final = (
    "avttre avttref avttn avttnf avttnu avttnuf avten pbba pbbaf jrgonpx jrgonpxf fcvp fcvpf "
    "fcvpx fcvpxf ornare ornaref puvax puvaxf tbbx tbbxf xvxr xvxrf cnxv cnxvf cnwrrg cnwrrgf "
    "enturnq enturnqf gbjryurnq gbjryurnqf fnaqavttre fnaqavttref tbyyvjbt tbyyvjbtf jbt jbtf "
    "xnssve xnssvef tlccb tlccbf cvxrl cvxrlf qnexvr qnexvrf wvtnobb snttbg snttbgf snttl qlxr "
    "qlxrf genaal genaavrf furznyr furznyrf ergneq ergneqf ergneqrq fcnfgvp fcnfgvpf zbatbybvq "
    "zbatbybvqf phag phagf juber juberf fyhg fyhgf fhqnpn fhqnpnf artengn artengnf znevpba "
    "znevpbarf znevpban znevpbanf znevpbanmb znevpn znevpnf obyyren obyyrenf geniryb genirybf "
    "zbenpb zbenpbf fhoabezny fhoabeznyrf zbatbyvpb zbatbyvpn zbatbyvpbf pbathvgb uvwhrchgn "
    "znpnpb znpnpbf znpnpn ivnqb ivnqbf ivnqvaub ivnqvaubf ivnqnb obvbyn obvbynf onvgbyn "
    "onvgbynf ovpuban fncngnb genirpb genirpbf cnaryrveb cnaryrvebf zbatbybvqr zbatbybvqrf "
    "zbatbybvqv ergneqnqb ergneqnqbf ergneqnqn sebpvb sebpv sebpvbar sebpvbav evppuvbar "
    "evppuvbav phynggbar phynggbav artenppvb artenppv greebar greebav mvatneb mvatnev chggnan "
    "chggnar obhtabhyr obhtabhyrf ovpbg ovpbgf lbhcva lbhcvaf lbhger lbhgerf arter arterf "
    "gncrggr gncrggrf tbhvar tbhvarf gneybhmr gneybhmrf gnsvbyr gnsvbyrf onzobhyn onzobhynf "
    "puvargbdhr puvargbdhrf avnxbhr avnxbhrf pbaanffr pbaanffrf fnybcr fnybcrf chgr chgrf artre "
    "artrea artrefnh xnanxr xnanxra fpujhpugry fpujhpugrya mvtrhare mvtrharea xhzzryghexr "
    "xhzzryghexra fcnfgv fcnfgvf fcnfg fcnfgra zvfftroheg whqrafnh whqrafpujrva vgnxre vgnxrea "
    "cbynpxr cbynpxra fpuyvgmnhtr fpuyvgmnhtra xnzrygervore uherafbua uherafbuar uher uhera "
    "fpuynzcr fpuynzcra ahggr ahggra "
)
_PHRASES: Final = (
    "uvwb qr chgn;uvwn qr chgn;uvwbf qr chgn;arteb qr zvreqn;arten qr zvreqn;artebf qr "
    "zvreqn;zbeb qr zvreqn;zbebf qr zvreqn;tvgnab qr zvreqn;svyub qn chgn;svyubf qn chgn;cergb "
    "qr zreqn;cergn qr zreqn;cergbf qr zreqn;svtyvb qv chggnan;arteb qv zreqn;artev qv "
    "zreqn;roerb qv zreqn;mvatneb qv zreqn;fnyr nenor;fnyrf nenorf;fnyr abve;fnyrf abvef;fnyr "
    "whvs;fnyrf whvsf;svyf qr chgr;cbepu zbaxrl;fnaq avttre"
)
_WITHIN: Final = "snttbg fpujhpugry xnanxr whqrafnh uherafbua artengn obhtabhyr fhqnpn"
_NAMES: Final = "xvxr qlxr pbba znevpn uher uhera fcnfg"
_ACCENTED: Final = "céqé céqéf"


def _plain(turned: str) -> str:
    return codecs.decode(turned, "rot13")


_KNOWN: Final = frozenset(fold(word) for word in _plain(_WORDS).split())
_SAID: Final = tuple(_plain(_PHRASES).split(";"))
_STEMS: Final = tuple(_plain(_WITHIN).split())
_BORNE: Final = frozenset(_plain(_NAMES).split())
"""Names of people, too: none where a capital stands before, and another beside."""

_EXACT: Final = frozenset(_plain(_ACCENTED).split())
"""Slurs by their accents alone."""

_HARMLESS: Final = re.compile(
    r"\b(?:du|en|de|le|un|au|son|ce|les|des|sans|leur|ses) {}s?\b|{}s? in the armou?r\b".format(
        _plain("ergneq"), _plain("puvax")
    )
)
_TOKEN: Final = re.compile(r"[\w@$!*]+")
_SPACED: Final = re.compile(r"(?<!\w)\w(?:[\W_]\w){3,}(?!\w)")
_LONG: Final = re.compile(r"(\w)\1{2,}")
_DIGITS: Final = str.maketrans("013457@$!", "oieastasi")
_NAMED: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def crude(text: str) -> bool:
    """Whether *text* holds a slur, also one that is stretched, spaced, starred or in digits."""
    text = text[:LONGEST]
    folded = _HARMLESS.sub(" ", fold(text))
    if any(phrase in folded for phrase in _SAID):
        return True
    if any(word in _EXACT for word in re.findall(r"\w+", text.casefold())):
        return True
    borne = _borne(text)
    return any(_slurs(token) for token in _tokens(folded) if token not in borne)


def _tokens(folded: str) -> Iterator[str]:
    for found in _TOKEN.finditer(folded):
        yield found[0].strip("!@$_")
        yield found[0].strip("!")
    for found in _SPACED.finditer(folded):
        yield re.sub(r"[\W_]", "", found[0])


def _slurs(token: str) -> bool:
    if "*" in token:
        return _starred(token)
    read = token.translate(_DIGITS) if not token.isalpha() else token
    forms = {token, read, _LONG.sub(r"\1\1", read), _LONG.sub(r"\1", read)}
    parts = {part for form in forms for part in form.split("_")}
    return any(form in _KNOWN or any(stem in form for stem in _STEMS) for form in forms | parts)


def _starred(token: str) -> bool:
    """Whether a word with some of its letters starred can only be a slur."""
    letters = token.replace("*", "")
    if not token[0].isalpha() or len(letters) < 2 or len(token) < 5:
        return False
    like = re.compile(re.escape(token).replace(r"\*", r"\w"))
    return any(like.fullmatch(word) for word in _KNOWN)


def _borne(text: str) -> frozenset[str]:
    """Return words of *text* that are slurs, and stand in it as parts of a name."""
    found = set()
    words = _NAMED.findall(text)
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word.istitle() and fold(word) in _BORNE and (after.istitle() or before.istitle()):
            found.add(fold(word))
    return frozenset(found)
