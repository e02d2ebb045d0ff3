"""With whom conversations were: people of that account who were there, drawn so that nothing else depends on it."""

from pathlib import Path

import numpy as np
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from adjoin.demo.products import BUYER_TITLES
from adjoin.demo.tables.acquainted import with_people


def test_people_are_of_the_account_and_there_on_the_day(company: Path) -> None:
    people = {row["contact_id"]: row for row in pcsv.read_csv(company / "data/contacts.csv").to_pylist()}
    rows = pq.read_table(company / "data/interactions.parquet").to_pylist()
    named = [row for row in rows if row["contact_id"]]
    assert 0.6 < len(named) / len(rows) < 0.85
    for row in named:
        person = people[row["contact_id"]]
        assert person["account_id"] == row["account_id"]
        assert person["first_seen_on"] <= row["occurred_on"]
        assert person["left_on"] is None or row["occurred_on"] <= person["left_on"]


def test_other_draws_change_the_person_only(company: Path) -> None:
    contacts = pcsv.read_csv(company / "data/contacts.csv")
    rows = pq.read_table(company / "data/interactions.parquet").drop_columns(["contact_id"])
    one, other = (with_people(np.random.default_rng(seed), rows, contacts) for seed in (1, 2))
    assert one.drop_columns(["contact_id"]).equals(rows)
    assert not one.equals(other)
    assert one.equals(with_people(np.random.default_rng(1), rows, contacts))


def test_a_product_is_spoken_of_with_who_would_pay_for_it(company: Path) -> None:
    title = {
        row["contact_id"]: row["title"] for row in pcsv.read_csv(company / "data/contacts.csv").to_pylist()
    }
    rows = pq.read_table(company / "data/interactions.parquet").to_pylist()
    named = [row for row in rows if row["contact_id"]]

    def share(talks: list[dict[str, str]], product: str) -> float:
        return sum(title[row["contact_id"]] in BUYER_TITLES[product] for row in talks) / len(talks)

    about = [row for row in named if row["products_mentioned"] == "bi"]
    assert share(about, "bi") > 1.5 * share([row for row in named if not row["products_mentioned"]], "bi")


def test_each_of_ours_has_a_calendar_page_of_their_own(company: Path) -> None:
    pages = pcsv.read_csv(company / "data/team.csv")["calendar_url"].to_pylist()
    assert len(set(pages)) == len(pages)
    assert all(page.startswith("https://calendar.northbeam.example/") for page in pages)
