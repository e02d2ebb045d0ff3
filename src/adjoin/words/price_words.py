"""Words that take something off a price, however they are written: 40 % off, half price, four months free, was 48k."""

import re
from collections.abc import Iterator

from adjoin.words.figures import Figure, figures_in
from adjoin.words.number_words import WORDS, number_of
from adjoin.words.price_read import price_read

_PRICED = (
    r"(?:price\w*|pricing|list|licen[cs]\w+|subscription|fees?|rates?|costs? you|cost to you|contract"
    r"|quote|invoice|bill|deal|discount\w*|pay\w*|tariff|offer)"
)
_OFF = re.compile(
    r"^\W*(?:\w+\s+){0,2}?(?:off|discount\w*|rebate\w*|reduction|below|under list|price (?:cut|reduction"
    r"|drop))\b(?!\s+(?:target|plan))",
    re.I,
)
_OFF_BEFORE = re.compile(
    r"\b(?:discount\w*|rebate\w*|price (?:cut|reduction)s?|(?:take|knock|shave|slice"
    r"|cut)\s+(?:off\s+)?)\W*(?:\w+\s+){0,4}$",
    re.I,
)
NO_PRICE = (
    r"(?!\s+(?:cards?|checks?|ratings?|risks?|lines?|limits?|facilit|insur|unions?|scores?|hours?|control|management"
    r"|terms?|history|teams?|departments?|analysts?|bureaus?|where|is due|goes|notes?)\b)"
)
"""After `credit`: what makes it another thing than money back."""
_CREDIT = re.compile(
    rf"^\W*(?:\w+\s+){{0,2}}?(?:credits?\b{NO_PRICE}|cash-?back\b|vouchers?\b|coupons?\b)", re.I
)
_BARE_OFF = re.compile(
    rf"^\W*(?:(?:in|of|as|a|service|account)\s+){{0,2}}(?:off(?!-)|discount\w*|rebates?|cash-?back|credits?\b{NO_PRICE})\b",
    re.I,
)
"""What makes a number above 100 without a currency money off: 20k off."""
_LESS = re.compile(r"^\W*(?:\w+\s+){0,2}?(?:less|lower|cheaper|reduc\w+|sav\w+|down|better|cut)\b", re.I)
_LESS_BEFORE = re.compile(
    r"\b(?:reduc\w+|lower\w*|cut\w*|drop\w*|slash\w*|sav\w+|less|halv\w*|trim\w*|cheaper)\b(?:\W+\w+){0,6}\W*$",
    re.I,
)
_JUST_LESS = re.compile(
    r"^\W*(?:less|cheaper|lower|weniger|günstiger|billiger|Rabatt|Nachlass|de remise|de descuento)\s*(?:[.,;!?]"
    r"|$|than\b|als\b)",
    re.I,
)
_MINUS = re.compile(r"(?:^|[\s:(])[-−–]\s?$")
_FOR_ONE = re.compile(
    rf"(?P<many>\d+|{WORDS})\s+(?:[\w-]+\s+){{0,3}}?for the (?:price|cost) of (?:just |only )?(?P<few>\d+|{WORDS})\b",
    re.I,
)
_CENTS = re.compile(
    rf"(?P<cents>\d+|{WORDS})\s+(?:cents|pence|p|c)\s+(?:on|in|for|to) (?:the|every|each) (?:dollar|euro|pound)",
    re.I,
)
_PRICE_WORD = re.compile(rf"\b{_PRICED}\b", re.I)
_OF_LIST = re.compile(r"\s*(?:of|from) (?:the|its|our|your)? ?(?:\w+ )?(?:list )?price", re.I)
_AT = re.compile(r"\b(?:at|for)\s+(?:only |just )?$", re.I)
_PAY = re.compile(
    r"\b(?:pay|pays|paying|charge|charged|invoice|bill|price is|priced at|costs? you"
    r"|cost is)\s+(?:you\s+)?(?:only|just|no more than|as little as)?\s*$",
    re.I,
)
_OF_PRICE = re.compile(rf"^\W*(?:of|from)?\s*(?:the|its|our|your)?\s*(?:\w+\s+){{0,2}}?{_PRICED}\b", re.I)
_FREE = re.compile(
    r"^[\s-]*(?:\w+\s+){0,2}?(?:free|on us|on the house|at no (?:charge|cost)|without charge|gratis"
    r"|complimentary|kostenlos"
    r"|costs?(?: you)? nothing|for nothing|nothing to pay|unpaid)\b",
    re.I,
)
_FREE_BEFORE = re.compile(
    r"\b(?:free (?:for|during|of charge for)|waive\w*|complimentary|no charge for)\s+(?:\w+\s+){0,4}$", re.I
)
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|down from|was|reduced from|compared (?:with|to)|not)\b|\bfrom\b", re.I
)
_WHOLE = re.compile(
    r"\b(?:two for (?:the price of )?one|buy one,? get one|bogof|first (?:year|twelve months) (?:\w+ )?(?:free"
    r"|on us|at no c\w+)|free (?:first )?year|free (?:licen[cs]e|subscription)s?"
    r"|(?:product|licen[cs]e|subscription|software)s? (?:is |are |will be |comes? )?(?:\w+ )?(?:free"
    r"|at no (?:charge|cost)|for nothing)|free forever|for nothing|next to nothing|name your (?:own )?price"
    r"|any (?:discount|price) you"
    r"|(?:whatever|unlimited|massive|huge|enormous|steep|deep(?:est)?|unbeatable"
    r"|rock[- ]bottom) (?:a )?(?:discount|price)\w*|price you (?:like|want|choose)|(?:fraction"
    r"|sliver) of the (?:\w+ )?price|at cost\b(?! of)|give\w* (?:it )?away|half[- ](?:price|off)|halv\w+ (?:the"
    r"|your|our|its) (?:\w+ )?(?:price|fee|licen|cost|rate|bill|invoice|subscription)\w*"
    r"|price\w* (?:\w+ )?halv\w+|half (?:of )?(?:the|our|its|your|list|usual|normal) (?:\w+ )?price)\b",
    re.I,
)
YEAR = 12.0
"""Months that a price is for, where nothing else is said."""


