"""Which codes of countries there are, and which one a slip means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_LISTED: Final = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
    XK
"""

CODES: Final = frozenset(_LISTED.split())
"""ISO 3166-1 alpha-2, and XK: Kosovo has a league, and no code there."""

_WRITTEN: Final = """
    EL:GR EN:GB WA:GB UK:GB SP:ES SW:SE KO:KR JA:JP
    ALG:DZ ARG:AR AUS:AU AUT:AT AZE:AZ BEL:BE BIH:BA BRA:BR BUL:BG CAN:CA CHI:CL CHN:CN CIV:CI
    CMR:CM COL:CO CRC:CR CRO:HR CYP:CY CZE:CZ DEN:DK DEU:DE ECU:EC EGY:EG ENG:GB ESP:ES FIN:FI
    FRA:FR GBR:GB GEO:GE GER:DE GHA:GH GRE:GR HUN:HU IRL:IE IRN:IR ISL:IS ISR:IL ITA:IT JPN:JP
    KOR:KR KSA:SA KVX:XK MAR:MA MEX:MX NED:NL NGA:NG NIR:GB NLD:NL NOR:NO PAR:PY PER:PE POL:PL
    POR:PT PRT:PT QAT:QA ROU:RO RSA:ZA RUS:RU SCO:GB SEN:SN SRB:RS SUI:CH SVK:SK SVN:SI SWE:SE
    TUN:TN TUR:TR UAE:AE UKR:UA URU:UY USA:US VEN:VE WAL:GB
"""

_SLIPS: Final[Mapping[str, str]] = dict(pair.split(":") for pair in _WRITTEN.split())
"""What people write instead: codes of FIFA, of languages, and with three letters."""


def meant(text: str) -> str | None:
    """Return the code that *text* probably means, where it is none."""
    code = text.strip().upper()
    home = _SLIPS.get(code, code.partition("-")[0])  # GB-SCT is a part of GB
    return home if home in CODES else None
