"""`adjoin play objection` and `adjoin play artefact`: what a customer says against it, and the page for the answer."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli import options
from adjoin.cli.options import Account, Who, parse_date
from adjoin.cli.output import talk
from adjoin.cli.which_play import at
from adjoin.domain.errors import ConfigurationError

if TYPE_CHECKING:
    from adjoin.desk.play_objections import Proposed


def objection(
    context: typer.Context,
    account: Account,
    text: Annotated[str, typer.Argument(help="What the customer said, in their words.")],
    confirm: Annotated[
        str | None, typer.Option("--confirm", metavar="ID", help="Keep it as this objection.")
    ] = None,
    budget_opens: Annotated[
        date | None,
        typer.Option(
            "--budget-opens", parser=parse_date, metavar="DATE", help="The day they named for their budget."
        ),
    ] = None,
    by: Who = None,
) -> None:
    """What the customer said against it: read and answered; kept only with --confirm, and then the play changes."""
    from adjoin.desk import open_desk, play_objections
    from adjoin.desk.person import Person
    from adjoin.desk.stepping import running_play
    from adjoin.plays.objections.objection import BUDGET_OPENS

    with open_desk(context.obj) as desk:
        play = running_play(desk, at(context, account))
        if confirm is not None:
            person = Person(by or options.me(), options.now())
            named = {BUDGET_OPENS: budget_opens} if budget_opens else {}
            kept = play_objections.raise_objection(desk, play, confirm, text, person, named)
            talk(f"{kept.says.rstrip('.')}.")
            return
        read = play_objections.read_reply(desk, text, play.product_id)
        proposed = play_objections.propose(desk, play, read.kind) if read.kind else None
    typer.echo(f"{read.says}. {read.why.rstrip('.')}." if read.kind else f"{read.says}.")
    if proposed:
        _print_proposed(proposed, account)
    for refused in read.refused:
        talk(f"Not read: {refused}")
    if not read.by_model:
        talk("No sentence model is installed: few replies are recognised.")
    near = [one for one, _, _ in read.nearest] or [kind for kind in (read.kind, read.next_kind) if kind]
    ids = " or ".join(dict.fromkeys(near)) or "ID"
    talk(f"Nothing is kept yet: if it is that, say so with --confirm {ids}.")


def artefact(
    context: typer.Context,
    account: Account,
    kind: Annotated[
        str, typer.Argument(help="adoption_plan, phased_start, migration_plan or technical_brief.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="FILE.md or .html; by default it is printed.")
    ] = None,
) -> None:
    """The page that goes with an answer to the customer, as Markdown; what nobody has said yet is left open."""
    from adjoin.desk import open_desk
    from adjoin.desk.artefacts import artefact_of
    from adjoin.drafts.artefacts.making import as_document, as_markdown

    if output is not None and output.suffix.lower() not in (".md", ".html"):
        raise ConfigurationError(f"'{output}' cannot be written: name a FILE.md or FILE.html.")
    with open_desk(context.obj) as desk:
        page = artefact_of(desk, account, kind)
    if output is None:
        typer.echo(as_markdown(page), nl=False)
        return
    written = as_document(page) if output.suffix.lower() == ".html" else as_markdown(page)
    output.write_text(written, "utf-8")
    talk(f"Wrote {output}: {page.title}.")


def _print_proposed(proposed: "Proposed", account: str) -> None:
    kind = proposed.kind
    typer.echo(f"\n── Answer, if it is “{kind.name}” ({kind.objection_id})\n{proposed.response}\n")
    typer.echo(f"Next step: {kind.next_step}")
    typer.echo(f"Goes with it: {kind.artefact or 'nothing'}")
    if kind.page:
        typer.echo(f"  adjoin play artefact {account} {kind.page}")
    for change in kind.changes:
        typer.echo(f"Would change: {change}")
    if proposed.references:
        typer.echo(f"Could be spoken to: {'; '.join(proposed.references)}")
