"""Words and the one page: draft, value-map."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adjoin.cli.options import Account, AsOf, Format, Formatted
from adjoin.cli.output import print_items, talk
from adjoin.domain.errors import ConfigurationError

if TYPE_CHECKING:
    from adjoin.desk.drafting import Words
    from adjoin.drafts.draft import Checked

Product = Annotated[
    str | None, typer.Option("--product", help="Product id or name, where it is not the one.")
]


def draft(
    context: typer.Context,
    account: Account,
    product: Product = None,
    prompt: Annotated[
        bool, typer.Option("--prompt", help="Print the whole prompt for a language model instead.")
    ] = False,
    as_of: AsOf = None,
    how: Formatted = Format.TABLE,
) -> None:
    """Words for an account, each held to the guard rails; nothing is sent."""
    from adjoin.desk import open_desk
    from adjoin.desk.drafting import whole_prompt, words

    with open_desk(context.obj) as desk:
        pinned = desk.pinned(as_of)
        if prompt:
            asked = whole_prompt(pinned, account, product)
            typer.echo(f"{asked.system}\n\n{asked.user}")
            return
        found = words(pinned, account, product)
    for note in found.notes:
        talk(note)
    if found.brief.held_back:
        talk(f"Do not send now: {found.brief.held_back}.")
    if how is Format.TABLE:
        _print_words(found)
    else:
        print_items([one.checked.draft for one in found.offered if one.checked.ready], how)
    _tell_unready(found)


def value_map(
    context: typer.Context,
    account: Account,
    output: Annotated[Path, typer.Option("-o", "--output", help="FILE.pdf, .html or .png")],
    product: Product = None,
    slide: Annotated[
        bool, typer.Option("--slide", help="One slide for the quarterly review instead (.pdf or .png).")
    ] = False,
    as_of: AsOf = None,
) -> None:
    """The one page for an account: need, answer, outcomes, investment and return."""
    from adjoin.desk import open_desk
    from adjoin.desk.value_map import value_map_of
    from adjoin.presentation import value_map as pages

    _refuse_without_folder(output)
    with open_desk(context.obj) as desk:
        found = value_map_of(desk.pinned(as_of), account, product)
    suffix = output.suffix.lower()
    content = pages.slide(found.slide, suffix) if slide else pages.render(found.value_map, suffix)
    output.write_bytes(content)
    talk(f"Wrote {output}: {found.value_map.product} for {found.value_map.account}.")


def _refuse_without_folder(output: Path) -> None:
    """Before anything is worked out."""
    folder = output.absolute().parent
    if not folder.is_dir():
        raise ConfigurationError(
            f"{output}: there is no folder {folder}. Make it, or write to another place."
        )


def _print_words(found: "Words") -> None:
    from adjoin.drafts.named import NOBODY_KNOWN

    for one in found.offered:
        draft = one.checked.draft
        whom, chair = found.named(draft.to), NOBODY_KNOWN.get(draft.kind)
        to = f", to {whom}" if whom else f", to {chair} (nobody known yet)" if chair else ""
        ready = _readiness(one.checked)
        typer.echo(f"── {str(draft.kind).replace('_', ' ').capitalize()}{to} · {ready} · by {one.written_by}")
        if not one.checked.ready:
            continue
        if draft.subject:
            typer.echo(f"Subject: {draft.subject}\n")
        typer.echo(draft.body)
        cited = "; ".join(f"{evidence.says} [{evidence.id}]" for evidence in found.cited(draft))
        typer.echo(f"\nCites: {cited or 'nothing'}\n")


def _readiness(checked: "Checked") -> str:
    from adjoin.drafts.named import NOBODY_KNOWN

    if not checked.ready:
        return "NOT READY"
    known = checked.draft.to is not None or checked.draft.kind not in NOBODY_KNOWN
    return "ready" if known else "ready, no recipient known"


def _tell_unready(found: "Words") -> None:
    """What is not shown as ready, and why; what another writer's drafts failed on."""
    for one in found.offered:
        kind = str(one.checked.draft.kind).replace("_", " ")
        if one.note:
            talk(f"{kind}: {one.note}")
        for fault in one.checked.faults:
            talk(f"{kind} is not ready: {fault.says}")
