"""The model's matrix against cells, signals and attributes written by hand."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from adjoin.scoring.features.gathering import Gathered, together
from adjoin.scoring.features.keys import located
from adjoin.scoring.features.matrix import (
    MOST_FEATURES,
    MOST_LEVELS,
    Values,
    features_of,
    matrix,
    prior_logits,
)
from adjoin.scoring.learned.examples import Feature

ON, LATER = date(2024, 5, 1), date(2024, 6, 1)
WEIGHTS = {"asked": 3.0, "heard": 2.5}


def data(
    cells: Sequence[tuple[date, str, str, float | None, str | None]],
    signals: Sequence[tuple[date, str, str, str, float]] = (),
    attributes: Sequence[tuple[date, str, str, float | None, str | None]] = (),
) -> Gathered:
    text, number, day = pa.string(), pa.float64(), pa.date32()

    def table(rows: Sequence[tuple[object, ...]], **columns: pa.DataType) -> pa.Table:
        named = [dict(zip(columns, row, strict=True)) for row in rows]
        return pa.Table.from_pylist(named, schema=pa.schema(list(columns.items())))

    key = {"as_of": day, "account_id": text, "product_id": text}
    return Gathered(
        table([(*c[:3], -2.0, *c[3:]) for c in cells], **key, prior_logit=number, sites=number, segment=text),
        table(signals, **key, kind=text, faded=number),
        table(attributes, as_of=day, account_id=text, name=text, number=number, text=text),
    )


BOOK = data(
    [
        (ON, "a", "p", 3.0, "big"),
        (ON, "a", "q", 3.0, "big"),
        (ON, "b", "p", None, "small"),
        (LATER, "a", "p", 4.0, None),
    ],
    [
        (ON, "a", "q", "asked", 0.5),
        (LATER, "a", "p", "heard", 0.25),
        (LATER, "a", "q", "heard", 0.9),
        (ON, "c", "p", "asked", 0.9),
        (ON, "b", "p", "other", 0.9),
    ],
    [(ON, "a", "plan", None, "Suite"), (ON, "b", "plan", None, "Core"), (ON, "b", "people", 7.0, None),
     (LATER, "a", "people", 9.0, None), (LATER, "b", "plan", None, "Core")],
)  # fmt: skip


def by_name(values: Values, features: Sequence[Feature]) -> dict[str, list[float]]:
    return {f.name: values[:, place].tolist() for place, f in enumerate(features)}


def test_each_column_says_what_its_rows_say() -> None:
    features = features_of(BOOK, WEIGHTS)
    assert [f.name for f in features] == [
        "product_id", "sites", "segment", "signal: asked", "signal: heard", "attribute: people",
        "attribute: plan",
    ]  # fmt: skip
    assert {f.name: f.levels for f in features if f.levels} == {
        "product_id": ("p", "q"),
        "segment": ("big", "small"),
        "attribute: plan": ("Core", "Suite"),
    }
    assert {f.name: f.weight for f in features if f.weight} == {"signal: asked": 3.0, "signal: heard": 2.5}
    found = by_name(matrix(BOOK, features), features)
    nan = float("nan")
    expected = {
        "product_id": [0, 1, 0, 0],
        "sites": [3, 3, nan, 4],
        "segment": [0, 0, 1, nan],
        "signal: asked": [0, 0.5, 0, 0],
        "signal: heard": [0, 0, 0, 0.25],
        "attribute: people": [nan, nan, 7, 9],
        "attribute: plan": [1, 1, 0, nan],
    }
    for name, column in expected.items():
        assert found[name] == pytest.approx(column, nan_ok=True), name
    assert prior_logits(BOOK).tolist() == [-2.0] * 4


def test_levels_are_remembered_and_new_ones_are_unknown() -> None:
    features = features_of(BOOK, WEIGHTS)
    later = data([(ON, "z", "q", 1.0, "huge"), (ON, "y", "r", 1.0, "small")])
    values = by_name(matrix(later, features), features)
    assert values["segment"] == pytest.approx([float("nan"), 1], nan_ok=True)
    assert values["product_id"] == pytest.approx([1, float("nan")], nan_ok=True)
    assert np.isnan(values["attribute: plan"]).all()
    assert values["signal: asked"] == [0, 0]
    assert matrix(later.of(later.cells.slice(0, 0)), features).shape == (0, len(features))


def test_only_so_many_features_and_levels() -> None:
    many = [(ON, "a", f"t{n:03d}", None, "x") for n in range(90)]
    cells = [(ON, f"a{n:03d}", "p", 1.0, f"s{n // 2 if n < 100 else n:03d}") for n in range(200)]
    features = features_of(data(cells, [], many), WEIGHTS)
    assert len(features) == MOST_FEATURES
    assert features[-1].name < "attribute: t089"
    levels = {f.name: f.levels for f in features}["segment"]
    assert levels is not None
    assert len(levels) == MOST_LEVELS
    assert {f"s{n:03d}" for n in range(50)} < set(levels)


def test_cells_are_taken_in_the_order_wanted() -> None:
    wanted = BOOK.cells.select(["as_of", "account_id", "product_id"]).take(pa.array([3, 0]))
    assert BOOK.of(wanted).cells["sites"].to_pylist() == [4, 3]
    assert together([BOOK.of(wanted), BOOK.of(wanted.slice(0, 0))]).cells.num_rows == 2
    with pytest.raises(KeyError, match="1 of the cells"):
        BOOK.of(data([(ON, "c", "p", 1.0, "big")]).cells)


def test_keys_are_found_as_a_dictionary_finds_them() -> None:
    rng = np.random.default_rng(4)
    rows, others = (
        pa.table(
            {"one": rng.choice(np.array(["x", "y", "z", None], object), n), "two": rng.integers(0, 5, n)}
        )
        for n in (40, 90)
    )
    numbers, found, size = located(rows, others, ("one", "two"))
    keys = list(zip(rows["one"].to_pylist(), rows["two"].to_pylist(), strict=True))
    places = dict(zip(keys, numbers.tolist(), strict=True))
    assert size == len(places)
    for key, number in zip(
        zip(others["one"].to_pylist(), others["two"].to_pylist(), strict=True), found, strict=True
    ):
        assert number == (places.get(key, -1) if key[0] is not None else number)
