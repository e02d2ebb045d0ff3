"""The tasks of a campaign: which, when, whose, in which words."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from adjoin.domain.catalog import Product
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import GiveGet, Phase, PlayKind, Task
from adjoin.plays.business_days import is_business_day
from adjoin.plays.campaigns import Setting, campaigns_from, notes, plan, shipped_campaigns
from adjoin.plays.campaigns.planning import due_on
from adjoin.plays.motions import MOTIONS
from adjoin.plays.phases import PHASE_DAYS
from plays.campaigns import MONDAY, NEW, OPEN, setting
from plays.cells import written

PROJECT = NEW.model_copy(update={"implementation": "project"})


def planned(**rest: Any) -> tuple[Task, ...]:
    return plan(shipped_campaigns(), setting(**rest))


def words(tasks: tuple[Task, ...]) -> str:
    return "\n".join(task.what for task in tasks)


@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize("country", ["DE", "US", "JP", "AE", "Atlantis", None])
def test_every_task_is_due_on_a_business_day_within_its_phase(motion: str, country: str | None) -> None:
    for offset in range(0, 366, 9):
        accepted = date(2026, 1, 1) + timedelta(days=offset)
        tasks = planned(
            motion=motion,
            country=country,
            accepted_on=accepted,
            open_questions=OPEN,
            product=PROJECT,
            partner="Pat & Co",
        )
        assert [task.place for task in tasks] == list(range(1, len(tasks) + 1))
        for task in tasks:
            assert task.due_on >= accepted
            assert is_business_day(task.due_on, country)
            last = accepted + timedelta(days=PHASE_DAYS[task.phase][1])
            span = (last - accepted).days + 1
            possible = [accepted + timedelta(days=d) for d in range(span)]
            assert task.due_on <= last or not any(
                is_business_day(on, country) for on in possible[PHASE_DAYS[task.phase][0] :]
            )


def test_days_that_are_none_move_within_the_phase() -> None:
    assert due_on(MONDAY, Phase.DISCOVERY, 5, "DE") == date(2026, 3, 9)  # Saturday → Monday, day 7
    friday = date(2026, 3, 6)
    assert due_on(friday, Phase.DISCOVERY, 1, "DE") == date(2026, 3, 9)
    sunday_last = date(2026, 3, 1)  # a Sunday; day 7 is a Sunday, so Friday is the last one inside
    assert due_on(sunday_last, Phase.DISCOVERY, 7, "DE") == date(2026, 3, 6)
    # Chinese New Year's week and the weekends around it leave no business day: it is pushed out, never before.
    assert due_on(date(2026, 2, 15), Phase.DISCOVERY, 7, "CN") == date(2026, 2, 24)


def test_the_questions_of_the_diagnosis_come_first_and_in_their_order() -> None:
    tasks = planned(
        open_questions={"timing": None, "need": None, "budget": "Carol asks Bea who would pay for New"}
    )
    assert [task.asks for task in tasks[:4]] == ["need", "budget", "timing", None]
    assert tasks[1].what == "Carol asks Bea who would pay for New"
    assert [task.asks for task in planned()] == [None] * len(planned())


def test_tasks_that_depend_on_what_is_known() -> None:
    said = words(planned())
    for only_if in ("second person", "privacy", "audit", "step by step", "per site", "Find out", "Pat"):
        assert only_if not in said
    assert "second person at Acme" in words(planned(single_thread=True))
    assert "it takes 4 to 6 weeks" in words(planned(industry="Hospitals & Clinics"))
    assert "begin six months before it" in words(planned(industry="Retail Banking"))
    assert "per site" in words(planned(industry="Automotive"))
    assert "step by step, with Eve" in words(planned(product=PROJECT))
    assert "Find out at Acme who would pay for New" in words(planned(buyer=None))
    assert "whose budget it is" in words(planned(buyer=None, open_questions={"budget": None}))
    partnered = planned(partner="Pat & Co", product=PROJECT)
    assert [task.hand_off_days for task in partnered if task.role == "partner"] == [2, 2]
    assert "Pat & Co estimates" in words(partnered)


@pytest.mark.parametrize("motion", MOTIONS)
def test_every_motion_has_its_landmarks(motion: str) -> None:
    tasks = planned(motion=motion, give_get=GiveGet("pilot", "a pilot", "a decision"))
    by_phase = {phase: words(tuple(t for t in tasks if t.phase is phase)) for phase in Phase}
    assert "joint success measures with Acme, one for Base and one for New" in by_phase[Phase.VALUE_MAP]
    assert "Fill in the value map" in by_phase[Phase.VALUE_MAP]
    assert by_phase[Phase.VALUE_MAP].count("First pitch") == 1
    assert "First pitch" not in by_phase[Phase.DISCOVERY] + by_phase[Phase.CLOSE]
    assert "we give a pilot, we get a decision" in by_phase[Phase.CLOSE]
    assert {task.role for task in tasks if task.hand_off_days} >= {"csm", "ae"}
    assert "{" not in words(tasks)


def test_owners_are_those_known_and_empty_chairs_are_said() -> None:
    given = setting(product=PROJECT, owners={"csm": "carol"}, country="Atlantis")
    tasks = plan(shipped_campaigns(), given)
    assert {task.role: task.owner for task in tasks} == {"csm": "carol", "ae": None, "solutions": None}
    aes = sum(task.role == "ae" for task in tasks)
    assert notes(tasks, given) == (
        f"Acme has no account executive of ours: {aes} tasks without an owner.",
        "Acme has no solutions engineer of ours: 1 task without an owner.",
        "No calendar is known for 'Atlantis': dates leave out weekends, not holidays.",
    )
    assert notes(planned(), setting()) == ()


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"introduction": "Ask Cho to introduce Bea"}, "Ask Cho to introduce Bea"),
        (
            {"acquainted": "with whom Anne last spoke on 3 May"},
            "Write to Bea, with whom Anne last spoke on 3 May",
        ),
        ({}, "Look for a way to Bea: who at Acme or of ours knows them"),
        ({"buyer": None}, "Look for a way to whoever would pay for New: who at Acme or of ours knows them"),
    ],
)
def test_an_introduction_is_asked_of_whom_the_warm_path_names(known: dict[str, Any], expected: str) -> None:
    tasks = planned(motion="csm_led_introduction", **known)
    ways = ("introduce", "Write to", "Look for a way")
    assert [task.what for task in tasks if any(way in task.what for way in ways)] == [expected]


def test_a_fix_of_adoption_mends_two_features_and_pitches_nothing() -> None:
    tasks = planned(kind=PlayKind.FIX_ADOPTION, features=("exports", "alerts", "rules"))
    assert "exports" in words(tasks)
    assert "alerts" in words(tasks)
    assert "rules" not in words(tasks)
    assert "pitch" not in words(tasks).lower()
    assert "New" not in words(tasks)
    assert all(task.owner == "carol" for task in tasks)
    assert [task.place for task in tasks if "utilisation" in task.what] == [len(tasks)]
    assert "the most useful unused part of Base" in words(planned(kind=PlayKind.FIX_ADOPTION))


def test_a_name_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert "{product}" in words(planned(user="{product}"))


def test_the_plan_is_the_same_twice_and_no_fact_leaks_into_another() -> None:
    given: Setting = setting(open_questions=OPEN)
    assert plan(shipped_campaigns(), given) == plan(shipped_campaigns(), replace(given))
    assert isinstance(given.product, Product)


TASK = "{phase: discovery, day: 1, role: csm, what: x}"
FIX = f"fix_adoption: [{TASK}]\n"


def every(task: str) -> str:
    return f"{FIX}every_motion: [{task}]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"every_motion: [{TASK}]\n", "fix_adoption: is missing"),
        (FIX, "'product_led_trial' has no task"),
        (every(TASK.replace("day: 1", "day: 8")), "day 8 is not in discovery"),
        (every(TASK.replace("discovery", "close")), "from day 21 to day 41"),
        (every(TASK.replace("csm", "cms")), "'csm'"),
        (every(TASK.replace("role", "roll")), "did you mean 'role'"),
        (every(TASK.replace("x}", "'{acount}'}")), "did you mean 'account'"),
        (every(TASK.replace("x}", "'{account'}")), "not closed"),
        (every(TASK.replace("x}", "x, only_if: {industry: bank}}")), "no industry 'bank'"),
        (every(TASK) + f"motions: {{product_led_trail: [{TASK}]}}\n", "did you mean 'product_led_trial'"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        campaigns_from(written(tmp_path, "campaigns.yaml", text))
    assert said in str(refusal.value)
    assert "campaigns.yaml" in str(refusal.value)
