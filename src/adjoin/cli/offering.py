"""The command about what to offer together: bundles."""

import textwrap
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli.options import AsOf, Format, Formatted
from adjoin.cli.output import print_rows, talk
from adjoin.words.count import counted, quantity
from adjoin.words.days import day, with_days_said
from adjoin.words.money import money
from adjoin.words.share import interval, percent

if TYPE_CHECKING:
    from adjoin.desk import Desk
    from adjoin.desk.bundle import Case, OneBundle
    from adjoin.desk.bundles import Bundle, Bundles

SHOWN, ACCOUNTS_SHOWN, WIDTH = 20, 12, 100


class Kind(StrEnum):
    """Which bundles: two products, or three and more."""

    LAND = "land"
    EXPAND = "expand"


def bundles(
    context: typer.Context,
    bundle: Annotated[
        str | None, typer.Argument(help="One bundle, by id or name; without it all of them.")
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Only bundles of two products (land), or more (expand).")
    ] = None,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """What could be offered together, for whom, and what it would bring."""
    from adjoin.desk import open_desk
    from adjoin.desk.bundle import bundle as one
    from adjoin.desk.bundle import row_meant
    from adjoin.desk.bundles import bundles as view

    with open_desk(context.obj) as opened:
        desk = opened.pinned(as_of)
        currency = desk.project.configuration.currency
        if bundle is not None:
            meant = row_meant(desk, bundle)["bundle"]
            if how is Format.TABLE:
                _print_one(one(desk, bundle), currency)
            else:
                _print_matching(desk, ("bundle_accounts", "bundle"), meant, how)
        elif how is Format.TABLE:
            _print_all(view(desk, kind.value if kind else None), currency)
        else:
            _print_matching(desk, ("bundles", "kind"), kind.value if kind else None, how)


def _print_matching(desk: "Desk", of: tuple[str, str], value: str | None, how: Format) -> None:
    """The rows of a table with that value in a column, or all of them. `of`: table and column."""
    import pyarrow.compute as pc

    name, column = of
    table = desk.show(name)
    print_rows(table if value is None else table.filter(pc.field(column) == value), how, name)


def _print_all(view: "Bundles", currency: str) -> None:
    of = f" of kind {view.kind}" if view.kind else ""
    typer.echo(f"Bundles{of}, as of {day(view.as_of)}: {counted(len(view.bundles), 'bundle')}")
    for says, names in view.unknown_demand[:3]:
        whose = "" if len(view.unknown_demand) == 1 else f" ({counted(len(names), 'bundle')})"
        _fill(f"What a discount changes is not known{whose}: {with_days_said(says, view.as_of)}", "")
    for place, one in enumerate(view.bundles[:SHOWN], 1):
        typer.echo(f"\n{place:>2}  {one.name} [{one.bundle}], {one.kind}: {_advice(one)}")
        _fill(_whom(one, currency), "    ")
        _fill(_money(one, currency), "    ")
    if len(view.bundles) > SHOWN:
        typer.echo(f"\n… and {len(view.bundles) - SHOWN} more")
    for note in view.notes:
        _fill(f"\n{note}", "")
    if not view.bundles and not view.notes:
        typer.echo(
            "No two products could be bundled: that needs a workflow link or a pair that customers follow, prices, "
            "and accounts that hold a part."
        )
    for refused in view.not_offered:
        _fill(f"\nNot offered: {refused.name}. {refused.refused}", "")
    _print_sold(view)
    talk("\nOne of them: adjoin bundles NAME. Everything: --format csv")


def _print_sold(view: "Bundles") -> None:
    for sold in view.sold:
        _fill(f"\nSold so far: {sold.bundle}, {counted(sold.takers, 'taker')}. {sold.says}.", "")


def _advice(one: "Bundle") -> str:
    if one.advice == "offer" and one.tied:
        return "offer it with terms tied to use"
    return {"offer": "offer it", "try": "try it with some first", "at list price": "sell at list price"}.get(
        one.advice or "", one.advice or "nobody to offer it to"
    )


def _whom(one: "Bundle", currency: str) -> str:
    listed = (
        "" if one.list_price is None else f" ({percent(one.discount)} off {money(one.list_price, currency)})"
    )
    return (
        f"For {counted(one.accounts, 'account')}, {one.ready_now:,} of them now, at {money(one.price, currency)}"
        f" a year{listed}."
    )


def _money(one: "Bundle", currency: str) -> str:
    """Net where demand is estimated, break-even where it pays at all, and the risk that a part stays unused."""
    said = []
    if one.net_revenue is not None:
        said.append(
            f"Net {money(one.net_revenue, currency)} a year ({money(one.net_revenue_low, currency)} to "
            f"{money(one.net_revenue_high, currency)}), {money(one.cannibalised, currency)} cannibalised."
        )
        if one.net_revenue_now is not None and one.ready_now < one.accounts:
            said.append(
                f"{money(one.net_revenue_now, currency)} of it from the {one.ready_now:,} that can be asked now."
            )
        if one.tied and one.net_revenue_in_use is not None:
            said.append(f"Counting only what comes into use: {money(one.net_revenue_in_use, currency)}.")
    if one.buyers is not None:
        said.append(f"Needs {one.buyers} (+{percent(one.break_even_uplift)}).")
    elif one.adoptions_at_list is not None:
        said.append("Never pays: the discount costs more than any buyers bring.")
    if one.shelfware_risk is not None:
        most = f", most {one.riskiest}" if one.riskiest else ""
        said.append(f"{percent(one.shelfware_risk)} of it would stay unused{most}.")
    return " ".join(said) or "Nothing can be said of money or use."


def _print_one(view: "OneBundle", currency: str) -> None:
    if view.bundle is None:
        _fill(f"{view.name} is not offered: {view.refused}", "")
        return
    one = view.bundle
    typer.echo(f"{one.name} [{one.bundle}], {one.kind}: {_advice(one)}, as of {day(view.as_of)}")
    approved = f"The discount was approved by {one.approved_by}." if one.approved_by else None
    for says in (_whom(one, currency), _money(one, currency), one.because, approved):
        if says:
            _fill(says, "  ")
    typer.echo("\nParts")
    for part in view.parts:
        used = f"{percent(part.activation)} ({interval(part.activation_low, part.activation_high)})"
        comes = "no use recorded" if part.activation is None else f"comes into use: {used}"
        typer.echo(
            f"  {part.product:<28}{money(part.list_price, currency):>8}  lacked by {part.accounts:,}  {comes}"
        )
        if part.terms:
            _fill(part.terms, "    ")
    if view.cases:
        _print_cases(view.cases, currency)
    _print_accounts(view, currency)
    _fill(f"\nDemand: {with_days_said(one.demand_says or 'no past discount is known.', view.as_of)}", "")


def _print_cases(cases: "Sequence[Case]", currency: str) -> None:
    discounts = sorted({case.discount for case in cases})
    typer.echo("\nMoney a year against list price, if so many more buy")
    heads = "".join(f"{percent(discount) + ' off':>12}" for discount in discounts)
    typer.echo(f"  {'more':>8}{'buyers':>9}{heads}")
    for uplift in sorted({case.uplift for case in cases}):
        row = sorted((case for case in cases if case.uplift == uplift), key=lambda case: case.discount)
        nets = "".join(f"{money(case.net, currency):>12}" for case in row)
        typer.echo(f"  {'+' + percent(uplift):>8}{quantity(row[0].adoptions):>9}{nets}")


def _print_accounts(view: "OneBundle", currency: str) -> None:
    if not view.fits:
        typer.echo("\nNo account holds a part of it and can be sold the rest.")
        return
    typer.echo("\nWhom it fits best")
    for fit in view.fits[:ACCOUNTS_SHOWN]:
        why = f"not now: {fit.gate}" if fit.gate else "not now"
        until = f", opens {day(fit.reopens_on, view.as_of)}" if fit.reopens_on else ""
        typer.echo(
            f"  {fit.account + ' [' + fit.account_id + ']':<36}{percent(fit.chance):>7}"
            f"{money(fit.price, currency):>8}  {'ready' if fit.ready_now else why + until:<40}"
            f"  lacks {', '.join(fit.missing)}"
        )


def _fill(words: str, indent: str) -> None:
    if words.startswith("\n"):
        typer.echo("")
    typer.echo(textwrap.fill(words.strip(), WIDTH, initial_indent=indent, subsequent_indent=indent))
