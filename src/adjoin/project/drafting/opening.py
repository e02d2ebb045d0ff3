"""The first lines of adjoin.yaml: what was read, the company, the date it speaks for, the currency."""

from collections.abc import Iterator

from adjoin.project.drafting.findings import Findings
from adjoin.project.drafting.values import newest_day
from adjoin.project.drafting.writing import Line, scalar

COLUMNS_TOLD = 6


def opening_lines(findings: Findings, company: str) -> list[Line]:
    """Everything above `tables:`."""
    return [
        *_what_was_read(findings),
        Line(f"company: {scalar(company)}", "the folder's name", "company"),
        _as_of(findings),
        _currency(findings),
    ]


def _what_was_read(findings: Findings) -> Iterator[Line]:
    files = findings.folder.files
    used = {one.file.relation for one in findings.tables.values()}
    count = f"{len(files)} table{'s' if len(files) > 1 else ''}"
    yield Line(f"# Drafted by `adjoin init` from {count}. Glance over each line and its reason,")
    yield Line("# then: adjoin check, adjoin run.")
    for file in files:
        if file.relation not in used:
            columns = ", ".join(list(file.columns)[:COLUMNS_TOLD])
            why = "like no table that Adjoin reads" if file.rows else "it has no rows"
            yield Line(f"# NOT USED: {file.path} ({columns}): {why}")
        elif not file.whole:
            yield Line(f"# {file.path}: only its first {file.rows:,} rows were looked at")
    for name, why in findings.folder.unreadable:
        yield Line(f"# NOT READ: {name}: {why}")


def _as_of(findings: Findings) -> Line:
    if "usage" in findings.tables:
        return Line("as_of: latest", "the newest day of usage", "as_of")
    days = [
        day
        for name, one in findings.tables.items()
        if name != "products" and (day := newest_day(findings.folder, one, findings.order(name)))
    ]
    if not days:
        return Line("as_of: latest", "no table has a past date", "as_of")
    reason = "the newest day in the tables; write latest once they are fed every day"
    return Line(f"as_of: {max(days)}", reason, "as_of")


def _currency(findings: Findings) -> Line:
    column = findings.currency
    if column is None:
        return Line("currency: USD", "NOTHING SAYS IT: write yours", "currency")
    word, rows = findings.tables["subscriptions"].file.columns[column].values[0]
    return Line(f"currency: {scalar(word)}", f"'{column}' of most subscriptions ({rows:,} rows)", "currency")
