"""The command that writes the portfolio report: portfolio."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from adjoin.cli.options import AsOf
from adjoin.cli.output import talk
from adjoin.domain.errors import ConfigurationError


class Audience(StrEnum):
    """For whom the report is."""

    PRODUCT = "product"
    PRICING = "pricing"
    GTM = "gtm"


def portfolio(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write: FILE.html or FILE.pdf.")],
    audience: Annotated[
        Audience | None, typer.Option("--for", help="Only what this audience needs; by default all three.")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """What product, pricing and go-to-market should change: integrations, losses, discounts, patterns."""
    from adjoin.desk import open_desk
    from adjoin.desk.portfolio import portfolio as view
    from adjoin.presentation.portfolio.render import check_suffix, render

    suffix = out.suffix.lower()
    check_suffix(suffix)
    if not out.absolute().parent.is_dir():
        raise ConfigurationError(
            f"{out}: there is no folder {out.absolute().parent}. Make it, or write to another place."
        )
    with open_desk(context.obj) as desk:
        found = view(desk.pinned(as_of), audience.value if audience else None)
    out.write_bytes(render(found, suffix))
    talk(f"Wrote {out}: {found.title} for {found.company}, as of {found.as_of}.")
