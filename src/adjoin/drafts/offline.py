"""Drafts without a language model: templates filled from the brief, good enough to send."""

from dataclasses import dataclass
from textwrap import shorten

from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.brief import Brief
from adjoin.drafts.draft import MOST_WORDS, Draft, DraftKind
from adjoin.drafts.named import reader_of
from adjoin.drafts.placeholders import Filled, placeholders
from adjoin.drafts.sandbox import fill_text, undeclared
from adjoin.drafts.word_files import FAMILIES, FOLDER, KINDS, Words, shipped
from adjoin.facts.own_sql.files import Refusal, in_one_line

SHORTEST = 7
"""How often words may be left out, one step after another: messages need three steps, a hypothesis all."""

SUBJECT_LETTERS = 78  # RFC 5322, 2.1.1
SUBJECT = "Subject:"


@dataclass(frozen=True, slots=True)
class Written:
    """The drafts of an account, one of each kind, and the project's words that broke on it."""

    drafts: tuple[Draft, ...]
    refused: tuple[Refusal, ...] = ()


def offline_drafts(brief: Brief, words: Words | None = None) -> tuple[Draft, ...]:
    """One draft of each kind, in the order of DraftKind; nothing in them is not in the brief."""
    return written(brief, words).drafts


def written(brief: Brief, words: Words | None = None) -> Written:
    """The same, and which of the project's own words broke on this account: there ours were used."""
    chosen = words or shipped()
    drafts, refused = [], []
    for kind in DraftKind:
        try:
            drafts.append(rendered(brief, kind, chosen))
        except ConfigurationError as error:
            if chosen is shipped():
                raise
            drafts.append(rendered(brief, kind, shipped()))
            refused.append(_refusal(kind, brief, chosen, error))
    return Written(tuple(drafts), tuple(refused))


def rendered(brief: Brief, kind: DraftKind, words: Words) -> Draft:
    """One draft; where it comes out longer than its reader would read, with less in it."""
    for short in range(SHORTEST + 1):
        draft = _rendered(brief, kind, words, short)
        if len(draft.body.split()) <= MOST_WORDS[kind]:
            break
    return draft


def _rendered(brief: Brief, kind: DraftKind, words: Words, short: int) -> Draft:
    template = words.templates[kind]
    filled = placeholders(brief, kind, words, short=short)
    text = fill_text(template, filled.placeholders.words())
    subject, body = _parted(text)
    offers = kind is DraftKind.BUYER_MESSAGE and filled.placeholders.gives is not None
    reader = reader_of(brief, kind)
    return Draft(
        kind=kind,
        body=body,
        product_id=brief.product.id,
        cites=_cited(brief, template, filled, text),
        to=reader.contact_id if reader else None,
        subject=subject,
        give_get=brief.give_get.name if offers else None,
    )


def _parted(text: str) -> tuple[str | None, str]:
    """A first line that begins with `Subject:`, and the rest."""
    first, _, rest = text.partition("\n")
    if not first.startswith(SUBJECT):
        return None, text
    return shorten(first.removeprefix(SUBJECT), SUBJECT_LETTERS, placeholder=" …"), rest.strip()


def _cited(brief: Brief, template: str, filled: Filled, text: str) -> tuple[str, ...]:
    """The evidence whose words stand in the text, in the order of the brief."""
    read = undeclared(template)
    ids: list[str] = []
    for name in filled.cites.keys() & read:
        said = getattr(filled.placeholders, name)
        parts = said if isinstance(said, tuple) else (said,)
        pairs = zip(parts, filled.cites[name], strict=False)
        # Its first letter may have become a capital, or lost it.
        ids += [one for part, one in pairs if part and part.rstrip(".?!")[1:] in text]
    return tuple(found.id for found in brief.evidence if found.id in ids)


def _refusal(kind: DraftKind, brief: Brief, words: Words, error: ConfigurationError) -> Refusal:
    file = f"{FOLDER}/{kind}.jinja" if kind in words.own else f"{FOLDER}/{KINDS} or {FAMILIES}"
    why = f"{file}: it breaks on the account {brief.account_id}: {in_one_line(error)}"
    return Refusal(str(kind), file, f"{why}; Adjoin's own words are used instead")
