"""The company's own bundles: what is wrong with the file is said by line, what may not be offered is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from adjoin.domain.errors import ConfigurationError
from adjoin.offers.bundles.own import OwnBundle, OwnBundles, own_bundles_from
from adjoin.project.yaml_file import read_yaml
from offers.bundles.by_hand import account, book
from offers.bundles.relations import Tables, built

PRODUCTS = ("desk", "mail", "tasks")


def read(folder: Path, text: str) -> OwnBundles:
    path = folder / "bundles.yaml"
    path.write_text(text, "utf-8")
    return own_bundles_from(read_yaml(path), PRODUCTS)


def own(*, discount: float | None = None, approved_by: str | None = None, name: str = "Start") -> OwnBundle:
    return OwnBundle(name=name, products=("mail", "desk"), discount=discount, approved_by=approved_by)


def world() -> Tables:
    tables = book(*PRODUCTS)
    account(tables, "a", {"desk": 700.0}, mail=(0.2, 1000.0), tasks=(0.1, 400.0))
    return tables


def found(*bundles: OwnBundle, tables: Tables | None = None) -> dict[str, dict[str, object]]:
    rows = built(tables or world(), OwnBundles(bundles=bundles))["bundles"]
    return {row["bundle"]: row for row in rows}


def test_blanks_approve_nothing() -> None:
    with pytest.raises(ValidationError, match="write a name"):
        own(discount=0.4, approved_by=" ")


def test_a_file_is_read(tmp_path: Path) -> None:
    text = "bundles:\n  - {name: Start, products: [desk, mail], discount: 0.2, approved_by: Ann}\n"
    assert read(tmp_path, text).bundles == (
        OwnBundle(name="Start", products=("desk", "mail"), discount=0.2, approved_by="Ann"),
    )
    assert read(tmp_path, "bundles: []\n") == read(tmp_path, "bundles:\n") == OwnBundles()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{name: S, products: [desk, mial]}", "offers/bundles.yaml, line 2, bundles.0.products: there is no product "
         "'mial' (did you mean 'mail'?)"),
        ("{name: S, products: [desk, desk]}", "'desk' is there 2 times"),
        ("{name: S, products: [desk]}", "at least 2"),
        ("{name: S, products: [desk, mail], discont: 0.2}", "(did you mean 'discount'?)"),
        ("{name: S, products: [desk, mail], discount: 20}", "less than 1"),
        ("{name: S, products: [desk, mail], discount: much}", "must be a share of the price"),
        ("{name: S, products: desk}", "must be a list"),
        ("start", "must have a name and products"),
        ("{name: S, products: [mial, mail], discount: 20}", "there is no product 'mial'"),
        ("{products: [desk, mail]}", "bundles.0.name: is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        read(tmp_path, f"bundles:\n  - {written}\n")
    assert said in str(raised.value)


def test_names_are_there_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="'S' is there 2 times"):
        read(tmp_path, "bundles:\n" + "  - {name: S, products: [desk, mail]}\n" * 2)


def test_it_takes_the_place_of_a_proposed_one_of_the_same_products() -> None:
    rows = found(own(discount=0.2))
    assert "desk+mail" not in rows
    row = rows["own:Start"]
    assert (row["source"], row["kind"], row["discount"], row["price"]) == ("own", "land", 0.2, 1600.0)
    assert row["cannibalised"] == 40.0


def test_without_a_discount_it_is_priced_as_a_proposed_one() -> None:
    assert found(own())["own:Start"]["discount"] == 0.15


def test_over_the_cap_without_a_name_it_is_refused_and_the_others_stand() -> None:
    rows = found(own(discount=0.3))
    row = rows["own:Start"]
    assert "more than the cap of 25 %" in str(row["refused"])
    assert row["accounts"] is row["net_revenue"] is row["price"] is row["rank"] is None
    assert rows["desk+mail"]["refused"] is None


def test_over_the_cap_with_a_name_it_is_allowed_and_said() -> None:
    row = found(own(discount=0.3, approved_by="Ann"))["own:Start"]
    assert (row["refused"], row["approved_by"]) == (None, "Ann")
    assert "over the cap of 25 %, approved by Ann" in str(row["says"])


def test_at_the_cap_nobody_has_to_approve_and_under_the_band_it_is_said() -> None:
    assert found(own(discount=0.25))["own:Start"]["refused"] is None
    row = found(own(discount=0.05))["own:Start"]
    assert row["refused"] is None
    assert "under the band, which begins at 15 %" in str(row["says"])


def test_parts_that_cannot_be_sold_together_are_refused() -> None:
    apart = world()
    apart["catalog_sold"] = [{"product_id": "mail", "rule": "excludes", "word": "desk"}]
    assert "cannot be held beside each other" in str(found(own(), tables=apart)["own:Start"]["refused"])
    gone = world()
    gone["catalog_products"][1]["sold_until"] = gone["dates"][0]["as_of"].replace(year=2020)
    assert "Mail is not on sale" in str(found(own(), tables=gone)["own:Start"]["refused"])


def test_for_nobody_it_still_stands_and_says_so() -> None:
    row = found(own(), tables=book(*PRODUCTS))["own:Start"]
    assert (row["accounts"], row["advice"], row["cannibalised"]) == (0, None, None)
    assert str(row["says"]).startswith("Nobody in the book")


def test_more_than_three_parts_are_possible() -> None:
    tables = book("a", "b", "c", "d")
    account(tables, "x", {"a": 1.0}, b=(0.5, 1.0), c=(0.4, 1.0), d=(0.3, 1.0))
    rows = found(OwnBundle(name="All", products=("a", "b", "c", "d")), tables=tables)
    assert (rows["own:All"]["kind"], rows["own:All"]["adoptions_at_list"]) == ("expand", 0.3)
