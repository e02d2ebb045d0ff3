"""What the pages of experiments show, from a run and from rows written by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from adjoin.desk import Desk, experimenting, open_desk
from adjoin.desk.experiment import experiment
from adjoin.desk.experimenting import Wanted
from adjoin.desk.experiments import experiments, method_now
from adjoin.desk.person import Person
from adjoin.domain.errors import ConfigurationError
from experimented_company import AS_OF, experimented, write_read

ADA = Person("ada", datetime(2024, 6, 30, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = experimented(tmp_path_factory.mktemp("experiments") / "company")
    with open_desk(folder) as desk:
        experimenting.start(desk, Wanted("spring", exclude=("a05",)), "Grace", ADA)
    return folder


@pytest.fixture(scope="module")
def started(folder: Path) -> Iterator[Desk]:
    with open_desk(folder) as desk:
        yield desk


@pytest.fixture(scope="module")
def read(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    copied = experimented(tmp_path_factory.mktemp("read") / "company")
    with open_desk(copied) as desk:
        experimenting.start(desk, Wanted("spring", exclude=("a05",)), "Grace", ADA)
    write_read(copied / ".adjoin", ratio_p=0.0001)
    with open_desk(copied) as desk:
        yield desk


def test_one_that_no_run_has_read_stands_in_the_list_with_its_arms(started: Desk) -> None:
    listed = {one.experiment: one for one in experiments(started).listed}
    assert list(listed) == ["spring", "letters", "wave"]
    spring = listed["spring"]
    assert (spring.state, spring.matured, spring.said, spring.days_to_read_on) == ("running", None, (), 365)
    assert (spring.held or 0) + (spring.approached or 0) == 89
    found = experiment(started, "spring")
    assert not found.read
    assert found.before is not None
    assert found.before.approver == "Grace"
    assert [one.account_id for one in found.before.excluded] == ["a05"]
    assert [row["months"] for row in found.before.visible] == [3, 6, 9, 12]


def test_one_made_elsewhere_is_counted_by_hand(started: Desk) -> None:
    """44 letters, of which every account with an even number whose last place is 0 to 2 of five started; none else."""
    found = experiment(started, "letters")
    letter, control = sorted(found.arms, key=lambda arm: arm.is_control)
    started_there = sum(number % 5 < 3 for number in range(2, 90, 2))
    assert (letter.roots, letter.converted, letter.verdict) == (44, started_there, "works")
    assert (control.roots, control.converted, control.verdict) == (46, 0, None)
    assert found.method == "fixed_date"
    assert [(one.account_id, one.what, one.happened_on) for one in found.reached] == [
        ("a00", "approach", date(2024, 2, 1))
    ]
    assert found.contamination == found.all_reached == 1
    assert found.before is None
    assert [arm.arm for arm in experiment(started, "wave").arms if not arm.is_control] == ["call", "mail"]


def test_arms_beyond_chance_are_distrusted_and_rails_that_got_worse_come_first(read: Desk) -> None:
    found = experiment(read, "spring")
    assert found.distrusted
    assert {one.experiment: one.distrusted for one in experiments(read).listed}["spring"]
    assert [(rail.rail, rail.state) for rail in found.rails] == [
        ("products_ended", "worse"), ("churn", "ok"), ("tickets", "cannot_tell"), ("opt_outs", "off"),
    ]  # fmt: skip
    assert {(rail.hits, rail.control_hits) for rail in found.rails} == {(3, 1)}
    assert [look.roots for look in found.looks["approached"]] == sorted(
        look.roots for look in found.looks["approached"]
    )
    assert found.method == "anytime"
    assert {one.product for one in found.products} == {"Insight", "Access"}


def test_who_is_put_off_most_comes_first_and_nobody_else_is_spared(read: Desk) -> None:
    (letters,) = experiment(read, "letters").moved
    assert [one.account_id for one in letters.spared] == [f"a{number:02d}" for number in range(12)]
    assert letters.all_spared == 12
    assert [group.moved for group in letters.groups] == ["moved", "cannot_tell", "put_off"]
    assert [(one.feature, one.level) for one in letters.telling] == [("segment", "S")]
    assert [one.verdict for one in experiment(read, "wave").moved] == ["no_difference"]


def test_a_name_that_is_none_is_refused_with_the_nearest(read: Desk) -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'letters'"):
        experiment(read, "leters")
    with pytest.raises(ConfigurationError, match="no experiment 'letters'"):
        experiment(read, "letters", "own")


@pytest.mark.parametrize(
    ("read_on", "not_matured", "method"),
    [
        (AS_OF, 9, "fixed_date"),
        (date(2024, 7, 1), 0, "anytime"),
        (None, 0, "fixed_date"),
        (None, 1, "anytime"),
    ],
)
def test_the_narrow_interval_is_read_once_and_not_before_its_day(
    read_on: date | None, not_matured: int, method: str
) -> None:
    assert method_now({"read_on": read_on, "not_matured": not_matured}, AS_OF) == method
