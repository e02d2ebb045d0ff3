"""An account that an experiment holds out: why accepting was refused, and the field to go on anyway."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse

from adjoin.desk.held_out import HeldOutError
from adjoin.web.experiment_form import in_words
from adjoin.web.site import Shell, site_of


@dataclass(frozen=True, slots=True)
class HeldOutPage:
    """The refusal. `shell`: what stands around the page. `says`: by which experiment, until when. `typed`: what the
    form to accept sent."""

    shell: Shell
    says: tuple[str, ...]
    typed: Mapping[str, str]


def held_out_page(request: Request, error: HeldOutError, typed: Mapping[str, str]) -> HTMLResponse:
    """Not kept; the form stands there again with a field for the reason."""
    site = site_of(request)
    page = HeldOutPage(site.shell(request, "today"), in_words(error.problems), typed)
    return site.render("held_out.html", page, 422)
