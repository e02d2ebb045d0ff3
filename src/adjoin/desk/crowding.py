"""Whether the plays win by popularity alone, in one sentence."""

from adjoin.desk.desk import Desk
from adjoin.words.count import counted
from adjoin.words.share import percent


def crowding(desk: Desk) -> str | None:
    """How many products the plays name beside what popularity would; None where the run did not measure it."""
    value = {row["measure"]: row["value"] for row in desk.rows("concentration")}
    products, share = value.get("plays_products"), value.get("plays_top_share")
    if products is None or share is None:
        return None
    said = f"The plays name {counted(int(products), 'product')}, the first at {percent(share)} of them"
    other, others_share = value.get("popularity_products"), value.get("popularity_top_share")
    if other is None or others_share is None:
        return said
    return f"{said}; popularity alone would name {int(other)} and give the first {percent(others_share)}"
