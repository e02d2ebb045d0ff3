"""Progress on stderr: a spinner for a terminal, one line a stage otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Gives the function that a run tells its stages to."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda says, place, of: console.print(
            f"[{place + 1}/{of}] {says}", markup=False, highlight=False
        )
        return
    with console.status("starting") as status:
        yield lambda says, place, of: status.update(f"[{place + 1}/{of}] {says} …")
