"""Numbers in words: twenty-five, two hundred thousand."""

import re

UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SIZES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SMALL = {**UNITS, **TENS, "fourty": 40, "dozen": 12}

_ONE = "|".join((*SMALL, *SIZES))
WORDS = (
    rf"(?:half\s+a\s+dozen|(?:an?\s+(?=hundred|thousand|million|billion"
    rf"|dozen))?(?:{_ONE})(?:(?:[\s-]+(?:and\s+)?)(?:{_ONE}))*)"
)
"""A pattern for a number in words, small letters."""


def number_of(words: str) -> float:
    """The number that the words say: `two hundred and five` is 205."""
    if words.startswith("half"):
        return 6
    whole, part = 0, 0
    for word in re.findall(r"[a-z]+", words):
        if word in SMALL:
            part = max(part, 1) * 12 if word == "dozen" else part + SMALL[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in SIZES:
            whole, part = whole + max(part, 1) * SIZES[word], 0
    return float(whole + part)
