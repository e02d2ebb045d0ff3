"""What the learned model says of every open cell, for the scores; without one, the bands of the first outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from adjoin.engine.models import newest, opened
from adjoin.scoring.features.gathering import build_features, gathered
from adjoin.scoring.features.matrix import SIGNAL, matrix, prior_logits
from adjoin.scoring.learned import NAMES, Learned, Predictions, Settings
from adjoin.scoring.reasons.strongest import KEY, strongest
from adjoin.scoring.reasons.words import words_table
from adjoin.scoring.score import LEARNED
from adjoin.warehouse.query import queries_in

if TYPE_CHECKING:
    from adjoin.engine.stages import Run

NUMBERS = pa.schema([("measure", pa.string()), ("value", pa.float64()), ("says", pa.string())])
"""The relation `model_report`: how the model was judged, and what it is."""

_WEIGHT = [(name, pa.float64()) for name in ("prior_weight", "learned_weight", "deviation")]
WEIGHTS = pa.schema([("kind", pa.string()), *_WEIGHT])
"""The relation `model_weights`: the experts' weight of each kind of signal, what outcomes made of it, and its sd."""


def predict(run: Run) -> pa.Table:
    """The relation `learned`, after `score`; leaves `model_report` and `model_weights`, and notes what is in use."""
    path = newest(run.project.state, run.models_until)
    model, refused = opened(path) if path else (None, None)
    if refused:
        run.says.append(("model", refused))
    _report(run, model, path)
    if model is None or path is None:
        return run.warehouse.fetch(queries_in("adjoin.scoring.bands")["first_bands"])
    run.says.append(("model", f"{' '.join(model.sentences)} (artefact {path.stem})"))
    run.schema |= build_features(run.warehouse, run.schema, run.settings)
    return _rows(run, model)


def _rows(run: Run, model: Learned) -> pa.Table:
    data = gathered(run.warehouse)
    prior = prior_logits(data)
    told = model.predict(matrix(data, model.features), prior)
    few = model.report.outcomes < Settings().fewest_outcomes
    band = model.bands.of(prior)
    cells = data.cells.select(KEY)
    rows = cells.num_rows
    words = pa.array(NAMES, pa.string())
    table = cells.append_column("probability", pa.array(told.probability.round(9)))
    table = table.append_column("probability_low", pa.array(told.low.round(9)))
    table = table.append_column("probability_high", pa.array(told.high.round(9)))
    basis = np.where(told.extrapolated, "extrapolated", "approached")
    table = table.append_column("basis", pa.array(basis.tolist(), pa.string()))
    table = table.append_column(
        "in_use", pa.array(np.full(rows, model.report.in_use or bool(model.selection.hidden)))
    )
    shown = words.take(pa.array(band)) if few else pa.nulls(rows, pa.string())
    table = table.append_column("band", shown)
    for name, counts in (("like_count", model.bands.count), ("like_adopted", model.bands.adopted)):
        table = table.append_column(name, pa.array(np.array(counts, np.int64)[band]))
    return _with_reasons(run, table, told).select(LEARNED.names)


def _with_reasons(run: Run, table: pa.Table, told: Predictions) -> pa.Table:
    run.warehouse.put("learned_moves", strongest(table, told))
    run.warehouse.put("feature_words", words_table())
    moved = run.warehouse.fetch(queries_in("adjoin.scoring.reasons")["learned_moved"])
    return table.join(moved, keys=list(KEY), join_type="left outer")


def _report(run: Run, model: Learned | None, path: Path | None) -> None:
    rows: list[dict[str, object]] = []
    if model is None or path is None:
        says = "Nothing was learned yet: scores are the prior's. Run `adjoin learn`."
        rows.append({"measure": "in use", "value": 0.0, "says": says})
    else:
        told = model.report
        rows.append({"measure": "in use", "value": float(told.in_use), "says": told.sentence})
        rows.append({"measure": "artefact", "says": path.stem})
        for measure, value, says in (
            ("outcomes", told.outcomes, "matured approaches it learned from"),
            ("started", told.started, "of these led to a start"),
            ("judged", told.judged, "later approaches it was judged on"),
            ("calibration slope", told.slope, "1 is right; used within 0.8 to 1.25"),
            ("Brier skill", told.skill, "over the prior; used above 0"),
            ("Brier skill, lower bound", told.skill_low, "one-sided, 95 %, by root accounts"),
            ("top tenth forecast", told.top_forecast, "mean of the tenth it thought likeliest"),
            ("top tenth observed", told.top_observed, "what became of them"),
        ):
            rows.append({"measure": measure, "value": None if value is None else float(value), "says": says})
        hidden = model.selection.hidden
        says = " ".join(hidden) or "nothing seen that says reps choose on what is not recorded"
        rows.append({"measure": "hidden selection", "value": float(bool(hidden)), "says": says})
    run.warehouse.put("model_report", pa.Table.from_pylist(rows, schema=NUMBERS))
    run.warehouse.put("model_weights", WEIGHTS.empty_table() if model is None else weights_table(model))


def weights_table(model: Learned) -> pa.Table:
    """The relation `model_weights` of a model."""
    rows = [
        {
            "kind": weight.feature.removeprefix(SIGNAL),
            "prior_weight": weight.prior,
            "learned_weight": weight.posterior,
            "deviation": weight.posterior_deviation,
        }
        for weight in model.weights
    ]
    return pa.Table.from_pylist(rows, schema=WEIGHTS)
