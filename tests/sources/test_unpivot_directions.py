"""`unpivot.metrics` as the interface documents it, {source column: metric}, and the other way."""

import pytest

from adjoin.domain.errors import ConfigurationError
from sources.projects import Project

WIDE = "account_id,product_id,day,api,Seats_Used\nA1,pipe,2025-12-31,7,3\n"


@pytest.mark.parametrize(
    "metrics",
    [
        {"api": "api_calls", "seats_used": "active_users"},
        {"api_calls": "api", "active_users": "seats_used"},
    ],
)
def test_whichever_side_names_columns_is_the_source(project: Project, metrics: dict[str, str]) -> None:
    project.catalog = {**project.catalog, "metrics": {"api_calls": {}, "active_users": {"kind": "level"}}}
    loaded = project.table("usage", WIDE, unpivot={"metrics": metrics, "value": "quantity"}).load()
    assert sorted(loaded.rows("canonical.usage", "metric", "quantity")) == [
        ("active_users", 3.0),
        ("api_calls", 7.0),
    ]


def test_the_keys_are_the_columns_where_both_sides_are(project: Project) -> None:
    wide = "account_id,product_id,day,a,b\nA1,pipe,2025-12-31,7,3\n"
    loaded = project.table("usage", wide, unpivot={"metrics": {"a": "b"}}).load()
    assert loaded.rows("canonical.usage", "metric", "quantity") == [("b", 7.0)]


@pytest.mark.parametrize(
    ("metrics", "missed", "meant"),
    [
        ({"api": "calls", "seat_used": "people"}, "seat_used", "Seats_Used"),
        ({"calls": "api", "people": "seat_used"}, "seat_used", "Seats_Used"),
        ({"seats_use": "x"}, "seats_use", "Seats_Used"),
    ],
)
def test_a_missing_column_is_named_with_its_nearest(
    project: Project, metrics: dict[str, str], missed: str, meant: str
) -> None:
    project.table("usage", WIDE, unpivot={"metrics": metrics})
    with pytest.raises(ConfigurationError) as error:
        project.load()
    (said,) = error.value.problems
    assert f"unpivot.metrics: usage.csv has no column '{missed}' (did you mean '{meant}'?)" in said
