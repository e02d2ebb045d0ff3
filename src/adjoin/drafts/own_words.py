"""The words in a project's `words/`: those that can be used, and those that are refused by name."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.drafts.draft import DraftKind
from adjoin.drafts.families import SENTENCES, Families
from adjoin.drafts.forms import SHARED, Kinds
from adjoin.drafts.offline import rendered
from adjoin.drafts.placeholders import NAMES
from adjoin.drafts.sandbox import syntax_problem, undeclared
from adjoin.drafts.trial import TRIALS
from adjoin.drafts.word_files import (
    FAMILIES,
    FILES,
    FOLDER,
    KINDS,
    TEMPLATES,
    Words,
    families_in,
    kinds_in,
    parsed,
    shipped,
)
from adjoin.facts.own_sql.files import Refusal, in_one_line, text_of

SUFFIXES = (".jinja", ".yaml", ".yml")


def read_words(root: Path) -> Words:
    """Adjoin's words with those in `root`/words/ in their place, each file of the same name.

    A template replaces ours. `kinds.yaml` and `industries.yaml` replace what they name and leave the rest: the forms of
    a kind as a whole, of an industry each entry by itself. A file that cannot be used refuses itself, never the others,
    and ours is used in its stead; each template is tried on made-up accounts first. Files whose name begins with `_`
    are left alone.
    """
    words = shipped()
    for path in _files(root / FOLDER):
        file = f"{FOLDER}/{path.name}"
        try:
            words = _with(words, path, file)
        except ConfigurationError as error:
            refusal = Refusal(path.stem, file, f"{in_one_line(error)}; Adjoin's own words are used instead")
            words = replace(words, refused=(*words.refused, refusal))
    return words


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_file() and path.suffix in SUFFIXES and not path.name.startswith("_"):
            yield path


def _with(words: Words, path: Path, file: str) -> Words:
    """The words with those of one file."""
    if path.name not in FILES:
        raise ConfigurationError(
            f"{file}: there are no words of the name '{path.name}'{nearest(path.name, FILES)}; "
            f"there may be {', '.join(FILES)}."
        )
    text = text_of(path, file)
    if path.name == KINDS:
        changed = replace(words, kinds=_kinds(words.kinds, text, file))
        _try(changed, list(DraftKind), file)
    elif path.name == FAMILIES:
        changed = replace(words, families=_families(words.families, text, file))
        _try(changed, list(DraftKind), file)
    else:
        kind = TEMPLATES[path.name]
        _refuse(text, NAMES, file)
        changed = replace(words, templates={**words.templates, kind: text}, own=words.own | {kind})
        _try(changed, [kind], file)
    return changed


def _kinds(ours: Kinds, text: str, file: str) -> Kinds:
    theirs = kinds_in(parsed(text, file), file)
    for kind, forms in theirs.items():
        if not forms:
            raise ConfigurationError(f"{file}: {kind} has no form; write at least one, or leave it out.")
        for place, form in enumerate(forms, 1):
            for template in (form.seen, form.topic, form.asks, form.so or ""):
                _refuse(template, (*SHARED, *form.groups), f"{file}: {kind}, form {place}")
    return {**ours, **theirs}


def _families(ours: Families, text: str, file: str) -> Families:
    """Theirs that are new are tried before ours."""
    theirs = parsed(text, file)
    merged = {
        name: {**ours[name].model_dump(), **entries}
        if name in ours and isinstance(entries, dict)
        else entries
        for name, entries in theirs.items()
    }
    found = families_in(merged, file)
    for name, family in found.items():
        for entry in SENTENCES:
            _refuse(getattr(family, entry) or "", family.numbers, f"{file}: {name}, {entry}")
    fresh = {name: family for name, family in found.items() if name not in ours}
    return {**fresh, **{name: found.get(name, family) for name, family in ours.items()}}


def _refuse(template: str, known: Collection[str], where: str) -> None:
    """ConfigurationError where a template cannot be read or says what nobody fills in."""
    if problem := syntax_problem(template):
        raise ConfigurationError(f"{where}: {problem}.")
    unknown = sorted(undeclared(template) - set(known))
    if unknown:
        raise ConfigurationError(
            *(f"{where}: there is no placeholder '{name}'{nearest(name, known)}." for name in unknown)
        )


def _try(words: Words, kinds: list[DraftKind], file: str) -> None:
    """ConfigurationError where the words break, or come out empty, on a made-up account."""
    for title, brief in TRIALS.items():
        for kind in kinds:
            try:
                draft = rendered(brief, kind, words)
            except ConfigurationError as error:
                raise ConfigurationError(f"{file}: it breaks {title}: {in_one_line(error)}.") from error
            if not draft.body:
                raise ConfigurationError(f"{file}: it comes out empty {title}.")
