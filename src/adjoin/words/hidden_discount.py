"""A discount that words hide: two months free, three for the price of two, no charge for the first quarter."""

import re
from dataclasses import dataclass

from adjoin.words.figures import figures_in
from adjoin.words.price_read import price_read
from adjoin.words.price_words import NO_PRICE, YEAR, shares_in, whole_in

DAYS_A_MONTH = 30.44
NEAR = 0.005
"""Half a per cent: how far a discount may be from the words, for 17 % says two months of twelve."""

_FREE = (
    r"(?:(?<!-)(?<!not )(?<!feel )free(?: of (?:charge|cost))?(?!-)|on us|on the house|at no (?:extra |additional )?"
    r"(?:charge|cost|fee)|no (?:extra |additional )?(?:charge|cost|fee)|without (?:any )?(?:charge|cost|fee)"
    r"|complimentary|gratis|waiv(?:e[sd]?|ing)|for nothing|costs? nothing|not (?:be )?(?:charged|billed))\b"
)
_LINK = (
    r"(?:\s+(?:for|in|during|the|its|your|our|all|any|first|initial|last|extra|additional|premium|a|an|one))"
)
_SERVICE = (
    r"\b(?:training\w*|onboarding|workshops?|support|consult\w+|implementation|set-?up|migration|integration"
    r"|help|engineers?|coaching|enablement|configuration|installation|services?)\b"
)
_TRIAL = r"\b(?:pilots?|trials?|proofs? of (?:concept|value)|poc|tests?|evaluation|sandbox)\b"
_PERIOD = r"(?<![-\w])(?P<{}>half(?:[- ]a)?[- ]year|month|quarter|year)\b"
_MONTHS = {"month": 1.0, "quarter": 3.0, "half": 6.0, "year": 12.0}
_PERIOD_FREE = re.compile(
    rf"{_PERIOD.format('then')}\s+(?:(?!of\b)\w+\s+){{0,2}}?{_FREE}|\b{_FREE}{_LINK}{{0,4}}\s+{_PERIOD.format('thus')}",
    re.I,
)
_HALF = re.compile(
    r"\bhalf[- ](?:the |of the |its |our |list |your )?(?:list |usual |normal )?(?:price|off|cost|fee|rate)\b"
    r"|\bhalv\w+ (?:the|your|our|its) (?:\w+ )?(?:price|fee|licen|cost|rate|subscription)\w*"
    r"|\bprice\w* (?:\w+ )?halv\w+|\btwo for (?:the price of )?one\b|\bbuy one,? get one\b|\bbogof\b",
    re.I,
)
_CREDIT = (
    r"(?<!give )(?<!gives )(?<!giving )(?<!take )(?<!where )(?<!due )(?<!carbon )(?<!tax )(?<!photo )"
    r"(?<!full )(?<!public )"
    rf"\bcredits?\b{NO_PRICE}(?! (?:for the (?:idea|work|result)|in (?:the|a|our|their) (?:case|press|release|article"
    r"|report|video|paper)))"
)
_UNSAID = re.compile(
    rf"{_FREE}|(?<!no )(?<!any )(?<!without )(?<!without a )\bdiscount\w*|\brebates?\b|\bvouchers?\b|\bcoupons?\b"
    r"|\bcash-?back\b|\bprice (?:cut|reduction|drop|break)\w*|\bcheaper\b|\b(?:below|under) (?:our )?list\b"
    r"|\b(?:lower|reduced|better|special|preferential|introductory|best|volume|partner) (?:\w+ )?"
    rf"(?:prices?|pricing|rates?|fees?)\b|{_CREDIT}|\bthr(?:own|ows?|owing) in\b"
    r"|\bcomp(?:s|ed|ing)?\b(?! (?:plan|time|review|analysis|sheet|data|table|benchmark)|\.)|\bprice[- ]?match\w*"
    r"|\bmatch\w* (?:\w+(?:'s)? ){0,2}(?:prices?|pricing|quotes?)\b",
    re.I,
)
_TERM = re.compile(r"^[\s-]*(?:term|contract|agreement|commitment|subscription|deal|signature)\b", re.I)


@dataclass(frozen=True, slots=True)
class Hidden:
    """`said`: the words. `share`: what they take off the price, 0–1; None where they do not say how much."""

    said: str
    share: float | None

    def fits(self, share: float) -> bool:
        """Whether a share off the price says at least what the words do."""
        return share > 0 if self.share is None else share >= self.share - NEAR


def hidden_discount(gives: str, gets: str = "", months: float | None = None) -> Hidden | None:
    """What the words of a give take off the price; None where they take nothing off.

    Free time counts as its part of the term: of `months`, else of the term that either side names, else of a year. Free
    services have a worth that their words do not say; a free trial ends before there is a price.
    """
    text = price_read(gives).replace("’", "'")
    term = months or _term(text) or _term(gets) or YEAR
    text, services = _without_free(_SERVICE, _without_free(_TRIAL, text)[0])
    found = list(shares_in(text, months=term))
    if period := _PERIOD_FREE.search(text):
        name = str(period["then"] or period["thus"]).casefold()
        found.append((next(n for word, n in _MONTHS.items() if name.startswith(word)) / term, period[0]))
    if half := _HALF.search(text):
        found.append((0.5, half[0]))
    if found:
        by_share = {round(share, 6): said for share, said in found}
        return Hidden(", ".join(dict.fromkeys(by_share.values())), min(1.0, sum(by_share)))
    said = services or _unsaid(text)
    return Hidden(said, None) if said else None


def _unsaid(text: str) -> str | None:
    """Words that take off they do not say how much; money is such a word without the price it is taken off."""
    if money := next((said for _, said in shares_in(text, worth=1.0)), None):
        return money
    found = _UNSAID.search(text)
    return found[0] if found else whole_in(text)


def _without_free(what: str, text: str) -> tuple[str, str | None]:
    """The text without the words that make such things free, and those words."""
    pattern = re.compile(
        rf"\b{_FREE}{_LINK}{{0,3}}\s+(?P<after>{what})|(?P<before>{what})\s+(?:\w+\s+){{0,2}}?{_FREE}", re.I
    )
    found = pattern.search(text)
    return pattern.sub(lambda one: one["after"] or one["before"], text), found[0] if found else None


def _term(text: str) -> float | None:
    """Months of the term that the text names: of a three-year commitment 36."""
    for figure in figures_in(text)[0]:
        if figure.unit == "days" and figure.values and _TERM.match(text[figure.end :]):
            return float(round(figure.values[0] / DAYS_A_MONTH)) or None
    return None
