"""What the curves say, in words."""

from __future__ import annotations

from collections.abc import Mapping

from adjoin.measurement.retention.curves import Curve, Step
from adjoin.words.count import count, counted
from adjoin.words.share import interval, percent

FOLKLORE = {1: 0.85, 2: 0.92, 3: 0.96, 4: 0.99}
"""What is told everywhere, without a source: yearly retention by number of products."""

FOLKLORE_SAYS = "Told everywhere, measured nowhere in these data"
ASSOCIATION = (
    "An association, not an effect: who buys more may be who would have stayed anyway, and whoever holds several"
    " is lost only when all of them end. Only an experiment tells"
)


def named(step: Step) -> str:
    """`1`, `3`, `4+`."""
    return f"{step.products}+" if step.and_more else str(step.products)


def step_says(kind: str, step: Step, follow_days: int) -> str:
    """One step of a curve with its numerator and denominator."""
    with_them = f"with {named(step)} {'product' if step.products == 1 and not step.and_more else 'products'}"
    of = f"{count(step.retained)} of {count(step.accounts)}"
    share = f"{percent(step.rate.value)} ({interval(step.rate.low, step.rate.high)} %)"
    if kind == "naive":
        return f"{of} that ever had {named(step)} are customers still: {share}"
    if kind == "calendar":
        return f"{of} {with_them} that day were customers {follow_days} days later: {share}"
    said = f"{of} accounts at their landmark {with_them} were customers {follow_days} days later: {share}"
    if step.standardised is None:
        return f"{said}. Too few at equal age, size and segment to compare"
    fair = step.standardised
    return f"{said}; at equal age, size and segment {percent(fair.value)} ({interval(fair.low, fair.high)} %)"


def verdict(curve: Curve) -> str:
    """stays_longer, leaves_sooner, no_difference_seen or cannot_tell, by the last step's difference to one product."""
    last = curve.steps[-1].difference if curve.steps else None
    if last is None:
        return "cannot_tell"
    if last.low > 0:
        return "stays_longer"
    return "leaves_sooner" if last.high < 0 else "no_difference_seen"


def curve_says(curve: Curve, follow_days: int) -> str:
    """What the standardised curve comes to."""
    last = curve.steps[-1] if curve.steps else None
    if last is None or last.difference is None:
        return "Cannot tell: no cell of age, size and segment has enough accounts with one product and with several"
    one, many = (percent(s.standardised.value if s.standardised else None) for s in (curve.steps[0], last))
    points, low, high = (
        _points(x) for x in (last.difference.value, last.difference.low, last.difference.high)
    )
    apart = (
        f"At equal age, size and segment, {many} of accounts with {named(last)} products"
        f" are customers {follow_days} days later and {one} of those with one:"
        f" {points} points ({low} to {high})"
    )
    if verdict(curve) == "no_difference_seen":
        return f"{apart}, no difference that can be seen"
    return f"{apart}. {ASSOCIATION}"


def gap_says(naive: Curve, landmark: Curve) -> str:
    """Why the folklore way shows another gap."""
    first = naive.steps[-1].difference if naive.steps else None
    if first is None:
        return "There are too few accounts with several products for the folklore way"
    told = (
        f"The folklore way shows {_points(first.value)} points between {named(naive.steps[-1])} products and one,"
        " because whoever stayed longer had more time to buy and whoever left early had none"
    )
    fair = landmark.steps[-1].difference if landmark.steps else None
    if fair is None:
        return f"{told}; what is left of it at equal age cannot be told"
    return (
        f"{told}; counting products first and following afterwards, at equal age, size and segment,"
        f" leaves {_points(fair.value)} ({_points(fair.low)} to {_points(fair.high)})"
    )


def support_says(curve: Curve, states: Mapping[str, int], least: int) -> str:
    """Who is behind the numbers, and who is not."""
    if not curve.rows:
        inside = "No account could be followed"
    else:
        inside = (
            f"{percent(curve.outside)} of {counted(curve.rows, 'landmark')} lie outside common support: their cell of"
            f" age, size and segment has fewer than {least} accounts with one of the numbers of products"
        )
    reasons = [
        f"{counted(states.get(state, 0), 'landmark')} {why}"
        for state, why in LEFT_OUT.items()
        if states.get(state)
    ]
    return f"{inside}. Left out: {'; '.join(reasons)}" if reasons else inside


LEFT_OUT = {
    "start_unknown": "of accounts whose first day nobody knows",
    "not_followed": "not followed to the end yet, whatever became of them",
    "ends_unknown": "from before ends were recorded",
    "gone": "of accounts that held nothing any more",
}


def _points(share: float) -> str:
    """`+3.1`, `−0.4` percentage points."""
    return f"{100 * share:+.1f}".replace("-", "−").replace("−0.0", "0.0").replace("+0.0", "0.0")
