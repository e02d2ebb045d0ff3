"""Which file feeds which canonical table: every pair scored, the best above a threshold taken."""

from dataclasses import dataclass

from adjoin.domain.canonical import CANONICAL, LEDGER_ONLY
from adjoin.project.drafting.columns import Accounts, Choice, Matcher
from adjoin.project.drafting.folder import Folder, FoundFile
from adjoin.project.drafting.vocabulary import Vocabulary

LEAST_SCORE = 0.35
NAME, EXPLAINED, MATCHED = 0.5, 0.3, 0.2
"""What a file's name, the share of its columns that are understood, and their number are worth."""
ENOUGH_COLUMNS = 5
WITHOUT_START = 0.6
"""What is left of a score for subscriptions when nothing says since when."""


@dataclass(frozen=True)
class Recognised:
    """A canonical table and the file that feeds it; `metrics`: columns of a wide table, one a metric."""

    table: str
    file: FoundFile
    columns: dict[str, Choice]
    score: float
    metrics: tuple[str, ...] = ()
    runner_up: tuple[str, float] | None = None

    @property
    def reason(self) -> str:
        understood = len({choice.source for choice in self.columns.values()}) + len(self.metrics)
        told = f"{understood} of its {len(self.file.columns)} columns are understood"
        if self.runner_up is None:
            return f"{told}; no other file comes near"
        return f"{told}; next best: {self.runner_up[0]} ({self.runner_up[1]:.2f} against {self.score:.2f})"


@dataclass(frozen=True)
class Recogniser:
    """Scores files against tables."""

    folder: Folder
    words: Vocabulary

    def recognise(self) -> dict[str, Recognised]:
        """Canonical table → file, each file once; accounts first, since the others are joined to them."""
        first = self._assigned(("accounts", "account_ids", "products"), None)
        found = {name: first[name] for name in ("accounts",) if name in first}
        accounts = self._accounts(found.get("accounts"))
        tables = ("products", *(name for name in CANONICAL if name not in {"accounts", *LEDGER_ONLY}))
        used = {one.file.relation for one in found.values()}
        return found | self._assigned(tables, accounts, used)

    def _assigned(
        self, tables: tuple[str, ...], accounts: Accounts | None, used: set[str] | None = None
    ) -> dict[str, Recognised]:
        matcher = Matcher(self.folder, self.words, accounts)
        scored = [
            one
            for file in self.folder.files
            if file.relation not in (used or set()) and file.rows
            for table in tables
            if (one := self._score(matcher, table, file)) is not None and one.score >= LEAST_SCORE
        ]
        scored.sort(key=lambda one: (-one.score, one.file.path, one.table))
        found: dict[str, Recognised] = {}
        taken: set[str] = set()
        for one in scored:
            if one.table not in found and one.file.relation not in taken:
                found[one.table] = one
                taken.add(one.file.relation)
        return {table: _with_runner_up(one, scored, found) for table, one in found.items()}

    def _score(self, matcher: Matcher, table: str, file: FoundFile) -> Recognised | None:
        named = self.words.names_table(table, file.stem)
        if table == "products":
            return self._products(file, named)
        columns = matcher.match(table, file)
        metrics = self._metrics(file, columns) if table == "usage" and named else ()
        if not _complete(table, columns, metrics):
            return None
        if table == "accounts" and not file.columns[columns["account_id"].source].is_key:
            return None
        score = _worth(named, len({c.source for c in columns.values()}) + len(metrics), len(file.columns))
        if table == "subscriptions" and "started_on" not in columns:
            score *= WITHOUT_START
        return Recognised(table, file, columns, score, metrics)

    def _products(self, file: FoundFile, named: float) -> Recognised | None:
        """A list of products: named so, one row each."""
        columns: dict[str, Choice] = {}
        for wanted in ("id", "name", "sku", "list_price"):
            ranked = [
                (rank, source)
                for source, profile in file.columns.items()
                if (rank := self.words.rank("products", wanted, source)) is not None
                and profile.filled
                and profile.is_number >= (wanted == "list_price")
                and source not in {choice.source for choice in columns.values()}
            ]
            if ranked:
                rank, source = min(ranked)
                columns[wanted] = Choice(wanted, source, f"'{source}' is a usual name for it")
        key = columns.get("id") or columns.get("name") or columns.get("sku")
        if not named or key is None or not file.columns[key.source].is_key:
            return None
        return Recognised("products", file, columns, _worth(named, len(columns), len(file.columns)))

    def _metrics(self, file: FoundFile, columns: dict[str, Choice]) -> tuple[str, ...]:
        """Numbers side by side, each a metric, where no column names the metric."""
        if "metric" in columns:
            return ()
        taken = {c.source for name, c in columns.items() if name != "quantity"}
        numbers = [c for c in file.columns.values() if c.is_number and not c.negative and not c.is_date]
        return tuple(c.name for c in numbers if c.name not in taken)

    def _accounts(self, found: Recognised | None) -> Accounts | None:
        if found is None:
            return None
        key = found.columns["account_id"].source
        matcher = Matcher(self.folder, self.words, Accounts(found.file, key))
        foreign = None
        for file in self.folder.files:
            columns = matcher.match("account_ids", file) if file is not found.file else {}
            joined = columns.get("account_id")
            if not _complete("account_ids", columns, ()) or joined is None:
                continue
            if self.folder.column_overlap(file, joined.source, found.file, key) >= 0.5:
                system = file.columns[columns["system"].source].values[0][0]
                foreign = (file, columns["system_id"].source, system)
        return Accounts(found.file, key, found.columns["name"].source, foreign)


def _complete(table: str, columns: dict[str, Choice], metrics: tuple[str, ...]) -> bool:
    given = {*columns, *({"metric", "quantity"} if metrics else set())}
    wanted = {column.name for column in CANONICAL[table].columns if column.required}
    if table == "subscriptions":
        wanted.discard("started_on")
    return wanted <= given


def _worth(named: float, understood: int, columns: int) -> float:
    many = min(1.0, understood / ENOUGH_COLUMNS)
    return NAME * named + EXPLAINED * understood / columns + MATCHED * many


def _with_runner_up(one: Recognised, scored: list[Recognised], found: dict[str, Recognised]) -> Recognised:
    chosen = {other.file.relation: table for table, other in found.items()}
    others = [
        other
        for other in scored
        if other.table == one.table
        and chosen.get(other.file.relation, one.table) == one.table
        and other.file.relation != one.file.relation
    ]
    if not others:
        return one
    return Recognised(
        one.table, one.file, one.columns, one.score, one.metrics, (others[0].file.name, others[0].score)
    )
