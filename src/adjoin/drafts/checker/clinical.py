"""To a healthcare customer a draft speaks of operations, never of clinical work."""

import re
from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading

_HEALTHCARE = re.compile(r"health|hospital|clinic|medic|nhs|patient|care provider", re.I)
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


def faults(read: Reading) -> Iterator[str]:
    """Names and titles of the brief are names, whatever words they are made of."""
    brief = read.known.brief
    if not _HEALTHCARE.search(f"{brief.industry or ''} {brief.segment or ''}"):
        return
    names = [brief.account, brief.product.name, *brief.uses, *(other for _, other in _called(read))]
    for line in read.lines:
        said = line
        for name in filter(None, names):
            said = re.sub(re.escape(name), " ", said, flags=re.I)
        for found in dict.fromkeys(match[0] for match in _CLINICAL.finditer(said)):
            yield f"says “{found}” in “{line.strip()}”, which is clinical"


def _called(read: Reading) -> Iterator[tuple[str, str]]:
    for person in read.known.brief.people:
        yield from (("name", person.name or ""), ("title", person.title or ""))
