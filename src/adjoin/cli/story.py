"""`today` and `explain`, printed."""

import textwrap
from datetime import date
from typing import TYPE_CHECKING

import typer

from adjoin.cli.options import Format
from adjoin.cli.output import print_items
from adjoin.words.days import day, with_days_said
from adjoin.words.money import money
from adjoin.words.names import ACTIONS, GATES, STATES, VERDICTS, spoken
from adjoin.words.share import interval, percent

if TYPE_CHECKING:
    from adjoin.desk.account import AccountView, Open
    from adjoin.desk.recommendation import Recommendation
    from adjoin.desk.today import Today

WIDTH = 100


def print_today(view: "Today", how: Format) -> None:
    """The handful to speak to, then what is held back."""
    if how is not Format.TABLE:
        print_items(view.cards, how)
        return
    whose = f" for {view.owner_name}" if view.owner else ""
    typer.echo(f"Today{whose}, as of {day(view.as_of)}: {standing(view)}")
    print_cards(view)


def standing(view: "Today") -> str:
    """How many there are to speak to, to explore, queued for a slot, in play and held back."""
    queued = f", {view.queued} queued" if view.queued else ""
    speak = f"{view.to_speak_to} to speak to, {view.to_explore} to explore{queued}"
    return f"{speak}, {view.in_play} in play, {view.held_back} held back"


def print_cards(view: "Today") -> None:
    """Each account with the product, why now, whom to speak to, and what to mind."""
    if not view.cards:
        typer.echo(f"  {view.silent or 'Nobody to speak to now.'}")
    for card in view.cards:
        _print_card(card, view.currency, view.as_of)
    _print_woken(view)


def _print_woken(view: "Today") -> None:
    """Plays that rest and should go on."""
    woken = [row for row in view.in_play_rows if row.woken]
    if woken:
        typer.echo("\n  Wake")
    for row in woken:
        words = f"{row.product} at {row.account} [{row.account_id}]: {row.woken}"
        typer.echo(textwrap.fill(words, WIDTH, initial_indent="     ", subsequent_indent="     "))


def _print_card(card: "Recommendation", currency: str, as_of: date) -> None:
    price = f" · {money(card.expected_acv, currency)} a year" if card.expected_acv is not None else ""
    worth = f"{_likely(card)}{price}"
    typer.echo(
        f"\n  {card.priority}. {card.account} [{card.account_id}]: {ACTIONS[card.action]} {card.product}   {worth}"
    )
    _wrapped("Why now", "; ".join([*(signal.says for signal in card.signals[:3]), card.because]), as_of)
    people = [f"{card.contact.name or card.contact.contact_id}, {card.contact.title}"] if card.contact else []
    _wrapped("Shown", card.settled or "", as_of)
    _wrapped("Speak to", "; ".join([*people, *([f"owner {card.owner_name}"] if card.owner else [])]), as_of)
    _wrapped("Mind", "; ".join(card.warnings), as_of)


def _likely(one: "Recommendation | Open") -> str:
    """The chance with its bounds, or its band while too few outcomes are known to say a per cent."""
    if one.ground and one.ground.band:
        return f"{one.ground.band} ({one.ground.like})" if one.ground.like else one.ground.band
    spread = interval(one.probability_low, one.probability_high)
    far = " extrapolated" if one.ground and one.ground.basis == "extrapolated" else ""
    return f"{percent(one.probability)} ({spread}){far}"


def _wrapped(label: str, words: str, as_of: date) -> None:
    if words:
        indent = f"     {label:<9}"
        typer.echo(
            textwrap.fill(
                with_days_said(words, as_of),
                WIDTH,
                initial_indent=indent,
                subsequent_indent=" " * len(indent),
            )
        )


def print_account(view: "AccountView", how: Format) -> None:
    """The story of one account, its gates, and its other open products."""
    if how is not Format.TABLE:
        print_items([view], how)
        return
    about = " · ".join(str(word) for word in (view.segment, view.industry, view.country) if word)
    typer.echo(f"{view.name} [{view.account_id}]{' · ' if about else ''}{about} · as of {day(view.as_of)}")
    for paragraph in view.story:
        typer.echo(f"\n{paragraph.heading}")
        for sentence in paragraph.says:
            typer.echo(textwrap.fill(sentence, WIDTH, initial_indent="  ", subsequent_indent="  "))
    _print_before(view)
    typer.echo("\nGates")
    for gate in view.gates:
        reopens = f" (reopens on {day(gate.reopens_on)})" if gate.reopens_on else ""
        said = with_days_said(gate.reason, view.as_of)
        typer.echo(
            f"  {VERDICTS.get(gate.verdict, gate.verdict):<12}{spoken(gate.gate, GATES):<16}{said}{reopens}"
        )
    typer.echo("\nOpen products")
    for product in view.opens:
        chance = _likely(product)
        price = money(product.expected_acv, view.currency)
        typer.echo(f"  {product.product:<26}{chance:>20}  {price:>7} a year  {spoken(product.state, STATES)}")


def _print_before(view: "AccountView") -> None:
    """The three questions and the two axes, where the run says something of them."""
    if view.questions:
        typer.echo("\nBefore a pitch")
    for question in view.questions:
        said = [question.answer or question.stands, *([f"To do: {question.task}"] if question.task else [])]
        words = f"{question.asks} {with_days_said('. '.join(said), view.as_of)}"
        standing = f"  {question.standing:<12}"
        typer.echo(
            textwrap.fill(words, WIDTH, initial_indent=standing, subsequent_indent=" " * len(standing))
        )
    if view.standing:
        stands, ready = percent(view.standing.stability), percent(view.standing.readiness)
        typer.echo(f"\nStability {stands}, readiness {ready}: {view.standing.means}")
