"""Makes the page of a kind from a brief, and writes it as Markdown or HTML."""

from functools import cache

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from adjoin.domain.artefact import ArtefactKind
from adjoin.drafts.artefacts.adoption_plan import adoption_plan
from adjoin.drafts.artefacts.artefact import NOTHING_GIVEN, Artefact, Given
from adjoin.drafts.artefacts.markdown import plain
from adjoin.drafts.artefacts.migration_plan import migration_plan
from adjoin.drafts.artefacts.phased_start import phased_start
from adjoin.drafts.artefacts.technical_brief import technical_brief
from adjoin.drafts.brief import Brief

MAKERS = {
    ArtefactKind.ADOPTION_PLAN: adoption_plan,
    ArtefactKind.PHASED_START: phased_start,
    ArtefactKind.MIGRATION_PLAN: migration_plan,
    ArtefactKind.TECHNICAL_BRIEF: technical_brief,
}


def artefact(kind: ArtefactKind, brief: Brief, given: Given = NOTHING_GIVEN) -> Artefact:
    """The page. What nobody has given is left open, and the page says who is to answer it."""
    return MAKERS[kind](brief, given)


def as_markdown(page: Artefact) -> str:
    """The page as Markdown; what could be markup in names and quotes is escaped."""
    return _layouts().get_template("page.md.j2").render(page=page).strip() + "\n"


def as_document(page: Artefact) -> str:
    """The page as an HTML file of its own, everything escaped."""
    return _layouts().get_template("document.html.j2").render(page=page).strip() + "\n"


@cache
def _layouts() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=PackageLoader("adjoin.drafts.artefacts", "layouts"),
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name and ".html" in name),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    return environment
