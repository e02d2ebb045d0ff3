"""The command that draws: chart."""

from pathlib import Path
from typing import Annotated

import typer

from adjoin.cli.options import AsOf


def chart(
    context: typer.Context,
    table: Annotated[str, typer.Argument(help="A published table that has a picture, such as affinity.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write: NAME.svg or NAME.png.")],
    horizon: Annotated[int, typer.Option("--horizon", help="Days ahead, where the table has several.")] = 90,
    from_product: Annotated[str | None, typer.Option("--from", help="The product held (a curve).")] = None,
    to_product: Annotated[
        str | None, typer.Option("--to", help="The product that follows (a curve).")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """The picture of a published table, as SVG or PNG."""
    from adjoin.desk import open_desk
    from adjoin.desk.chart import Wanted
    from adjoin.desk.chart import chart as view
    from adjoin.presentation.picture import check_suffix, picture

    check_suffix(out)
    with open_desk(context.obj) as desk:
        spec = view(desk.pinned(as_of), Wanted(table, horizon, from_product, to_product))
    out.write_bytes(picture(spec, out.suffix))
    typer.echo(f"Wrote {out}.", err=True)
