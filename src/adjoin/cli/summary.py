"""What a run or a check found, in a page worth reading."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from adjoin.cli.options import Format
from adjoin.cli.output import print_rows, talk
from adjoin.words.count import count, counted
from adjoin.words.days import day
from adjoin.words.money import money
from adjoin.words.names import BLOCKERS, spoken
from adjoin.words.share import interval, percent, times

if TYPE_CHECKING:
    from adjoin.desk import Desk
    from adjoin.domain.entry import Publication
    from adjoin.engine.examine import Examination

HORIZON, YEAR = 90, 365
SEVERAL = 5
"""Adoptions within a year below which a pair is not worth a headline, whatever its interval says."""

PAIRS, ACCOUNTS = 8, 5


def print_summary(folder: Path, published: "Publication", how: Format) -> None:
    """The affinities found, today's first accounts with why, and what is held back by which gate."""
    from adjoin.cli.story import print_cards, standing
    from adjoin.desk import open_desk
    from adjoin.desk.today import today

    with open_desk(folder) as desk:
        if how is not Format.TABLE:
            print_rows(desk.show("recommendations", as_of=published.as_of), how, "recommendations")
            return
        view = today(desk, limit=ACCOUNTS)
        seconds = (published.finished_at - published.started_at).total_seconds()
        typer.echo(
            f"\n{view.company}, as of {day(published.as_of)}: {counted(published.rows['recommendations'], 'account')} "
            f"in the book, run {published.run_id} in {seconds:.0f} s"
        )
        _print_affinities(desk)
        typer.echo(f"\nToday: {standing(view)}")
        print_cards(view)
        _print_held_back(desk, view.currency)
        _print_measured(desk)
        _print_notes(desk)
    talk(
        f"\nLook further: adjoin -C {folder} today · explain ACCOUNT · scorecard · bundles · show TABLE · serve"
    )


def _print_affinities(desk: "Desk") -> None:
    names = {row["product_id"]: row["name"] for row in desk.show("products").to_pylist()}
    affinity = desk.show("affinity").to_pylist()
    seen = {
        (r["from_product"], r["to_product"]): r["adopters"] for r in affinity if r["horizon_days"] == YEAR
    }
    rows = [r for r in affinity if r["horizon_days"] == HORIZON and r["enough"]]
    several = [r for r in rows if seen[r["from_product"], r["to_product"]] >= SEVERAL]
    found = sorted((r for r in several if (r["lift_low"] or 0) > 1), key=lambda r: -r["lift_low"])
    typer.echo(
        f"\nWhat follows what: {counted(len(found), 'pair')} with a lift above 1 and {SEVERAL} or more adoptions "
        f"within a year, of {len(rows)} with enough evidence"
    )
    for row in found[:PAIRS]:
        pair = f"{names[row['from_product']]} → {names[row['to_product']]}"
        chance = (
            f"{percent(row['probability'])} ({interval(row['probability_low'], row['probability_high'])})"
        )
        wait = f", median wait {row['median_days']:.0f} days" if row["median_days"] else ""
        typer.echo(f"  {pair:<44} {chance:>18} within {HORIZON} days   {_lift(row)}{wait}")
    if not found:
        typer.echo(f"  {'nothing that chance would not give' if rows else 'cannot be told yet'}")


def _lift(row: dict[str, Any]) -> str:
    if row["lift"] is None:
        return f"lift above {times(row['lift_low'])}: never begun without it"
    return f"lift {times(row['lift'])} ({times(row['lift_low'])}–{times(row['lift_high'])})"


def _print_held_back(desk: "Desk", currency: str) -> None:
    rows = desk.show("held_back").to_pylist()
    if not rows:
        return
    typer.echo("\nHeld back (expected value of each account's best product, once; never part of a forecast)")
    for gate in sorted({r["gate"] for r in rows}, key=lambda g: -_worth(rows, g)):
        mine = [r for r in rows if r["gate"] == gate]
        alone = sum(r["accounts"] for r in mine if r["sole"])
        total = sum(r["accounts"] for r in mine)
        opens = min((r["reopens_first_on"] for r in mine if r["reopens_first_on"]), default=None)
        first = f", the first reopens on {day(opens)}" if opens else ""
        told = f"{counted(total, 'account'):>13} worth {money(_worth(rows, gate), currency):>6}"
        typer.echo(f"  {spoken(gate, BLOCKERS):<18}{told}   alone in the way at {alone}{first}")


