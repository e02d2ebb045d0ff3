"""What people give to win a deal, by kind, as words say it."""

import re

from adjoin.words.number_words import WORDS

_N = rf"(?:\d[\d.,]*|{WORDS})"
_PRICE = (
    r"(?:price|prices|pricing|list|licen[cs]e|licen[cs]es|licen[cs]ing|subscription|fee|fees|rate"
    r"|cost to you|contract value|quote)"
)

CONCESSIONS: dict[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "discount": rf"\bdiscount\w*|\brebates?\b|\bvouchers?\b|\bcoupons?\b|\bcash-?back\b|\bprice (?:cut"
        rf"|reduction|drop|break)\w*|\b(?:cheaper|half[- ]price)\b"
        rf"|{_N}\s*(?:%|percent|per\s?cent|pct)?\s*(?:off|reduction|below list|under list)\b(?!\s+(?:the"
        rf"|of)\s+(?:record|air))"
        rf"|\b(?:half|third|quarter)\s+off\b|\b(?:reduc\w+|lower\w*|cut\w*|drop\w*|knock\w*|shav\w+|slash\w*"
        rf"|trim\w*)\s+(?:\w+\s+){{0,4}}{_PRICE}\b"
        rf"|\b(?:lower|reduced|better|special|preferential|introductory|best) {_PRICE}\b|\b{_PRICE} (?:is|are"
        rf"|be|would be|will be) (?:reduced|lower\w*|cut|halved)\b"
        r"|\b(?:below|under) (?:our )?list(?: price)?\b|\b(?:service |account )?credits? (?:of|worth|towards?"
        r"|against)\b|\btwo for (?:the price of )?one\b",
        "free": r"(?<!-)(?<!feel )\bfree(?: of charge| for| during| until| in|[- ]of[- ]cost)?\b(?![- ](?:up"
        r"|ing|hand|text|form|time|to|from|day|slot|moment|hour|on|next)\b)"
        r"|\bno (?:extra |additional |further )?(?:charge|cost|fee)\b|\bcomplimentary\b|\bgratis\b|\bwaiv\w+"
        r"|\bon (?:us|the house)\b|\bat our (?:own )?(?:cost|expense)\b"
        r"|\bwithout (?:extra |additional |any )?(?:charge|cost|fee)s?\b|\bthrow\w* in\b|\bmonths? free\b"
        r"|\b(?:we|i)(?:'ll| will| can| would)? (?:cover|absorb|pay for|pick up)\b",
        "trial": r"\b(?:pilots?|trials?|proof of (?:concept|value)|poc|test (?:period|phase)|try it (?:out"
        r"|first|before)|sandbox)\b",
        "term": rf"\b(?:multi-?year|{_N}[\s-]+years?[\s-]+(?:term|commitment|agreement|contract|deal"
        rf"|subscription|renewal|signature)|(?:commit\w*|term|contract|agreement|sign\w*"
        rf"|renew\w*)\s+(?:\w+\s+){{0,3}}{_N}[\s-]+years?"
        r"|long(?:er)?[- ]term (?:commitment|contract|agreement|deal))\b",
        "roadmap": r"\broad-?map\b|\b(?:we|our (?:team|engineers|developers))(?:'ll| will| can| would"
        r"| could)? (?:also |gladly )?(?:build|develop|prioriti[sz]e|add) (?:\w+ ){0,4}(?:features?"
        r"|integrations?|connectors?|modules?|functions?|reports? for you|for you)\b"
        r"|\bcustom (?:development|feature|integration|connector|build)s?\b|\bfeature (?:request|commitment|by)\b",
        "bundle": r"\bbundl\w+|\bpackage (?:deal|price)\b|\badd-?on (?:at|included|for nothing)\b"
        r"|\btogether with (?:\w+ ){1,3}at one price\b|\b(?:all )?(?:included|thrown in) (?:at no"
        r"|for the same|in the same)\b",
        "payment": r"\b(?:payment (?:terms?|plan|holiday)|(?:net|pay\w* (?:in|after|within)) ?(?:30|45|60|90"
        r"|120)(?: days)?|deferred? (?:the )?(?:payment|billing|invoic\w*)|defer\w* (?:\w+ ){0,3}(?:payment"
        r"|invoice|billing)"
        r"|pay(?:ing)? (?:nothing|later|only (?:after|once|when|from))|nothing to pay|price (?:lock|freeze|hold"
        r"|guarantee|protection|cap)|(?:lock|freez|hold)\w* (?:\w+ ){0,3}price|invoice (?:only )?(?:later"
        r"|next year)|instal?ments?|(?:monthly|quarterly) (?:billing|payments?))\b",
        "exit": r"\b(?:money[- ]back|opt[- ]?out|cancel (?:at )?any ?time|cancel (?:whenever|without)|refund\w*"
        r"|terminat\w+ for convenience|no lock-in|exit clause|break clause|walk away)\b",
        "services": r"\b(?:premium|priority|dedicated|extended|24/7|white[- ]glove|concierge|named) (?:support"
        r"|success|service|engineer|manager|onboarding|consultant)\w*"
        r"|\b(?:we|i)(?:'ll| will| can| would| could)? (?:also )?(?:add|include|throw in|give|offer|grant"
        r"|provide)\b(?: you| your team)? (?:\w+ ){0,3}(?:training|onboarding|workshops?|consulting|migration"
        r"|seats?|licen[cs]es?|users|support|implementation|hours|days of)\b"
        r"|\b(?:extra|additional|bonus|more) (?:seats?|licen[cs]es?|users|storage|capacity|support)(?: at| for"
        r"| until| on| included)",
        "reference": r"\b(?:reference (?:call|customer|visit)|case stud(?:y|ies)|testimonials?|press release"
        r"|success story|use (?:of )?your logo|logo (?:use|rights|permission)|quote on our (?:web)?site"
        r"|joint webinar|speak at)\b",
        "exclusive": r"\b(?:exclusiv\w+|most[- ]favou?red|early access|beta access)\b",
    }.items()
}
"""Kind → the words that offer it."""


def concessions_in(text: str) -> dict[str, str]:
    """Every kind of concession that the text offers, with the words."""
    return {
        kind: found[0].strip() for kind, pattern in CONCESSIONS.items() if (found := pattern.search(text))
    }
