"""Which family a customer's industry belongs to, and what is clinical: one answer for the checker and the value map.

The families are those that ship (`words/industries.yaml`): a project may say other things to them, not who they are.
"""

import re
from collections.abc import Iterator

from adjoin.drafts.families import family_of
from adjoin.drafts.word_files import shipped

HEALTHCARE = "healthcare"

_CLINICAL = re.compile(
    r"""\b(?:
      clinical\w*|clinician\w*|diagnos\w*|treatments?|treat(?:s|ed|ing)?\s+(?:patients?|people)
    | therap\w*|prescri\w*
    | medications?|medicines?|drug\s\w+|dos(?:age|ages|es|ing)|symptom\w*|surg(?:ery|eries|ical|eons?)
    | triag\w*|bedside\w*
    | ward(?:s|\srounds?)?|nurs(?:e|es|ing)|physicians?|doctors?
    | medical\s(?:decision|care|record|chart|history|error|staff|team|imaging)\w*
    | (?:electronic|personal)\shealth\srecords?|ehr|emr|disease\w*|oncolog\w*|radiolog\w*|patholog\w*
    | cardi(?:ac|olog\w*)
    | (?:lab(?:oratory)?|test|scan|blood|biopsy)\sresults?
    | vital\s?signs|mortality|morbidity|re-?admissions?|hospital\sstays?
    | discharg\w*|intensive\scare|icu|care\s(?:plans?|teams?|pathways?|deliver\w*|quality|decisions?|outcomes?|gaps?)
    | (?:point|quality|continuity|standard|level)s?\sof\scare|order\ssets?|infect\w*|vaccin\w*|an(?:a)?esth\w*
    | sepsis
    | health\soutcomes?|adverse\sevents?|recover(?:y|ies)\sof\spatients?|ill(?:ness(?:es)?)?
    | surviv\w*|save\slives|lives\ssaved
    | x-?rays?|mri|ct\sscans?|ultrasound\w*|pharmac(?:y|ies|ist\w*)|immuni[sz]\w*|prognos\w*|rehabilitat\w*
    | patients?(?:'s?)?(?!\s+(?:bill|invoic|portal|schedul|appointment|account|payment|statement|letter
        |correspond|administrat|enquir|inquir|registration|intake\sform)\w*)
    )\b""",
    re.I | re.X,
)


def is_financial(industry: str | None) -> bool:
    """Banks, insurers and other financial services."""
    return family_of(industry, shipped().families) == "financial_services"


def is_healthcare(industry: str | None) -> bool:
    """Hospitals and whoever else cares for patients; a health insurer is an insurer."""
    return family_of(industry, shipped().families) == HEALTHCARE


def is_manufacturing(industry: str | None) -> bool:
    """Whoever makes things at sites."""
    return family_of(industry, shipped().families) == "manufacturing"


def near_patients(*said: str | None) -> bool:
    """Whether any word of an industry or segment is one of healthcare, also where it belongs to another family."""
    words = " ".join(one for one in said if one).casefold()
    return any(word.casefold() in words for word in shipped().families[HEALTHCARE].words)


def clinical_words(text: str) -> Iterator[str]:
    """What in it speaks of how patients are cared for, each once: never said to whoever is near them."""
    yield from dict.fromkeys(match[0] for match in _CLINICAL.finditer(text))


def may_say(industry: str | None, text: str) -> bool:
    """Whether the text may be said to a customer of that industry."""
    return not (near_patients(industry) and next(clinical_words(text), None))
