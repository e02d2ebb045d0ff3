"""What is said of a price, so that one reading serves: without invisible signs, and German, French and Spanish words
of price as the English ones."""

import re
import unicodedata

_NUMBERS = {
    1: "ein eine einen einem un una uno une",
    2: "zwei deux dos",
    3: "drei trois tres",
    4: "vier quatre cuatro",
    5: "fünf fuenf cinq cinco",
    6: "sechs six seis",
    7: "sieben sept siete",
    8: "acht huit ocho",
    9: "neun neuf nueve",
    10: "zehn dix diez",
    12: "zwölf zwoelf douze doce",
    15: "fünfzehn fuenfzehn quinze quince",
    20: "zwanzig vingt veinte",
    25: "fünfundzwanzig fuenfundzwanzig vingt-cinq veinticinco",
    30: "dreißig dreissig trente treinta",
    40: "vierzig quarante cuarenta",
    50: "fünfzig fuenfzig cinquante cincuenta",
}
_NUMBER = {word: number for number, words in _NUMBERS.items() for word in words.split()}
_COUNTED = re.compile(
    rf"\b(?P<number>{'|'.join(sorted(_NUMBER, key=len, reverse=True))})(?=\s+(?:%|prozent|monate?n?|jahre?n?|mois|mes"
    r"(?:es)?|ans?|años?|wochen?|semaines?|semanas?)(?!\w))",
    re.I,
)
_DISCOUNT = r"\b(?:\w*rabatt\w*|\w*nachl(?:ass|aß|ässe|asses|ässen)|remises?|rabais|ristournes?|descuentos?|rebajas?)\b"
_WORDS = tuple(
    (re.compile(words, re.I), english)
    for words, english in (
        (r"\b(?:pour\s?cent|por\s?ciento)\b", "%"),
        (r"\b(?:kosten(?:los|frei)\w{0,2}|umsonst|gratuit(?:e?s?|ement|os?|as?)|gratis)\b", "free"),
        (r"\boffert(?:e?s?)\b", "free"),
        (r"\b((?:monate?n?|jahre?n?|quartale?)\s+)(?:frei|geschenkt)\b", r"\1free"),
        (r"\bréductions? (?:de prix|tarifaires?|sur le prix)\b", "discount"),
        (
            r"\b(?:im |das |dem |der |den |(?:pour )?l[ea] |el )?(?:erste[nmrs]? jahr|premi(?:er an|[èe]re année)"
            r"|primer año)\b",
            "first year",
        ),
        (
            r"\b(?:im |der |den |(?:pour )?le |el )?(?:erste[nmrs]? monat|premier mois|primer mes)\b",
            "first month",
        ),
        (
            r"\b(?:im |das |(?:pour )?le |el )?(?:erste[nmrs]? quartal|premier trimestre|primer trimestre)\b",
            "first quarter",
        ),
        (
            r"\b(?:test(?:phase|version|zugang|monate?|en)|probe(?:zeit|phase|monate?)|essais?|pruebas?)\b",
            "trial",
        ),
        (r"\b(?:\w*gutschrift(?:en)?)\b", "credit"),
        (_DISCOUNT, "discount"),
        (r"\b(?:keine?n?|ohne|sans|sin|pas de|aucune?|ningún)\s+(?=discount)", "no "),
    )
)


def price_read(text: str) -> str:
    """The text as the words of price are looked for in it; other words are as they were."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    for words, english in _WORDS:
        seen = words.sub(english, seen)
    return _COUNTED.sub(lambda found: str(_NUMBER[found["number"].casefold()]), seen)
