"""What the learned model learns from: past approaches and past open cells, each as known on its day.

The whole book is judged on a grid of past dates: it gives the affinity and the means that hold until the next one,
and the open cells. An approach is looked at on the day before it, with the numbers of the grid date before. Neither an
approach nor an open cell of an account that an experiment held out of plays while its outcome was open is among them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.affinity.bases import build_bases
from adjoin.affinity.published import PUBLISHED
from adjoin.engine.book_at import judge_book
from adjoin.engine.stages import Run, affinity, facts, signals
from adjoin.engine.texts import match_all
from adjoin.facts.build import fact_queries, fact_schema
from adjoin.scoring.features.gathering import Gathered, build_features, gathered, together
from adjoin.scoring.features.matrix import features_of, matrix, prior_logits
from adjoin.scoring.features.readiness import readiness_weights
from adjoin.scoring.learned.examples import NOBODY, Cells, Examples, Feature
from adjoin.scoring.score import OF_THE_BOOK, score, score_pairs
from adjoin.warehouse.query import Query, queries_in
from adjoin.warehouse.warehouse import build_all, open_pairs

Ints = npt.NDArray[np.int64]
OF_LATER = ("bulk_days", "recorded_metrics", "prerequisites_seen")
"""Facts that moments of single accounts have from the book of a later date."""

NOT_OF_PAIRS = (*OF_LATER, "approach_episodes", "pair_readiness", "held_spans", "cited_kinds")
"""Facts that moments of single accounts have from the book, or need not have."""

KNOWN_NOW = (
    *("held_spans_known", "matured_episodes", "approaches_known", "owners_known", "recorded_metrics_known"),
    "prerequisites_seen_known",
)
MOST_CELLS = 200_000


@dataclass(frozen=True)
class Learning:
    """What there is to learn from. `label`: approach or opportunity. `too_early`: approaches known that lie before the
    first past date that is looked at. `horizon_days`: after which an outcome is known."""

    examples: Examples
    cells: Cells
    label: str
    too_early: int
    horizon_days: int


@dataclass(frozen=True)
class _Labelled:
    """Cells of some moments, and a table of the same rows with what became of them."""

    data: Gathered
    labels: pa.Table


def examples_until(run: Run, as_of: date, rng: np.random.Generator) -> Learning | None:
    """Everything that can be learned from on `as_of`; None where no approach is known by then.

    `run`: its tables are loaded. Its warehouse is used: open the moment and build the facts again afterwards.
    """
    judge_book(run, as_of, (facts,))
    grid = _know(run)
    if not grid:
        return None
    _match_texts(run, as_of, grid[0])
    asked = run.warehouse.read(
        "matured_episodes", ("approached_on", "account_id", "product_id", "approach_id")
    )
    cells, pairs, weights = [], [], {}
    for place, on in enumerate(grid):
        run.tell(f"the book of {on}")
        book = _book(run, on)
        cells.append(_sampled(run, MOST_CELLS // len(grid), rng))
        weights = _weights(run)
        until = grid[place + 1] if place + 1 < len(grid) else as_of
        pairs += _approached(book, asked, on, until)
    if not pairs:
        return None
    early = pc.sum(pc.less_equal(asked["approached_on"], pa.scalar(grid[0]))).as_py()
    examples, looked_at = _arrays(cells, pairs, weights)
    return Learning(examples, looked_at, asked["label"][0].as_py(), int(early or 0), _within_days(run))


def _know(run: Run) -> list[date]:
    """Keep what is known now as tables that no later moment replaces; gives the past dates to judge."""
    found, warehouse = queries_in("adjoin.scoring.features"), run.warehouse
    for name in KNOWN_NOW:
        own = {"within_days": _within_days(run)} if "within_days" in found[name].parameters else {}
        warehouse.build(found[name], own)
    warehouse.put("bulk_days_known", warehouse.read("bulk_days"))
    values = {**run.settings.get("learning_grid", {}), "within_days": _within_days(run)}
    grid = warehouse.fetch(queries_in("adjoin.scoring")["learning_grid"], values)
    return list(grid["as_of"].to_pylist())


def _within_days(run: Run) -> int:
    """Days after an approach within which a start counts."""
    return _whole(run, queries_in("adjoin.facts")["approach_episodes"], "within_days")


def _whole(run: Run, query: Query, name: str) -> int:
    """A whole number among the settings of a query, its default where it is not set."""
    return int(str(run.settings.get(query.name, {}).get(name, query.parameters[name])))


def _match_texts(run: Run, as_of: date, first: date) -> None:
    """Match the texts of all past dates, as known now: what a text means depends on it alone."""
    configuration = run.project.configuration
    own = configuration.settings.get("texts", {})
    days = _whole(run, queries_in("adjoin.language")["texts"], "days") + (as_of - first).days
    settings = {**configuration.settings, "texts": {**own, "days": days}}
    project = replace(run.project, configuration=configuration.model_copy(update={"settings": settings}))
    match_all(project, run.warehouse, run.tell)


def _book(run: Run, on: date) -> Run:
    """The whole book on a grid date, with its features."""
    book = judge_book(run, on, (facts, affinity, signals))
    book.schema |= score(book.warehouse, book.schema, book.settings)
    book.schema |= build_features(book.warehouse, book.schema, book.settings)
    return book


def _weights(run: Run) -> dict[str, float]:
    """The experts' weight of each kind of signal, and the opinions about pair readiness."""
    table = run.warehouse.read("expert_weights", ("kind",))
    kinds = dict(zip(table["kind"].to_pylist(), table["weight"].to_pylist(), strict=True))
    return {**kinds, **readiness_weights(run.settings.get("readiness_weights"))}


