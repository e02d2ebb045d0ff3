"""Drawing an arm: by hash, so that anybody can draw it again and nobody can choose it."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from adjoin.domain.entry import Arm
from adjoin.domain.experiment import ArmName

_LAST = 2.0**64


def draw_arm(experiment: str, root_id: str, held_share: float = 0.5) -> ArmName:
    """The arm of a root in an experiment: held if the first 64 bits of SHA-256(experiment, root) fall in the share.

    The same words give the same arm on any machine; experiments of other names draw independently. `held_share` is a
    fraction from 0 to 1, ValueError otherwise.
    """
    if not 0 <= held_share <= 1:
        raise ValueError(f"held_share is a fraction from 0 to 1, not {held_share}")
    drawn = sha256(f"{experiment}\x1f{root_id}".encode()).digest()[:8]
    return ArmName.HELD if int.from_bytes(drawn, "big") / _LAST < held_share else ArmName.APPROACHED


def draw_arms(experiment: str, root_ids: Iterable[str], held_share: float, on: date) -> tuple[Arm, ...]:
    """The arm of each root, drawn on a day; by root."""
    return tuple(
        Arm(experiment, root_id, draw_arm(experiment, root_id, held_share), on)
        for root_id in sorted(set(root_ids))
    )
