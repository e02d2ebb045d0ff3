"""Which model is in use and by how much it beats the prior, as tables."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from adjoin.scoring.features.matrix import SIGNAL
from adjoin.scoring.learned.learned import Learned
from adjoin.warehouse.warehouse import Warehouse

NUMBERS = pa.schema([("measure", pa.string()), ("value", pa.float64()), ("says", pa.string())])
"""The relation `model_report`: how the model was judged, and what it is."""

_WEIGHT = [(name, pa.float64()) for name in ("prior_weight", "learned_weight", "deviation")]
WEIGHTS = pa.schema([("kind", pa.string()), *_WEIGHT])
"""The relation `model_weights`: the experts' weight of each kind of signal, what outcomes made of it, and its sd."""


def tell_of(warehouse: Warehouse, model: Learned | None, path: Path | None) -> None:
    """Leave `model_report` and `model_weights` of a model and its artefact; of none, that nothing was learned."""
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
    warehouse.put("model_report", pa.Table.from_pylist(rows, schema=NUMBERS))
    warehouse.put("model_weights", WEIGHTS.empty_table() if model is None else weights_table(model))


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
