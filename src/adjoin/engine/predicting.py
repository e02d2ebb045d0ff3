"""What the learned model says of every open cell, for the scores; without one, the bands of the first outcomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from adjoin.engine.model_report import tell_of
from adjoin.engine.models import newest, opened
from adjoin.scoring.features.gathering import Gathered, build_features, gathered
from adjoin.scoring.features.matrix import matrix, prior_logits
from adjoin.scoring.learned.bands import NAMES
from adjoin.scoring.learned.learned import Learned
from adjoin.scoring.learned.settings import settings_of
from adjoin.scoring.reasons.strongest import KEY, strongest
from adjoin.scoring.reasons.words import words_table
from adjoin.scoring.score import LEARNED
from adjoin.warehouse.query import queries_in

if TYPE_CHECKING:
    from adjoin.engine.stages import Run

CHUNK = 400_000
"""Cells predicted at a time: contributions are rows × features."""


def predict(run: Run) -> pa.Table:
    """The relation `learned`, after `score`; leaves `model_report` and `model_weights`, and notes what is in use."""
    fewest = settings_of(run.settings).fewest_outcomes
    undated = run.report is not None and run.report.snapshot
    path = None if undated else newest(run.project.state, run.models_until)
    model, refused = opened(path) if path else (None, None)
    if refused:
        run.says.append(("model", refused))
    tell_of(run.warehouse, model, path)
    if model is None or path is None:
        first = queries_in("adjoin.scoring.bands")["first_bands"]
        return run.warehouse.fetch(first, {"fewest_outcomes": fewest})
    run.says.append(("model", f"{' '.join(model.sentences)} (artefact {path.stem})"))
    run.model = path.stem
    run.schema |= build_features(run.warehouse, run.schema, run.settings)
    return _rows(run, model, fewest)


def _rows(run: Run, model: Learned, fewest: int) -> pa.Table:
    """Rows of LEARNED with their reasons."""
    data = gathered(run.warehouse)
    starts = range(0, max(data.cells.num_rows, 1), CHUNK)
    parts = [
        _predicted(replace(data, cells=data.cells.slice(start, CHUNK)), model, fewest) for start in starts
    ]
    run.warehouse.put("learned_moves", pa.concat_tables([moves for _, moves in parts]))
    run.warehouse.put("feature_words", words_table())
    moved = run.warehouse.fetch(
        queries_in("adjoin.scoring.reasons")["learned_moved"], run.settings.get("learned_moved")
    )
    rows = pa.concat_tables([rows for rows, _ in parts])
    return rows.join(moved, keys=list(KEY), join_type="left outer").select(LEARNED.names)


def _predicted(data: Gathered, model: Learned, fewest: int) -> tuple[pa.Table, pa.Table]:
    """What the model says of these cells, and what moved each."""
    prior = prior_logits(data)
    told = model.predict(matrix(data, model.features), prior)
    band, rows = model.bands.of(prior), len(prior)
    few = model.report.outcomes < fewest
    names = pa.array(NAMES, pa.string())
    columns = {
        "probability": pa.array(told.probability.round(9)),
        "probability_low": pa.array(told.low.round(9)),
        "probability_high": pa.array(told.high.round(9)),
        "basis": pa.array(np.where(told.extrapolated, "extrapolated", "approached").tolist(), pa.string()),
        "in_use": pa.array(np.full(rows, model.report.in_use or bool(model.selection.hidden))),
        "band": names.take(pa.array(band)) if few else pa.nulls(rows, pa.string()),
        "like_count": pa.array(np.array(model.bands.count, np.int64)[band]),
        "like_adopted": pa.array(np.array(model.bands.adopted, np.int64)[band]),
    }
    cells = data.cells.select(KEY)
    return pa.table({**{name: cells[name] for name in KEY}, **columns}), strongest(cells, told)
