"""Whether the arms are as large as they were drawn: if not, nothing else about an experiment is to be trusted."""

from __future__ import annotations

from dataclasses import dataclass

from adjoin.experiments.readouts.arms import Scope
from adjoin.statistics.sample_ratio import sample_ratio
from adjoin.words.count import count

BEYOND_CHANCE = 0.001
NEAR = 0.1
"""Arms elsewhere within this fraction of equal size look as if they had been meant to be equal."""


@dataclass(frozen=True)
class Ratio:
    """`p`: of arms as uneven as these by chance; None where no plan is known. `broken`: nothing is to be trusted."""

    p: float | None
    says: str
    broken: bool


def ratio_of(scope: Scope) -> Ratio:
    """Ours against the planned share, those whose time began; elsewhere a question, where equal arms look meant.

    A plan made elsewhere is not known: p is against equal arms, only where each is near that, the smallest of all pairs
    with the control times their number.
    """
    return _own(scope) if scope.fact["held_share"] is not None else _elsewhere(scope)


def _own(scope: Scope) -> Ratio:
    held, approached = (
        sum(int(arm.counts["analysed"]) for arm in scope.arms if bool(arm.is_control) is control)
        for control in (True, False)
    )
    share = 1.0 - float(scope.fact["held_share"])
    p = sample_ratio(approached, held, share)
    sizes = (
        f"{count(approached)} approached and {count(held)} held out have begun, {share:.0%} to be approached"
    )
    if p < BEYOND_CHANCE:
        return Ratio(p, f"{sizes}: the arms are not as large as they were drawn: do not trust.", broken=True)
    return Ratio(p, f"{sizes}: as drawn.", broken=False)


def _elsewhere(scope: Scope) -> Ratio:
    sizes = {arm.name: int(arm.counts["drawn"]) for arm in scope.arms}
    mean = sum(sizes.values()) / max(len(sizes), 1)
    unknown = Ratio(None, "How large the arms were planned is not known.", broken=False)
    if len(sizes) < 2 or scope.control is None or any(abs(n - mean) > NEAR * mean for n in sizes.values()):
        return unknown
    control = sizes.pop(scope.control.name)
    p = min(1.0, len(sizes) * min(sample_ratio(n, control, 0.5) for n in sizes.values()))
    if p < BEYOND_CHANCE:
        said = ", ".join(f"'{arm.name}' {count(arm.counts['drawn'])}" for arm in scope.arms)
        question = "were they meant to be equal? Then units are missing, and nothing here is to be trusted."
        return Ratio(p, f"The arms differ by more than chance ({said}): {question}", broken=False)
    return Ratio(p, "The arms are as large as equal ones are by chance.", broken=False)
