"""Experiments as people read them in a terminal: what each says, and what that rests on."""

import textwrap
from typing import TYPE_CHECKING

import typer

from adjoin.words.count import counted
from adjoin.words.days import day
from adjoin.words.share import percent

if TYPE_CHECKING:
    from adjoin.desk.experiment import Before, Experiment
    from adjoin.desk.experiment_uplift import Moved
    from adjoin.desk.experiments import Listed, Said

WIDTH = 100


def print_listed(one: "Listed") -> None:
    """One experiment of the list: what it is, how far, what each arm says."""
    from adjoin.desk.experiments import DESIGNS, STATES

    typer.echo(f"{one.experiment}   {DESIGNS.get(one.design or '', '')}".rstrip())
    state = STATES[one.state]
    begun = f", begun {day(one.started_on)}" if one.started_on else ""
    arms = "" if one.held is None else f": {one.approached:,} approached, {one.held:,} left alone"
    _fill(f"{state[0].upper()}{state[1:]}{begun}{arms}.")
    if one.begun is None:
        _fill("No run has read it yet.")
    if one.distrusted:
        _fill("The arms are not as large as they were drawn: find out why before you read on.")
    for said in one.said:
        _fill(_verdict(said))


def _verdict(said: "Said") -> str:
    from adjoin.desk.experiments import VERDICTS

    words = VERDICTS.get(said.verdict, "nothing can be compared")
    if said.difference is None:
        return f"'{said.arm}': {words}."
    return f"'{said.arm}': {words}, {_points(said.difference)} points ({_points(said.low)} to {_points(said.high)})."


def print_experiment(one: "Experiment") -> None:
    """One experiment in full."""
    from adjoin.desk.experiments import DESIGNS, STATES

    typer.echo(f"{one.experiment}, as of {day(one.as_of)}")
    design = f"a {DESIGNS[one.design]}, " if one.design else ""
    left = "" if one.days_to_read_on is None else f", to be read in {counted(one.days_to_read_on, 'day')}"
    said = f"{design}{STATES[one.state]}{left}"
    _fill(f"{said[0].upper()}{said[1:]}.")
    if one.held is not None and one.approached is not None:
        alone = f" ('{one.control_arm}')" if one.control_arm else ""
        within = f"; what starts within {one.horizon_days} days counts" if one.horizon_days else ""
        _fill(f"{one.approached:,} approached, {one.held:,} left alone{alone}{within}.")
    if one.before:
        _print_before(one.before)
    if not one.read:
        _fill("No run has read it yet: adjoin run.")
    for title, sentences in (
        ("How far it is", (one.says, one.left_out_says, one.ratio_says, one.visible_says)),
        ("What it says", [arm.says for arm in one.arms if arm.difference is not None or not arm.is_control]),
        ("What it is worth", [money.says for money in one.money if not money.is_control]),
        ("What must not get worse", [rail.says for rail in one.rails]),
    ):
        _print_part(title, [sentence for sentence in sentences if sentence])
    for moved in one.moved:
        _print_moved(moved, several=len(one.moved) > 1)


def _print_before(told: "Before") -> None:
    _fill(f"Started by {told.person}, approved by {told.approver}.")
    if told.stopped_why:
        _fill(f"Stopped by {told.stopped_by}: {told.stopped_why}.")
    _print_part("What was said before", list(told.says))


def _print_part(title: str, sentences: list[str]) -> None:
    if sentences:
        typer.echo(f"\n{title}")
    for sentence in sentences:
        _fill(sentence if sentence.endswith(".") else f"{sentence}.")


def _print_moved(moved: "Moved", *, several: bool) -> None:
    from adjoin.desk.experiment_uplift import MOVED

    typer.echo(f"\nWhom it moved{f': {moved.arm}' if several else ''}")
    _fill(f"{moved.says}.")
    for group in moved.groups:
        added = f"{_points(group.observed)} points ({_points(group.sure_low)} to {_points(group.sure_high)})"
        typer.echo(
            f"  {group.group_number}. {counted(group.accounts, 'account'):<16}{added:<32}{MOVED[group.moved]}"
        )
    for one in moved.telling if moved.verdict == "differs" else ():
        shares = [f"{percent(x)}" if one.level is not None or _is_flag(one.feature) else f"{x:,.4g}"
                  for x in (one.most_moved, one.least_moved, one.all)]  # fmt: skip
        level = f" {one.level}" if one.level is not None else ""
        _fill(
            f"{one.feature}{level}: {shares[0]} of those moved most, {shares[1]} of those moved least, "
            f"{shares[2]} of all."
        )


def _is_flag(feature: str) -> bool:
    return feature.startswith("holds ")


def _points(share: float | None) -> str:
    return "?" if share is None else f"{100 * share:+.1f}".replace("-", "−")


def _fill(words: str) -> None:
    typer.echo(textwrap.fill(words, WIDTH, initial_indent="  ", subsequent_indent="  "))
