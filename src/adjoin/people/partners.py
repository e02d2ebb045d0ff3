"""Which partners to bring in for one product at one account."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adjoin.domain.catalog import Partner

SHOWN = 3
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A partner for a product. `part`: what they do; `why`: their record, in the account's industry and country where
    there is one. `engaged`: accounts that record counts; `started`: of these, began the product meanwhile."""

    partner: str
    part: str
    why: str
    engaged: int
    started: int
    median_days: float | None


def choose_partners(
    rows: Iterable[Row],
    product: str,
    industry: str | None,
    country: str | None,
    partners: Sequence[Partner] = (),
) -> tuple[Chosen, ...]:
    """At most three partners for `product`, the best record first, without those whom the catalog keeps elsewhere.

    `rows`: of `partner_records`. `partners`: the catalog's. Of each partner the closest row with a start counts:
    industry and country, industry, country, all; where nothing ever started, the row for all. Closer records stand
    first, then more starts, then more accounts, then the name.
    """
    elsewhere = {partner.name for partner in partners if not _fits(partner, industry, country)}
    closest: dict[str, tuple[int, Row]] = {}
    for row in rows:
        if row["product_id"] != product or row["partner"] in elsewhere:
            continue
        if row["industry"] not in (None, industry) or row["country"] not in (None, country):
            continue
        near = _nearness(row)
        if row["partner"] not in closest or near > closest[row["partner"]][0]:
            closest[row["partner"]] = (near, row)
    ordered = sorted(
        closest.values(), key=lambda one: (-one[0], -one[1]["started"], -one[1]["engaged"], one[1]["partner"])
    )
    return tuple(_chosen(row) for _, row in ordered[:SHOWN])


def _nearness(row: Row) -> int:
    """0 to 3 by how closely a row with a start fits, -1 without a start."""
    near = 2 * (row["industry"] is not None) + (row["country"] is not None)
    return near if row["started"] else -1 - near


def _fits(partner: Partner, industry: str | None, country: str | None) -> bool:
    """Whether the catalog lets the partner work there; what is unknown of the account is no obstacle."""
    asked = ((partner.industries, industry), (partner.countries, country))
    return all(
        not words or word is None or word.casefold() in {each.strip().casefold() for each in words}
        for words, word in asked
    )


def _chosen(row: Row) -> Chosen:
    return Chosen(
        partner=row["partner"],
        part=row["part"],
        why=row["says"],
        engaged=row["engaged"],
        started=row["started"],
        median_days=row["median_days"],
    )
