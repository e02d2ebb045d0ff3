"""Which column of a file feeds which canonical column, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.contract import Column, Type
from adjoin.project.drafting.folder import MOSTLY, Folder, FoundColumn, FoundFile, usual_words
from adjoin.project.drafting.vocabulary import Vocabulary

LEAST_JOINED = 0.5
"""The share of a column's distinct values that must be accounts for the column to name accounts."""
NOT_EVEN_FILLED = 1000
"""An empty column is taken by its name where no other is."""
FLAGS = {"true", "false", "t", "f", "yes", "no", "y", "n", "1", "0"}


@dataclass(frozen=True)
class Choice:
    """A canonical column, the source that feeds it, its options (`via`, `per`) and the reason."""

    column: str
    source: str
    reason: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Accounts:
    """Where accounts are named: file and column of their ids, of their names, and of other systems' ids."""

    file: FoundFile
    key: str
    name: str | None = None
    foreign: tuple[FoundFile, str, str] | None = None


@dataclass(frozen=True)
class Matcher:
    """Matches the columns of files with canonical columns. `accounts`: once they are known."""

    folder: Folder
    words: Vocabulary
    accounts: Accounts | None = None

    def match(self, table: str, file: FoundFile) -> dict[str, Choice]:
        """Canonical column → choice: by name first, then by what the values look like."""
        found = self._by_name(table, file)
        if table != "accounts":
            self._account(table, file, found)
        if table == "subscriptions":
            _dates_by_shape(file, found)
        for column, other in self.words.falls_back(table).items():
            if column not in found and other in found:
                source = found[other].source
                found[column] = Choice(column, source, f"nothing else says it; '{source}' does")
        return {name: found[name] for name in CANONICAL[table].names if name in found}

    def _by_name(self, table: str, file: FoundFile) -> dict[str, Choice]:
        ranked = [
            (rank + (0 if source.filled else NOT_EVEN_FILLED), place, column, source)
            for place, column in enumerate(CANONICAL[table].columns)
            for source in file.columns.values()
            if (rank := self.words.rank(table, column.name, source.name)) is not None
            and fits(column, source, self.words)
        ]
        found: dict[str, Choice] = {}
        taken: set[str] = set()
        for rank, _, column, source in sorted(ranked, key=lambda one: one[:2]):
            if column.name in found or source.name in taken or self._misses(table, column, file, source):
                continue
            reason = "the same name" if rank == 0 else f"'{source.name}' is a usual name for it"
            reason += "" if source.filled else ", though nobody has filled it yet"
            per = self.words.paid_by(source.name) if column.money else None
            options = {"per": per} if per else {}
            told = f"{reason}, and says that it is per {per}" if per else reason
            found[column.name] = Choice(column.name, source.name, told, options)
            taken.add(source.name)
        return found

    def _misses(self, table: str, column: Column, file: FoundFile, source: FoundColumn) -> bool:
        """A parent that is no account of the same file."""
        if column.name != "parent_account_id":
            return False
        keys = [
            key.name
            for key in file.columns.values()
            if self.words.rank(table, "account_id", key.name) is not None and key.is_key
        ]
        return not any(
            self.folder.column_overlap(file, source.name, file, key) >= LEAST_JOINED for key in keys
        )

    def _account(self, table: str, file: FoundFile, found: dict[str, Choice]) -> None:
        """`account_id` is the column whose values are accounts; a usual name alone is not enough."""
        if self.accounts is None:
            return
        named = found.pop("account_id", None)
        taken = {choice.source for choice in found.values()}
        names = [named.source] if named else []
        names += [
            column.name
            for column in file.columns.values()
            if column.name not in {*taken, *names}
            and self.words.rank(table, "account_id", column.name) is not None
        ]
        texts = [c.name for c in file.columns.values() if not c.is_number and not c.is_date and c.filled]
        for source in (*names, *(name for name in texts if name not in {*names, *taken})):
            choice = self._joined(file, source, directly=table == "account_ids")
            if choice is not None:
                found["account_id"] = choice
                return

    def _joined(self, file: FoundFile, source: str, directly: bool) -> Choice | None:
        accounts = self.accounts
        if accounts is None or not file.columns[source].filled:
            return None
        share = self.folder.column_overlap(file, source, accounts.file, accounts.key)
        if share >= LEAST_JOINED:
            return Choice("account_id", source, f"{share:.0%} of its values are ids of {accounts.file.name}")
        if directly:
            return None
        if accounts.foreign is not None:
            other, key, system = accounts.foreign
            share = self.folder.column_overlap(file, source, other, key)
            if share >= LEAST_JOINED:
                reason = f"{share:.0%} of its values are ids in {other.name}"
                return Choice("account_id", source, reason, {"via": system})
        elif accounts.name is not None and accounts.name != accounts.key:
            share = self.folder.column_overlap(file, source, accounts.file, accounts.name)
            if share >= LEAST_JOINED:
                reason = f"{share:.0%} of its values are names of accounts, not ids"
                return Choice("account_id", source, reason, {"via": "name"})
        return None


def fits(column: Column, source: FoundColumn, words: Vocabulary) -> bool:
    """Whether the values of a source column can be what the canonical column wants."""
    if not source.filled:
        return not column.required
    match column.type:
        case Type.DATE:
            return source.is_date
        case Type.NUMBER | Type.WHOLE:
            # A negative value breaks one row, not the column.
            return source.is_number and (column.low != 0 or source.negative <= 0.05 * source.filled)
        case Type.FLAG:
            known = sum(n for word, n in source.values if word.lower() in FLAGS or words.flag(word))
            return known >= MOSTLY * source.filled
    if column.name == "outcome":
        return any(words.value("outcome", word) in {"won", "lost"} for word in usual_words(source))
    return not source.is_date or column.name.endswith("_id")


def _dates_by_shape(file: FoundFile, found: dict[str, Choice]) -> None:
    """A subscription's start is a date on every row where no name says which."""
    if "started_on" in found:
        return
    taken = {choice.source for choice in found.values()}
    dates = [
        c for c in file.columns.values() if c.is_date and c.name not in taken and c.filled >= MOSTLY * c.rows
    ]
    if dates:
        found["started_on"] = Choice("started_on", dates[0].name, "the first date that nearly every row has")
