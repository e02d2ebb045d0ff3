"""What uplift says in words, from what was counted."""

from __future__ import annotations

from collections.abc import Iterable

from adjoin.experiments.uplift.judging import Counted, Judged
from adjoin.statistics.difference import Difference
from adjoin.words.count import count
from adjoin.words.count import counted as count_of

LEAST_WORTH, LEAST_SHARE = 0.02, 0.5
"""Not moved: the interval stays within two points, and within half of what the control starts anyway."""
MEANS = {
    "moved": "Approaching accounts like it makes them start",
    "put_off": "Approaching accounts like it puts them off",
    "not_moved": "Approaching accounts like it changes nothing worth the time",
    "cannot_tell": "Whether approaching accounts like it changes anything cannot be told yet",
}


def moved(told: Counted) -> str:
    """moved, put_off, not_moved or cannot_tell, by the interval that is corrected for all comparisons."""
    if told.sure.low > 0:
        return "moved"
    if told.sure.high < 0:
        return "put_off"
    margin = min(LEAST_WORTH, LEAST_SHARE * (told.control_rate or 0.0))
    narrow = -margin <= told.observed.low and told.observed.high <= margin
    return "not_moved" if narrow and margin > 0 else "cannot_tell"


def of_group(told: Counted, differs: bool) -> str:
    """The sentence that stands beside each account of a group, or of the whole."""
    means = MEANS[moved(told)]
    ends = "" if differs else "; no difference between accounts can be seen"
    accounts = count_of(told.treated + told.control, "account")
    return f"{means}: {points(told.observed, told.sure if differs else told.observed)}, over {accounts}{ends}"


def of_arm(judged: Judged, product: str | None, left_out: Iterable[str]) -> str:
    """What an arm did, and whether accounts differ."""
    about = f" for {product}" if product else ""
    told = judged.average
    says = [f"Approaching{about} changes the share that starts by {points(told.observed)}", _differs(judged)]
    names = sorted(left_out)
    if names:
        says.append(
            "Left out, for they differ between the arms beyond chance, as what is recorded after the draw does: "
            + ", ".join(names)
        )
    return ". ".join(says)


def no_control(arms: Iterable[str], *, is_known: bool) -> str:
    """Why nothing is said of an experiment without a control; `is_known`: which arm it is, but nobody is left in it."""
    names = [f"'{arm}'" for arm in sorted(arms)]
    if is_known:
        return (
            f"Nobody who was left alone is analysed, so there is nothing to compare {', '.join(names)} with"
        )
    if len(names) < 2:
        return f"The only arm is {', '.join(names)}; there is none to compare it with"
    return (
        f"None, or more than one, of the arms {', '.join(names)} is known to be the one left alone; "
        "name it in settings.experiments.control_arms"
    )


def points(told: Difference, bounds: Difference | None = None) -> str:
    """`+2.3 points (+0.4 to +4.2)`: a difference of shares with its interval, or that of `bounds`."""
    if told.value is None:
        return "an unknown number of points"
    shown = bounds or told
    return f"{_points(told.value)} points ({_points(shown.low)} to {_points(shown.high)})"


def _differs(judged: Judged) -> str:
    if judged.verdict == "too_few":
        return "Too few accounts or starts to tell accounts apart"
    if judged.verdict == "no_difference":
        return "No difference between accounts can be seen"
    put_off = sum(one.accounts for one in judged.groups if moved(one.counted) == "put_off")
    compared = sum(one.accounts for one in judged.groups)
    first, last = judged.groups[0].counted.observed, judged.groups[-1].counted.observed
    return (
        f"Accounts differ: those ranked first by {points(first)}, those ranked last by {points(last)}; "
        f"{count(put_off)} of the {count_of(compared, 'account')} compared are put off beyond doubt"
    )


def _points(share: float) -> str:
    told = f"{100 * share:+.1f}"
    return "0.0" if told in ("+0.0", "-0.0") else told.replace("-", "−")
