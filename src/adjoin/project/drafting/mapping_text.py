"""adjoin.yaml as lines: the opening, the tables that were found or stand in, those that were not."""

from adjoin.domain.canonical import CANONICAL, LEDGER_ONLY
from adjoin.project.drafting.findings import Findings
from adjoin.project.drafting.opening import opening_lines
from adjoin.project.drafting.stand_ins import StandIn, accounts_from, names_as_ids, subscriptions_from_deals
from adjoin.project.drafting.table_text import TableText
from adjoin.project.drafting.writing import Line, block


def mapping_lines(findings: Findings, company: str) -> list[Line]:
    """The whole file."""
    lines = [*opening_lines(findings, company), Line("tables:")]
    absent: list[Line] = []
    for table in CANONICAL.values():
        if table.name in findings.tables:
            lines += TableText(findings, findings.tables[table.name]).lines()
        elif (stand_in := _stand_in(table.name, findings)) is not None:
            lines += _standing_in(table.name, stand_in)
        elif table.switches_on and table.name not in LEDGER_ONLY:
            absent.append(Line(f"  # {table.name}: {table.switches_on}"))
    if absent:
        absent.insert(0, Line("  # Nothing was found for these tables; each would switch on:"))
    return [*lines, *absent, Line("settings: {}")]


def _stand_in(table: str, findings: Findings) -> StandIn | None:
    tables = findings.tables
    if table == "subscriptions" and "opportunities" in tables:
        order = findings.order("opportunities")
        return subscriptions_from_deals(tables["opportunities"], order, findings.words)
    if table == "accounts" and "subscriptions" in tables:
        return accounts_from(tables["subscriptions"])
    chosen = [one.columns["account_id"] for one in tables.values() if "account_id" in one.columns]
    by_name = any(choice.options.get("via") == "name" for choice in chosen)
    return names_as_ids(tables["accounts"]) if table == "account_ids" and by_name else None


def _standing_in(table: str, query: StandIn) -> list[Line]:
    where = f"tables.{table}"
    lines = [Line(f"  {table}:", query.reason, where), *block("    ", "from", query.select, "", where)]
    if query.via is not None:
        lines.append(Line(f"    columns: {{account_id: {{via: {query.via}, column: account_id}}}}"))
    return lines
