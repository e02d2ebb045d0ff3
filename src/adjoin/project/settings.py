"""Settings: every default of the method, under the name of the SQL file that owns it."""

from typing import Any

from adjoin.domain.errors import nearest
from adjoin.drafts.settings import DEFAULTS as OF_DRAFTS
from adjoin.experiments.settings import DEFAULTS as OF_EXPERIMENTS
from adjoin.gates.own.reading import OwnGates
from adjoin.language.opening import SETTINGS as OF_LANGUAGE
from adjoin.measurement.portfolio.settings import DEFAULTS as OF_LOSSES
from adjoin.measurement.retention.settings import DEFAULTS as OF_RETENTION
from adjoin.offers.settings import DEFAULTS as OF_OFFERS
from adjoin.offers.trials.terms import DEFAULTS as OF_TRIALS
from adjoin.project.yaml_file import YamlFile
from adjoin.scoring.learned.settings import DEFAULTS as OF_MODEL
from adjoin.signals.own.reading import Own
from adjoin.warehouse.query import Query, Value, queries_in

ROOMS = (
    *(
        "facts",
        "language",
        "affinity",
        "affinity.next_product",
        "affinity.paths",
        "signals",
        "signals.record",
    ),
    *("gates", "scoring", "scoring.features", "scoring.reasons"),
    *(
        "offers.bundles",
        "offers.demand",
        "offers.shelfware",
        "offers.bundles_sold",
        "offers.integrations",
        "offers.strategy",
        "offers.trials",
    ),
    *("people", "plays.motions", "plays.references"),
    *("measurement.backtest", "measurement.policies"),
    *("measurement.scorecard", "measurement.velocity", "measurement.inspection", "measurement.retention"),
    *("measurement.attribution", "measurement.pitfalls", "measurement.portfolio"),
    *("measurement.portfolio.counted", "measurement.learning"),
    *("experiments.holding", "experiments.readouts", "experiments.uplift"),
    *("decisions", "decisions.diagnosis", "decisions.pathways", "decisions.stability"),
)


def tunable() -> dict[str, dict[str, Value]]:
    """Every setting with its default, by the name of its owner; what has none is given by the run."""
    found: dict[str, Query] = {}
    for room in ROOMS:
        found |= queries_in(f"adjoin.{room}")
    defaults: dict[str, dict[str, Value]] = {
        name: {word: value for word, value in query.parameters.items() if value is not None}
        for name, query in sorted(found.items())
    }
    return {
        **OF_LANGUAGE,
        **OF_MODEL,
        **OF_DRAFTS,
        **OF_EXPERIMENTS,
        **OF_OFFERS,
        **OF_LOSSES,
        **OF_RETENTION,
        **OF_TRIALS,
        **{name: values for name, values in defaults.items() if values},
    }


def problems_in(settings: dict[Any, Any], file: YamlFile, own: Own, own_gates: OwnGates) -> list[str]:
    """What is wrong with the `settings` of adjoin.yaml, one sentence each.

    Those of a detector or gate of the project's own that is refused are not looked at: it does not run.
    """
    known, problems = tunable(), []
    known |= {detector.name: dict(detector.parameters) for detector in own.detectors}
    known |= {gate.name: dict(gate.parameters) for gate in own_gates.gates}
    left_out = {refusal.name for refusal in (*own.refused, *own_gates.refused)} - known.keys()
    for owner, values in settings.items():
        if owner in left_out:
            continue
        if owner not in known:
            problems.append(
                file.problem(("settings", owner), f"nothing has that name{nearest(str(owner), known)}")
            )
            continue
        if not isinstance(values, dict):
            said = f"write its settings below it: {', '.join(known[owner])}"
            problems.append(file.problem(("settings", owner), said))
            continue
        for word, value in values.items():
            where = ("settings", owner, word)
            if word not in known[owner]:
                problems.append(
                    file.problem(where, f"{owner} has no such setting{nearest(str(word), known[owner])}")
                )
            elif not _fits(value, known[owner][word]):
                problems.append(
                    file.problem(where, f"{value!r} does not fit; the default is {known[owner][word]!r}")
                )
    return problems


def _fits(value: object, default: Value) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int | float):
        number = int if isinstance(default, int) else int | float
        return isinstance(value, number) and (value >= 0 or default < 0)
    return isinstance(value, type(default))
