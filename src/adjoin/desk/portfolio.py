"""The portfolio report: what product, pricing and go-to-market should change, by the numbers of the publication."""

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.portfolio_gtm import gtm_part
from adjoin.desk.portfolio_pricing import pricing_part
from adjoin.desk.portfolio_product import product_part
from adjoin.desk.portfolio_rows import Rows
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.presentation.portfolio import Report
from adjoin.words.days import day

PARTS = {"product": product_part, "pricing": pricing_part, "gtm": gtm_part}
AUDIENCES = {"product": "Product", "pricing": "Pricing", "gtm": "Go to market"}
ABOUT = "every number with its interval of 95 % and what it means; money a year unless said otherwise"


@on_one_publication
def portfolio(desk: Desk, audience: str | None = None) -> Report:
    """The report for one audience (product, pricing or gtm), or for all three. ConfigurationError for another."""
    if audience and audience not in PARTS:
        raise ConfigurationError(
            f"There is no portfolio report for '{audience}'{nearest(audience, PARTS)}. "
            f"There is one for: {', '.join(PARTS)}."
        )
    rows = Rows(desk)
    whom = f" for {AUDIENCES[audience].lower()}" if audience else ""
    return Report(
        company=desk.project.configuration.company,
        title=f"Portfolio report{whom}",
        as_of=day(rows.as_of),
        as_of_iso=rows.as_of.isoformat(),
        about=ABOUT,
        parts=tuple(part(rows) for key, part in PARTS.items() if audience in (None, "", key)),
    )
