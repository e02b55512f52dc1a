"""Which telling words a text has, without the words: keyed, so that nobody can read them back.

What is nearly the same text has nearly the same gist. The smallest hashes are kept (a bottom-k
sketch, Broder 1997), so that of two long texts with the same words the same ones are.
"""

from __future__ import annotations

import struct
from collections.abc import Collection
from typing import Final

from monitor.domain import phrases
from monitor.domain.seal import Seal

MOST: Final = 24
"""Words at most in a gist."""

WORD_BYTES: Final = 4

_LONGEST: Final = 3_000
_SHORTEST: Final = 3

_EMPTY: Final = """
about after again all also and any are been before but can could did does for from get gets going
had has have her here him his how into its just like may more most much new not now off one only
other our out over said say says she should some still than that the their them then there they
this too two very via was way were what when where which who why will with would you your ante aun
aunque cada como con cual cuando del desde donde dos ella ellos entre era ese eso esta este esto
fue hace han hasta hay las les los mas mientras mucho muy nada nos otra otro para pero poco por
porque que quien ser sera sido sin sobre son sus tambien tan tiene todo tras una uno unos ainda
ano aos apos com das dele depois dos ela ele essa esse esta estao foi isso isto mais mas mesmo
muito nao nem nos pela pelo pode quando que sao sem ser seu seus sua suas tem uma agli alla alle
anche ancora che chi come con cosa cui dal dalla degli dei del della delle dopo dove due era gli
hanno nel nella non ora per perche piu poi prima quando questa questo sono stata stato sua sul
sulla suo tra tutto una uno apres aussi autre aux avait avant avec bien car ces cette comme dans
des deux donc elle encore entre est etait etre fait faut ils leur lui mais meme moins nos notre
nous ont par pas plus pour quand que qui sans ses son sont sous sur toujours tous tout tres une
vers votre vous aber alle als also am auch auf aus bei bis das dass dem den der des die diese doch
durch ein eine einem einen einer einfach fur gegen hat hatte hier ich ihm ihn ihr immer ist jetzt
kann kein mehr mit nach nicht noch nun nur oder ohne schon sehr sein seine seit sich sie sind soll
uber und uns unter vom von vor war was wenn wer werden wie wieder will wird wurde zum zur http
https www com net org
"""
"""Words that tell nothing, folded, in English, Spanish, Portuguese, Italian, French and German."""

_SAYING_NOTHING: Final = frozenset(_EMPTY.split())


def gist(folded: str, names: Collection[str], seal: Seal) -> bytes:
    """Return the gist of a text: keyed hashes of its telling words, 4 bytes each, sorted.

    Args:
        folded: The text, folded; what stands beyond 3,000 characters isn't read.
        names: Words that say whom it is about, which all texts about them have; folded.
        seal: Under whose secret the words are hashed.
    """
    words = telling(folded, names)
    return b"".join(sorted({seal("word", word)[:WORD_BYTES] for word in words})[:MOST])


def telling(folded: str, names: Collection[str]) -> frozenset[str]:
    """Return the words of a folded text that tell what it says; *names* are left out.

    What stands beyond 3,000 characters isn't read.
    """
    return frozenset(
        word
        for word in phrases.split(folded[:_LONGEST])
        if len(word) >= _SHORTEST and word not in _SAYING_NOTHING and word not in names
    )


def sealed_anew(gist: bytes, folded: str, about: Collection[str], old: Seal, new: Seal) -> bytes:
    """Return the gist that a text would have under another secret, as near as can be told.

    What isn't of that text, or was sealed anew already, stays as it is.

    Args:
        gist: As it was made of the text under *old*.
        folded: The text, folded.
        about: Words of the names that it is about, as far as they are known. Of those left out of
            a full gist nobody knows whether they were names, or came too late in its order.
    """
    words = {old("word", word)[:WORD_BYTES]: word for word in telling(folded, ())}
    hashes = {gist[at : at + WORD_BYTES] for at in range(0, len(gist), WORD_BYTES)}
    if not hashes or not hashes.issubset(words):
        return gist
    told = {words[one] for one in hashes}
    if len(hashes) == MOST:
        last = max(hashes)
        told |= {word for one, word in words.items() if one > last and word not in about}
    return b"".join(sorted({new("word", word)[:WORD_BYTES] for word in told})[:MOST])


def unpacked(gist: bytes) -> frozenset[int]:
    """Return the hashes of a gist as numbers."""
    count = len(gist) // WORD_BYTES
    return frozenset(struct.unpack(f">{count}I", gist[: count * WORD_BYTES]))
