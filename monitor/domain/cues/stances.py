"""The words by which people doubt, deny and back what is said; regular expressions, folded."""

from __future__ import annotations

from typing import Final

QUERY: Final = r"""
    source|sources|proof|evidence|really|seriously|is (?:it|this|that) true|
    any (?:truth|word|news|chance|idea|confirmation)|do we know|
    can (?:you|anyone|anybody|someone) (?:confirm|verify|tell)|anyone (?:know|else|confirm)|
    who (?:says|said|told)|where (?:did|is|was)|how do (?:you|we) know|are you sure|has this been|
    confirmed yet|verified|es (?:verdad|cierto|real|en serio)|en serio|fuente|alguien sabe|
    quien lo dice|seguro que|de donde|e (?:verdade|serio|verdade isso)|serio mesmo|a serio|fonte|
    alguem sabe|quem disse|de onde|e vero|davvero|sul serio|qualcuno sa|chi lo dice|sicuro che|
    c'est vrai|vraiment|serieux|serieusement|quelqu'un sait|qui dit|t'es sur|stimmt das|wirklich|
    echt jetzt|im ernst|quelle|weiss jemand|wer sagt das|sicher dass
"""

DENY: Final = r"""
    fake|fakes|false|lie|lies|lying|liar|liars|hoax|bullshit|bs|bollocks|nonsense|rubbish|wrong|
    not true|untrue|isn'?t true|incorrect|misinformation|propaganda|photoshop(?:ped)?|debunked|
    denied|denies|deny|no (?:evidence|proof|truth|way|chance)|not happening|made up|clickbait|
    click bait|stop (?:spreading|lying|it)|old (?:photo|picture|pic|video|news)|inaccurate|
    never happening|falso|mentira|mentiras|mienten|no es (?:verdad|cierto)|bulo|humo|invento|
    inventado|desmentido|ni de cona|ni loco|imposible|vendehumos|falsa|nao e verdade|mentiroso|
    impossivel|nem pensar|desmentiu|falsita|bufala|bugia|bugie|non e vero|inventata|impossibile|
    smentito|balle|cazzata|faux|fausse|mensonge|c'est faux|pas vrai|intox|n'importe quoi|
    impossible|dementi|bidon|falsch|luge|gelogen|stimmt nicht|quatsch|unsinn|blodsinn|erfunden|
    unmoglich|dementiert|ente|falschmeldung
"""

SUPPORT: Final = r"""
    confirmed|confirms|true|exactly|agree|agreed|yes|yep|indeed|right|correct|truth|breaking|
    report|reports|reported|official|officially|update|here we go|confirmado|cierto|verdad|exacto|
    si senor|oficial|asi es|verdade|exato|isso mesmo|confirmada|confermato|vero|esatto|ufficiale|
    proprio cosi|confirme|vrai|exact|officiel|c'est ca|bestatigt|stimmt|genau|offiziell|richtig
"""

NEGATION: Final = r"""
    not|no|never|\w+n'?t|dont|cant|nunca|jamas|nao|non|mai|pas|jamais|nicht|kein|keine|nie
"""

CONFIRMED: Final = r"""
    confirmed|confirms|confirm (?:it|this|that|the)|official|officially|announced (?:it|this|that)
"""
"""By these a text backs what it answers, unless something in it takes that back."""

RESERVE: Final = r"""
    yet|until|unless|if|once|when|wait|waits|waiting|nobody|noone|none|nothing|neither|nor|without|
    should|could|would|might|may|who|which|supposedly|allegedly|pending|refuse|refuses|refused
"""