def _sampled(run: Run, most: int, rng: np.random.Generator) -> _Labelled:
    """Open cells of the grid date, every one or as many at random, with whether they were approached."""
    found = queries_in("adjoin.scoring.features")
    labels = run.warehouse.fetch(found["labelled_cells"], {"within_days": _within_days(run)})
    if labels.num_rows > most:
        labels = labels.take(pa.array(np.sort(rng.choice(labels.num_rows, most, replace=False))))
    return _Labelled(gathered(run.warehouse).of(labels), labels)


def _approached(book: Run, asked: pa.Table, after: date, until: date) -> list[_Labelled]:
    """The approaches after the grid date, each on the day before it, by the numbers of the grid date."""
    on = asked["approached_on"]
    ours = asked.filter(pc.and_(pc.greater(on, pa.scalar(after)), pc.less_equal(on, pa.scalar(until))))
    if not ours.num_rows:
        return []
    warehouse = book.warehouse
    of_the_book = {name: warehouse.read(name) for name in OF_THE_BOOK}
    open_pairs(warehouse, ours, book.first_load)
    found = queries_in("adjoin.scoring.features")
    for name in OF_LATER:
        warehouse.put(name, warehouse.fetch(found[f"{name}_by_then"]))
    own = {query.name: query for query in fact_queries() if query.name not in NOT_OF_PAIRS}
    build_all(warehouse, own, fact_schema(), book.settings)
    pairs = replace(book, schema={**fact_schema(), **PUBLISHED})
    pairs.schema |= build_bases(warehouse, pairs.schema)
    signals(pairs)
    dates = warehouse.read("dates", ("as_of",))["as_of"].combine_chunks()
    spread = {name: _spread(table, dates) for name, table in of_the_book.items()}
    pairs.schema |= score_pairs(warehouse, pairs.schema, pairs.settings, spread)
    pairs.schema |= build_features(warehouse, pairs.schema, pairs.settings)
    labels = warehouse.fetch(found["labelled_approaches"])
    return [_Labelled(gathered(warehouse).of(labels), labels)]


def _spread(table: pa.Table, dates: pa.Array) -> pa.Table:
    """The rows of one date said of each of `dates`."""
    rows, times = table.num_rows, len(dates)
    repeated = table.take(pa.array(np.tile(np.arange(rows), times)))
    place = table.column_names.index("as_of")
    return repeated.set_column(place, "as_of", dates.take(pa.array(np.repeat(np.arange(times), rows))))


def _arrays(
    cells: list[_Labelled], pairs: list[_Labelled], weights: dict[str, float]
) -> tuple[Examples, Cells]:
    """Both with the same features, roots and owners."""
    past, approached = _joined(cells), _joined(pairs)
    met = Gathered(
        pa.concat_tables([past.data.cells, approached.data.cells], promote_options="permissive"),
        past.data.signals,
        past.data.attributes,
    )
    features = features_of(met, weights)
    roots = pa.chunked_array([*past.labels["root_id"].chunks, *approached.labels["root_id"].chunks]).unique()
    owners = (
        pa.chunked_array([*past.labels["owner"].chunks, *approached.labels["owner"].chunks])
        .unique()
        .drop_null()
    )
    return _examples(approached, features, roots, owners), _cells(past, features, roots, owners)


def _joined(parts: list[_Labelled]) -> _Labelled:
    return _Labelled(together([p.data for p in parts]), pa.concat_tables([p.labels for p in parts]))


def _examples(said: _Labelled, features: tuple[Feature, ...], roots: pa.Array, owners: pa.Array) -> Examples:
    return Examples(
        features=features,
        values=matrix(said.data, features),
        prior_logit=prior_logits(said.data),
        outcome=_flags(said.labels["outcome"]),
        day=_days(said.labels["approached_on"]),
        root=_group(said.labels["root_id"], roots),
        owner=_group(said.labels["owner"], owners),
    )


def _cells(said: _Labelled, features: tuple[Feature, ...], roots: pa.Array, owners: pa.Array) -> Cells:
    return Cells(
        values=matrix(said.data, features),
        prior_logit=prior_logits(said.data),
        approached=_flags(said.labels["approached"]),
        day=_days(said.labels["as_of"]),
        root=_group(said.labels["root_id"], roots),
        owner=_group(said.labels["owner"], owners),
    )


def _flags(column: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    return np.asarray(column.to_numpy(), np.bool_)


def _days(column: pa.ChunkedArray) -> Ints:
    """Days since 1970-01-01."""
    return np.asarray(column.cast(pa.int32()).to_numpy(), np.int64)


def _group(column: pa.ChunkedArray, names: pa.Array) -> Ints:
    """The place of each value among `names`; NOBODY where it is null."""
    return np.asarray(pc.fill_null(pc.index_in(column, value_set=names), NOBODY).to_numpy(), np.int64)
