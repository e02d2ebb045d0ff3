"""Shortening: how much of each text a page takes, from roomy to terse, so that one page is always enough."""

from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Room:
    """How long texts may be (`text` characters), how many a list may have (`items`), and what part of its least length
    a text that should stay whole is left (`floor`)."""

    text: int
    items: int
    floor: float = 1.0


ROOMS = (
    *(Room(260, 4), Room(210, 3), Room(170, 3), Room(140, 2), Room(115, 2), Room(90, 2), Room(70, 1)),
    *(Room(50, 1), Room(40, 1, 0.6), Room(30, 1, 0.4)),
)
"""Tried in this order; the last fits a page whatever the script."""


@dataclass(slots=True)
class Shortener:
    """Cuts texts to a room and remembers whether it had to."""

    room: Room
    cut: bool = field(default=False)

    def text(self, text: str | None, part: float = 1.0, least: int = 24) -> str:
        """One line without controls, at most `part` of the room or `least` (times its floor) characters long,
        whichever is more;
        cut at a word where one ends nearby."""
        said = " ".join("".join(letter if letter.isprintable() else " " for letter in text or "").split())
        most = max(int(least * self.room.floor), int(self.room.text * part))
        if len(said) <= most:
            return said
        self.cut = True
        short = said[: most - 1]
        at_word = short.rsplit(" ", 1)[0]
        return (at_word if len(at_word) > most * 0.7 else short).rstrip(" ,;:–-") + ELLIPSIS

    def some(self, items: list[T], part: float = 1.0) -> list[T]:
        """The first of them."""
        most = max(1, round(self.room.items * part))
        self.cut = self.cut or len(items) > most
        return items[:most]
