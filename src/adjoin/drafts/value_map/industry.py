"""What an industry changes in a value map, told by the words in its name."""

import re

_FINANCIAL = re.compile(r"financ|bank|insur", re.IGNORECASE)
_HEALTH = re.compile(r"health|hospital|medic|clinic", re.IGNORECASE)
_MANUFACTURING = re.compile(r"manufactur|industrial|factor(?:y|ies)|automotive", re.IGNORECASE)
_CLINICAL = re.compile(
    r"clinic|patient|diagnos|treatment|therap|bedside|nurs|physician|doctor|surg|medication|symptom|\bward|\behr\b",
    re.IGNORECASE,
)


def is_financial(industry: str | None) -> bool:
    """Banks, insurers and other financial services."""
    return bool(industry and _FINANCIAL.search(industry))


def is_healthcare(industry: str | None) -> bool:
    """Hospitals and whoever else treats patients or insures nobody but cares."""
    return bool(industry and _HEALTH.search(industry) and not is_financial(industry))


def is_manufacturing(industry: str | None) -> bool:
    """Whoever makes things at sites."""
    return bool(industry and _MANUFACTURING.search(industry))


def is_clinical(text: str) -> bool:
    """Speaks of how patients are cared for: never said to a healthcare customer."""
    return bool(_CLINICAL.search(text))
