"""`--play N`: which play is meant where two run at one account."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from adjoin.desk.stepping import At

Which = Annotated[int | None, typer.Option("--play", help="The play's number, where two run at the account.")]
KEPT = "adjoin.play"


def at(context: typer.Context, account: str) -> "At":
    """The play at an account that the command is about."""
    from adjoin.desk.stepping import At

    return At(account, context.meta.get(KEPT))


def naming_the_play(command: Callable[..., None]) -> Callable[..., None]:
    """The command with `--play N` as one more option."""

    @wraps(command)
    def named(*, play: int | None, **rest: Any) -> None:
        rest["context"].meta[KEPT] = play
        command(**rest)

    signature = inspect.signature(command)
    number = inspect.Parameter("play", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Which)
    named.__signature__ = signature.replace(parameters=[*signature.parameters.values(), number])  # type: ignore[attr-defined]
    named.__annotations__ = {**command.__annotations__, "play": Which}
    return named
