"""One table of adjoin.yaml: where it comes from, its columns, values and options, each with its reason."""

from dataclasses import dataclass

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.contract import Type
from adjoin.project.drafting.columns import Choice
from adjoin.project.drafting.findings import Findings
from adjoin.project.drafting.folder import FoundColumn
from adjoin.project.drafting.recognise import Recognised
from adjoin.project.drafting.stand_ins import decimal_points
from adjoin.project.drafting.values import grain, history_from, value_words
from adjoin.project.drafting.vocabulary import plain
from adjoin.project.drafting.writing import Line, block, flow, scalar, sequence

MOST_CATEGORIES, LEAST_FILLED = 30, 0.5
NO_FEATURE = (
    "url",
    "web",
    "mail",
    "phone",
    "street",
    "address",
    "zip",
    "plz",
    "strasse",
    "telefon",
    "domain",
)


@dataclass(frozen=True)
class TableText:
    """Writes one recognised table."""

    findings: Findings
    found: Recognised

    def lines(self) -> list[Line]:
        """Its lines, two spaces in."""
        return [
            Line(f"  {self.found.table}:", self.found.reason, self._where()),
            *self._from(),
            *self._columns(),
            *self._values(),
            *self._dates(),
            *self._options(),
            *self._unused(),
        ]

    def _where(self, *keys: str) -> str:
        return ".".join(("tables", self.found.table, *keys))

    def _from(self) -> list[Line]:
        file = self.found.file
        sources = [*(choice.source for choice in self.found.columns.values()), *self.found.metrics]
        commas = [source for source in dict.fromkeys(sources) if self._is_comma_number(source)]
        if commas:
            query = decimal_points(file, commas)
            return block("    ", "from", query.select, query.reason, self._where("from"))
        return [Line(f"    from: {scalar(file.path)}", f"{file.rows:,} rows", self._where("from"))]

    def _is_comma_number(self, source: str) -> bool:
        contract = CANONICAL[self.found.table]
        numbers = {c.name for c in contract.columns if c.type in {Type.NUMBER, Type.WHOLE}}
        feeds = {name for name, choice in self.found.columns.items() if choice.source == source}
        wanted = bool(feeds & numbers) or source in self.found.metrics
        return wanted and self.found.file.columns[source].has_decimal_commas

    def _columns(self) -> list[Line]:
        chosen = [
            c for c in self.found.columns.values() if not (self.found.metrics and c.column == "quantity")
        ]
        own = [c.column for c in chosen if c.column == c.source and not c.options]
        lines = [Line(f"    # under their own names: {', '.join(own)}")] if own else []
        told = [
            Line(f"      {c.column}: {_source(c)}", c.reason, self._where(c.column))
            for c in chosen
            if c.column not in own
        ]
        currency = self.findings.currency
        if self.found.table == "subscriptions" and currency and currency != "currency":
            reason = f"'{currency}' is a usual name for it"
            told.append(Line(f"      currency: {scalar(currency)}", reason, self._where("currency")))
        return [*lines, Line("    columns:"), *told] if told else lines

    def _values(self) -> list[Line]:
        chosen = value_words(self.found, self.findings.words)
        told = [
            Line(f"      {column}: {flow(carried)}", reason, self._where("values", column))
            for column, (carried, reason) in chosen.items()
        ]
        return [Line("    values:"), *told] if told else []

    def _dates(self) -> list[Line]:
        order = self.findings.orders.get(self.found.table)
        return [Line(f"    dates: {order.value}", order.reason, self._where("dates"))] if order else []

    def _options(self) -> list[Line]:
        match self.found.table:
            case "usage":
                return self._usage()
            case "subscriptions":
                return self._history()
            case "accounts":
                return self._attributes()
        return []

    def _usage(self) -> list[Line]:
        told = grain(self.findings.folder, self.found, self.findings.order("usage"))
        lines = [Line(f"    grain: {told.value}", told.reason, self._where("grain"))]
        if self.found.metrics:
            metrics = flow({name: plain(name) for name in self.found.metrics})
            text = f"    unpivot: {{metrics: {metrics}, value: quantity}}"
            lines.append(Line(text, "numbers side by side, each taken for a metric", self._where("unpivot")))
        return lines

    def _history(self) -> list[Line]:
        if "started_on" not in self.found.columns:
            return [Line("    # NO COLUMN SAYS SINCE WHEN: sequences, times and dated signals stay off")]
        lines: list[Line] = []
        begins = history_from(self.findings.folder, self.found, self.findings.order("subscriptions"))
        if begins is not None:
            lines.append(
                Line(f"    history_from: {begins.value}", begins.reason, self._where("history_from"))
            )
        currency = self.findings.currency
        others = self.found.file.columns[currency].values[1:] if currency else ()
        if others:
            names = ", ".join(f"{word}: …" for word, _ in others)
            lines.append(
                Line(f"    # rates: {{{names}}}: write what one is worth; until then these rows are rejected")
            )
        return lines

    def _attributes(self) -> list[Line]:
        kept = [
            column.name
            for column in self._left()
            if column.filled >= LEAST_FILLED * column.rows
            and not column.is_date
            and not any(word in plain(column.name) for word in NO_FEATURE)
            and (column.is_number or 1 < column.distinct <= min(MOST_CATEGORIES, column.rows // 3))
        ]
        reason = "what else is known of an account: features for the learned model"
        text = f"    attributes: {sequence(kept)}"
        return [Line(text, reason, self._where("attributes"))] if kept else []

    def _left(self) -> list[FoundColumn]:
        """Columns that feed nothing."""
        used = {*(choice.source for choice in self.found.columns.values()), *self.found.metrics}
        canonical = CANONICAL[self.found.table].names
        columns = self.found.file.columns.values()
        return [c for c in columns if c.name not in {*used, *canonical, self.findings.currency}]

    def _unused(self) -> list[Line]:
        kept = {line.text for line in self._options() if "attributes:" in line.text}
        left = [c.name for c in self._left() if not any(scalar(c.name) in text for text in kept)]
        return [Line(f"    # not used: {', '.join(left)}")] if left else []


def _source(choice: Choice) -> str:
    return flow({**choice.options, "column": choice.source}) if choice.options else scalar(choice.source)
