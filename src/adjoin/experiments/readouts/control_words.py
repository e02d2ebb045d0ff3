"""Which arm of an experiment made elsewhere is the one that was left alone, by the words it is called with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

import pyarrow as pa

WORDS = {
    *("control", "controls", "ctrl", "ctl", "cntrl", "holdout", "holdouts", "heldout", "held", "placebo"),
    *("untreated", "untouched", "unexposed", "uncontacted", "baseline", "none", "nothing", "bau"),
    *("unsent", "unmailed", "withheld", "suppressed", "waitlist", "waitlisted"),
    *("controlgroup", "controlarm", "kontrolle", "kontrollgruppe", "contrôle", "témoin"),
}
"""Any of these among the words of an arm says that it was left alone."""

PHRASES = (
    "hold out",
    "wait list",
    "do not",
    "as usual",
    "status quo",
    "not treated",
    "not contacted",
    "not approached",
    "left alone",
)
NEGATIONS = {"no", "not", "non", "without"}
"""At the front ("No E-Mail"); in front of one of WORDS ("non-control") they say the opposite."""

NUMBERED = {"0", "false", "off", "n", "f"}
"""Said alone, where no arm says it in words; 00 is 0 as well."""

FRAME = {"arm", "group", "variant", "cell", "version", "bucket", "the", "test"}
"""Says nothing, beside a letter or a number ("Group A")."""

ARM_ROLES = pa.schema(
    [
        *(("as_of", pa.date32()), ("experiment", pa.string()), ("arm", pa.string())),
        ("is_control", pa.bool_()),
    ]
)
"""The columns of `arm_roles`; `is_control` is null for every arm of an experiment in which nobody can say."""


def control_of(arms: Collection[str], told: Collection[str] = ()) -> str | None:
    """The arm left alone. None where no arm, or more than one, is called so.

    `told`: how it is called here (setting `control_arms`); these go before any word that is known.
    """
    folded = {arm: _words(arm) for arm in arms}
    wanted = {" ".join(_words(one)) for one in told}
    for says_so in (
        [arm for arm, words in folded.items() if " ".join(words) in wanted],
        [arm for arm, words in folded.items() if _in_words(words)],
        [arm for arm, words in folded.items() if _alone(words)],
        _by_letter(folded),
    ):
        if says_so:
            return says_so[0] if len(says_so) == 1 and len(folded) > 1 else None
    return None


def arm_roles(arms: Sequence[dict[str, object]], told: Collection[str]) -> pa.Table:
    """`arm_roles` from the rows of `arms_elsewhere`."""
    names: dict[tuple[object, object], list[str]] = {}
    for row in arms:
        names.setdefault((row["as_of"], row["experiment"]), []).append(str(row["arm"]))
    rows = []
    for (as_of, experiment), called in names.items():
        control = control_of(called, told)
        rows += [
            {
                "as_of": as_of,
                "experiment": experiment,
                "arm": arm,
                "is_control": None if control is None else arm == control,
            }
            for arm in called
        ]
    return pa.Table.from_pylist(rows, schema=ARM_ROLES)


def _words(arm: str) -> tuple[str, ...]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", arm))
    plain = apart.casefold()
    return tuple(re.findall(r"\w+", plain.replace("_", " ")))


def _in_words(words: tuple[str, ...]) -> bool:
    named = bool(WORDS & set(words)) or any(f" {phrase} " in f" {' '.join(words)} " for phrase in PHRASES)
    denied = bool(words) and words[0] in NEGATIONS
    if denied and words[1:2] and words[1] in ("treated", "contacted", "approached"):
        return True
    return named != denied


def _alone(words: tuple[str, ...]) -> bool:
    rest = [word for word in words if word not in FRAME]
    return bool(rest) and (
        all(set(word) == {"0"} for word in rest) or (len(rest) == 1 and rest[0] in NUMBERED)
    )


def _by_letter(folded: dict[str, tuple[str, ...]]) -> list[str]:
    """`a` beside `b` alone; `c` beside `t`, or beside whatever is no row of letters."""
    letters = {arm: " ".join(word for word in words if word not in FRAME) for arm, words in folded.items()}
    said = sorted(letters.values())
    if said == ["a", "b"]:
        return [arm for arm, letter in letters.items() if letter == "a"]
    if "a" not in said and "b" not in said:
        return [arm for arm, letter in letters.items() if letter == "c"]
    return []
