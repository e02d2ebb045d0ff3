"""What a language model wrote is kept while the program runs: looking at a page twice asks it once."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from adjoin.drafts.brief import Brief
from adjoin.drafts.draft import Draft, DraftKind
from adjoin.drafts.drafter.port import KINDS, Drafter
from adjoin.drafts.prompt import prompt
from adjoin.drafts.word_files import Words

MOST = 64
_written: OrderedDict[tuple[object, ...], tuple[Draft, ...]] = OrderedDict()
_writing = Lock()


@dataclass(frozen=True)
class Remembering:
    """A drafter that answers the same prompt from memory. `settings`: what else its answer depends on. A failure is
    not remembered: the next look asks again."""

    drafter: Drafter
    words: Words
    settings: str

    @property
    def name(self) -> str:
        """Who writes."""
        return self.drafter.name

    def draft(self, brief: Brief, kinds: Sequence[DraftKind] = KINDS) -> tuple[Draft, ...]:
        """As the port says."""
        asked = prompt(brief, self.words)
        key = (self.settings, asked.system, asked.user, tuple(kinds))
        with _writing:
            found = _written.get(key)
        if found is None:
            found = self.drafter.draft(brief, kinds)
            with _writing:
                _written[key] = found
                while len(_written) > MOST:
                    _written.popitem(last=False)
        return found