def _print_measured(desk: "Desk") -> None:
    """How it goes in a line of numbers that have a target, and what each experiment says."""
    from adjoin.desk.experiments import VERDICTS, experiments
    from adjoin.desk.scorecard import STATES, scorecard

    figures = [one for one in scorecard(desk).book.figures if one.stands and one.unit == "share"]
    told = [
        f"{one.name.lower()} {percent(one.value)} ({STATES[one.stands or ''].split(' ', 1)[1]})"
        for one in figures
    ]
    if told:
        typer.echo(f"\nDid it work: {', '.join(told)}")
    for listed in experiments(desk).listed:
        for said in listed.said:
            typer.echo(
                f"  Experiment {listed.experiment}, {said.arm}: {VERDICTS.get(said.verdict, 'cannot tell')}"
            )


def _worth(rows: list[dict[str, Any]], gate: str) -> float:
    return sum(r["expected_value"] or 0.0 for r in rows if r["gate"] == gate)


def _print_notes(desk: "Desk") -> None:
    notes = desk.show("notes").to_pylist()
    rejected = desk.show("rejected").num_rows
    typer.echo("\nWorth knowing")
    for note in notes:
        typer.echo(f"  {spoken(note['about'])}: {note['says']}")
    if rejected:
        typer.echo(f"  {counted(rejected, 'row')} refused with a reason: adjoin check, or show rejected")
    for line in _off(desk.show("switched_off").to_pylist()):
        typer.echo(f"  {line}")


def _off(rows: list[dict[str, Any]]) -> list[str]:
    """Signals and gates that are off, by the reason: what to map switches them on."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        if row["what"].startswith(("signal ", "gate ")):
            by_reason.setdefault(row["why"], []).append(row["what"].replace("_", " "))
    return [f"Off, {why}: {', '.join(sorted(set(what)))}" for why, what in sorted(by_reason.items())]


def print_examination(found: "Examination") -> None:
    """What `adjoin check` found, table by table."""
    typer.echo(
        f"As of {day(found.as_of)}: {counted(found.customers, 'account')} in the book, ARR {_arr(found.arr)}\n"
    )
    typer.echo(
        f"{'table':<15}{'read':>10}{'kept':>10}{'refused':>9}{'repeats':>9}{'join':>7}  fresh on    source"
    )
    for row in found.tables.to_pylist():
        if not row["mapped"]:
            continue
        numbers = f"{count(row['read']):>10}{count(row['kept']):>10}"
        numbers += f"{count(row['rejected']):>9}{count(row['repeats']):>9}"
        join = percent(row["join_rate"]) if row["join_rate"] is not None else "–"
        typer.echo(
            f"{row['table']:<15}{numbers}{join:>7}  {row['fresh_on'] or '–'!s:<11} {row['source'] or ''}"
        )
    for title, table in (
        ("Refused, by reason", found.rejected),
        ("Off", found.switched_off),
        ("Noticed", found.notes),
    ):
        if table.num_rows:
            typer.echo(f"\n{title}")
            for row in table.to_pylist():
                typer.echo(f"  {_line(row)}")


def _line(row: dict[str, Any]) -> str:
    if "example" in row:
        where = (
            f"row {row['example_row']} of {row['example_source']}"
            if row["example_row"]
            else row["example_source"]
        )
        return f"{row['table']}: {counted(row['rows'], 'row')}, such as {where}: {row['example']}"
    if "what" in row:
        return f"{row['what']} ({row['why']})"
    return f"{spoken(row['about'])}: {row['says']}"


def _arr(arr: float | None) -> str:
    return "unknown (no acv is mapped)" if arr is None else f"{arr:,.0f}"
