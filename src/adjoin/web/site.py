"""What every page needs: the desk, the time, the shell around a page, and the templates."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, unquote
from uuid import uuid4

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from adjoin.desk import Desk
from adjoin.desk.recommendation import product_names
from adjoin.domain.entry import Recorded
from adjoin.domain.errors import ConfigurationError
from adjoin.words import count, days, money, names, share
from adjoin.words.definitions import definitions
from adjoin.words.first_sentence import first_sentence

COOKIE = "adjoin_person"


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around a page. `done`: what the visitor just did, said back. `as_of`, `load_day`: None
    before the first run. `here`: the part of the site for the navigation."""

    company: str
    currency: str
    here: str
    today: date
    as_of: date | None
    load_day: date | None
    person: str
    done: str | None
    search: str


@dataclass
class Site:
    """One served project. `clock`: UTC, for the audit; `today`: the calendar day."""

    desk: Desk
    clock: Callable[[], datetime]
    today: Callable[[], date]
    person: str
    templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        self.templates = page_templates()

    def shell(self, request: Request, here: str) -> Shell:
        """The shell around the page that a request asks for."""
        configuration = self.desk.project.configuration
        try:
            publication = self.desk.publication()
        except ConfigurationError:
            publication = None
        return Shell(
            company=configuration.company,
            currency=configuration.currency,
            here=here,
            today=self.today(),
            as_of=publication.as_of if publication else None,
            load_day=publication.load_day if publication else None,
            person=self.who(request),
            done=self._done(request.query_params.get("done", "")),
            search=request.query_params.get("q", ""),
        )

    def who(self, request: Request) -> str:
        """The person who acts: what they said they are called, else who serves the site."""
        return unquote(request.cookies.get(COOKIE, "")) or self.person

    def render(self, template: str, page: Any, status: int = 200) -> HTMLResponse:
        """A page in its template; the template sees it as `page`."""
        text = self.templates.get_template(template).render(page=page)
        return HTMLResponse(text, status_code=status)

    def _done(self, entry_id: str) -> str | None:
        """What an entry of the ledger did, in words. The address holds only its number: nobody can put words
        into the page by a link."""
        if not entry_id.isdecimal():
            return None
        found = next((done for done in self.desk.entries() if done.entry_id == int(entry_id)), None)
        return None if found is None else _said(self.desk, found)


def site_of(request: Request) -> Site:
    """The site that serves a request."""
    site: Site = request.app.state.site
    return site


def _said(desk: Desk, done: Recorded) -> str:
    entry = done.entry
    account = desk.show("accounts", entry.account_id).to_pylist()[0]["name"] or entry.account_id
    product = product_names(desk).get(entry.product_id or "", entry.product_id)
    what = names.spoken(str(entry.verb), names.VERBS)
    about = f": {product}" if product else ""
    until = f", until {days.day(entry.until)}" if entry.until else ""
    says = f"{entry.person} {what}{about} at {account}{until}"
    return f"Kept. {says[:1].upper()}{says[1:]}. The engine counts it from the next run."


def page_templates() -> Environment:
    """The templates with the filters that say numbers, days and codes; what a page lacks is an error."""
    environment = Environment(
        loader=PackageLoader("adjoin.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "money": money.money,
        "money_in_full": money.money_in_full,
        "percent": share.percent,
        "interval": share.interval,
        "times": share.times,
        "count": count.count,
        "quantity": count.quantity,
        "counted": count.counted,
        "log_odds": count.log_odds,
        "plain": count.plain,
        "first_sentence": first_sentence,
        "day": days.day,
        "relative": days.relative,
        "span": days.span,
        "said": days.with_days_said,
        "spoken": names.spoken,
        "in_path": lambda text: quote(str(text), safe=""),
    }
    environment.globals |= {"names": names, "definitions": definitions(), "token": lambda: uuid4().hex}
    return environment
