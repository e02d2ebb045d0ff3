"""A play at an account that is held out is refused with the experiment and the day it lifts."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from adjoin.desk import trial_hindrances
from adjoin.desk.desk import Desk
from adjoin.desk.held_out import refuse_while_held_out
from adjoin.domain.errors import ConfigurationError


def desk(delay_days: int | None, released_on: date | None, held: bool = True) -> Desk:
    """One that has published whether `a` is held out, by `spring`."""
    row: dict[str, Any] = {"account_id": "a", "experiment": "spring", "released_on": released_on}
    kept = SimpleNamespace(experiment="spring", delay_days=delay_days)
    return cast(
        "Desk",
        SimpleNamespace(
            rows=lambda name, account: [row] if held and (name, account) == ("held_out", "a") else [],
            ledger=SimpleNamespace(experiments=lambda: (kept,)),
        ),
    )


@pytest.mark.parametrize(
    ("delay_days", "released_on", "lifts"),
    [
        (90, date(2026, 3, 31), "until 31 Mar 2026"),
        (90, None, "until 90 days after the day on which it would have had its first play"),
        (None, None, "until the experiment is stopped"),
    ],
)
def test_the_day_it_lifts_is_said(delay_days: int | None, released_on: date | None, lifts: str) -> None:
    with pytest.raises(ConfigurationError, match=f"'spring' holds a out {lifts}: .* --anyway WHY"):
        refuse_while_held_out(desk(delay_days, released_on), "a", None)
    with pytest.raises(ConfigurationError, match="spring"):
        refuse_while_held_out(desk(delay_days, released_on), "a", "  ")


def test_whoever_says_why_goes_on_and_names_what_is_contaminated() -> None:
    assert refuse_while_held_out(desk(90, None), "a", "their CEO called") == "spring"


def test_an_account_that_is_not_held_out_is_free() -> None:
    assert refuse_while_held_out(desk(90, None, held=False), "a", None) is None
    assert refuse_while_held_out(desk(90, None), "b", None) is None


@pytest.mark.parametrize("action", ["holdout", "discover", "none"])
def test_a_trial_is_hindered_wherever_an_account_is_held_out(
    action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the run recommends there, and a person may say why it begins anyway."""
    rows = {
        "held_out": [{"account_id": "a", "experiment": "spring", "released_on": date(2026, 3, 31)}],
        "recommendations": [{"account_id": "a", "action": action, "product_id": "p"}],
    }
    monkeypatch.setattr(trial_hindrances, "refuse_while_hands_are_off", lambda *_: None)
    there = SimpleNamespace(rows=lambda name, account: rows.get(name, []) if account == "a" else [])
    (found,) = trial_hindrances.hindrances(cast("Desk", there), "a", "p")
    assert "'spring' holds a out" in found.says
    assert (found.opens_on, found.firm) == (date(2026, 3, 31), False)
    assert trial_hindrances.hindrances(cast("Desk", there), "b", "p") == ()
