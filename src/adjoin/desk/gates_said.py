"""What every gate says of an account and of the product that it is about: a checklist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.words.names import GATES


@dataclass(frozen=True, slots=True)
class GateSays:
    """One gate's verdict on the account, or on the product that it is about.

    `plays_only`: a block stops a pitch, a question may be asked. `blocks`: nothing may be proposed, whatever the
    verdict is called: an unknown may count so.
    """

    gate: str
    verdict: str
    reason: str
    reopens_on: date | None
    plays_only: bool = False
    blocks: bool = False


def gates_said(
    desk: Desk, rows: Sequence[Mapping[str, Any]], product: str | None, base: str | None
) -> tuple[GateSays, ...]:
    """Every gate's word; one that warns or blocks is not also said to pass, and one that says nothing passes."""
    off = {row["what"]: row["why"] for row in desk.show("switched_off").to_pylist()}
    found: list[GateSays] = []
    for gate in _judging(rows):
        said = [_said(row) for row in rows if row["gate"] == gate and _about(row, product, base)]
        if not said and f"gate {gate}" in off:
            said = [GateSays(gate, "off", off[f"gate {gate}"], None)]
        found += (
            [one for one in said if one.verdict != "pass"]
            or said[:1]
            or [GateSays(gate, "pass", "Nothing stands in the way", None)]
        )
    return tuple(found)


def _judging(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The gates in the order in which pages name them, then those that nobody named."""
    return [*GATES, *sorted({row["gate"] for row in rows} - set(GATES))]


def _about(row: Mapping[str, Any], product: str | None, base: str | None) -> bool:
    return row["product_id"] in (None, product) and row["base_product_id"] in (None, base)


def _said(row: Mapping[str, Any]) -> GateSays:
    blocks = row.get("counts_as", row["verdict"]) == "block"
    plays_only = blocks and row.get("scope") == "play"
    return GateSays(
        row["gate"], row["verdict"], row["reason"], row["reopens_on"], plays_only, blocks and not plays_only
    )
