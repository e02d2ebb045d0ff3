"""Templates are filled in a sandbox: plain text, no escaping, and what is not known is an error."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from adjoin.domain.errors import ConfigurationError

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

LINE = "\u2028"
"""A line break that is meant, within a paragraph."""

PARAGRAPH = "\u2029"
_EMPTY = re.compile(r"^[ \t]*$(?=\n)", re.MULTILINE)
_ONE_TAG = re.compile(r"^[ \t]*(\{%(?:(?!%\}).)*%\})[ \t]*\n", re.MULTILINE)
_GAPS = re.compile(r"[ \t\r]+")
_BEFORE_MARK = re.compile(r" +([.,;?])")

SMALL = frozenset(
    (
        "a",
        "an",
        "the",
        "your",
        "you",
        "since",
        "on",
        "we",
        "one",
        "another",
        "somebody",
        "something",
        "at",
        "there",
        "asked",
        "connected",
        "evaluating",
        "researching",
        "heard",
        "new",
        "no",
        "which",
        "hiring",
        "funded",
        "growing",
        "technology",
        "stated",
        "strategic",
        "reorganisation",
        "ask",
        "they",
        "that",
        "what",
        "how",
    )
)
"""Words that may lose the capital with which a sentence began; any other first word may be a name."""


@cache
def environment() -> "SandboxedEnvironment":
    """The sandbox with the filters that templates may use."""
    from jinja2 import StrictUndefined  # noqa: PLC0415 - only drafts need it
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    found = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
    )
    found.filters.update(
        sentence=sentence, capital=capital, small_first=small_first, joined=joined, within=within
    )
    return found


def fill(template: str, words: Mapping[str, Any]) -> str:
    """The template filled in, in one line. ConfigurationError where it cannot be."""
    return " ".join(_rendered(template, words).split())


def fill_text(template: str, words: Mapping[str, Any]) -> str:
    """The template filled in. Lines of a paragraph become one; a line that begins with `- ` stays a line.
    ConfigurationError where it cannot be filled in."""
    return tidy(_rendered(template, words))


@cache
def _compiled(template: str) -> "Template":
    return environment().from_string(_prepared(template))


def _prepared(template: str) -> str:
    """Empty lines are marked as the ends of paragraphs, and lines of one tag alone are no lines of the text: so a line
    that comes out empty parts nothing."""
    return _ONE_TAG.sub(r"\1", _EMPTY.sub(PARAGRAPH, template))


def _rendered(template: str, words: Mapping[str, Any]) -> str:
    try:
        return _compiled(template).render(words)
    except Exception as error:
        raise ConfigurationError(" ".join(str(error).split()) or type(error).__name__) from error


def tidy(text: str) -> str:
    """Paragraphs apart by one empty line, each item of a list in a line of its own."""
    paragraphs: list[list[str]] = [[]]
    # Not splitlines and not split(), to which LINE would be white space.
    for line in text.split("\n"):
        bare = _GAPS.sub(" ", line).strip(" ")
        if PARAGRAPH in bare:
            paragraphs.append([])
            bare = bare.replace(PARAGRAPH, "").strip(" ")
        if not bare:
            continue
        if bare.startswith("- ") or not paragraphs[-1]:
            paragraphs[-1].append(bare)
        else:
            paragraphs[-1][-1] += f" {bare}"
    whole = "\n\n".join("\n".join(lines) for lines in paragraphs if lines)
    return _BEFORE_MARK.sub(r"\1", whole).replace(LINE, "\n")


def capital(text: str) -> str:
    """With a capital first."""
    return text[:1].upper() + text[1:]


def small_first(text: str) -> str:
    """Without the capital of a first word that is no name."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.casefold() in SMALL else text


def sentence(text: str, *, capital: bool = True) -> str:
    """With a full stop, unless it ends a sentence already, and a capital first."""
    begun = text[:1].upper() + text[1:] if capital else text
    return begun if begun.rstrip('"').endswith((".", "?", "!", "…")) else begun + "."


def joined(parts: Sequence[str], comma: str = ", ", last: str = " and ") -> str:
    """`a, b and c`."""
    return last.join(filter(None, (comma.join(parts[:-1]), *parts[-1:])))


def within(what: str, held: Sequence[str]) -> str:
    """`Northbeam Pipeline report runs` as `report runs in Northbeam Pipeline`, where that is held."""
    for name in held:
        if what.startswith(f"{name} "):
            return f"{_abbreviated(what.removeprefix(name).strip())} in {name}"
    return _abbreviated(what)


def _abbreviated(metric: str) -> str:
    """Abbreviations in the capitals that people write."""
    capitals = {"api": "API", "csv": "CSV", "crm": "CRM", "sql": "SQL", "sso": "SSO", "gb": "GB", "tb": "TB"}
    return " ".join(capitals.get(word, word) for word in metric.split(" "))


def syntax_problem(template: str) -> str | None:
    """Why a template cannot be read, with its line; None where it can."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415

    try:
        environment().from_string(template)
    except TemplateSyntaxError as error:
        return f"line {error.lineno}: {str(error.message or error).rstrip('.')}"
    return None


@cache
def undeclared(template: str) -> frozenset[str]:
    """The placeholders that a template reads."""
    from jinja2.meta import find_undeclared_variables  # noqa: PLC0415

    return frozenset(find_undeclared_variables(environment().parse(template)))