def whole_in(line: str) -> str | None:
    """The words that give all of the price away, or half of it and more without a figure; None where none do."""
    found = _WHOLE.search(price_read(line))
    return found[0] if found else None


def shares_in(line: str, worth: float | None = None, months: float = YEAR) -> Iterator[tuple[float, str]]:
    """Each share off the price that the line says in figures, 0–1 (more months free than there are give more), with
    its words. `worth`: the price, to weigh money by; without it money off is left out. `months`: of the term that
    free months are a part of."""
    line = price_read(line)
    if found := _FOR_ONE.search(line):
        many, few = (
            float(word) if word.isdigit() else number_of(word.casefold())
            for word in found.group("many", "few")
        )
        if many > few:
            yield 1 - few / many, found[0]
    if found := _CENTS.search(line):
        cents = found["cents"]
        yield 1 - (float(cents) if cents.isdigit() else number_of(cents.casefold())) / 100, found[0]
    figures, _ = figures_in(line)
    for place, figure in enumerate(figures):
        if not figure.values:
            continue
        before, after = line[: figure.start], line[figure.end :]
        share = _share(figure, before, after, worth, months)
        if share is not None:
            yield share, figure.said
        elif place + 1 < len(figures) and (paid := _paid(figure, figures[place + 1], line)) is not None:
            yield paid, line[figure.start : figures[place + 1].end]


def _share(figure: Figure, before: str, after: str, worth: float | None, term: float) -> float | None:
    """The part of the price that the figure takes off, None where it takes none off."""
    value = figure.values[0]
    if figure.unit == "days":
        months = value / 30.44
        free = months > 0.9 and (_FREE.match(after) or _FREE_BEFORE.search(before))
        return months / term if free else None
    if not figure.unit and value > 100:
        return value / worth if worth and _BARE_OFF.match(after) else None
    if figure.unit in ("%", ""):
        share = value / 100 if figure.unit == "%" or value >= 1 else value
        if _pays_only(figure, before, after) and share < 1:
            return 1 - share
        return share if share <= 1 and _takes_off(figure, before, after) else None
    if len(figure.unit) == 3 and (_OFF.match(after) or _OFF_BEFORE.search(before) or _CREDIT.match(after)):
        return value / worth if worth else None
    return None


def _pays_only(figure: Figure, before: str, after: str) -> bool:
    """You pay 60 %; at 60 % of the list price."""
    if _PAY.search(before):
        return figure.unit == "%" or bool(_OF_PRICE.match(after))
    return bool(_OF_LIST.match(after) and _AT.search(before))


def _takes_off(figure: Figure, before: str, after: str) -> bool:
    """40 off; a discount of 40; and in per cent: 40 % less, -40 %, a price that drops by 40 %."""
    if _OFF.match(after) or _OFF_BEFORE.search(before):
        return True
    if figure.unit != "%":
        return False
    if _JUST_LESS.match(after) or _MINUS.search(before):
        return True
    return bool(_PRICE_WORD.search(before + after) and (_LESS.match(after) or _LESS_BEFORE.search(before)))


def _paid(first: Figure, second: Figure, line: str) -> float | None:
    """£20,000 instead of £48,000, or from £48,000 to £20,000."""
    if len(first.unit) != 3 or first.unit != second.unit or not second.values:
        return None
    between = line[first.end : second.start]
    low, high = sorted((first.values[0], second.values[0]))
    cheaper = _INSTEAD.search(between) or (
        re.search(r"\bfrom\s*$", line[: first.start], re.I) and second.values[0] == low
    )
    return 1 - low / high if cheaper and high > 0 and re.search(rf"\b{_PRICED}\b", line, re.I) else None
