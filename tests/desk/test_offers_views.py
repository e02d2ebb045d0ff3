"""The views of offers say what their tables say, name what they hold, and say what is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.break_even import more_buyers
from adjoin.desk.bundle import bundle
from adjoin.desk.bundles import bundles
from adjoin.desk.integrations import integrations
from adjoin.desk.strategy import strategy
from adjoin.desk.unused import unused
from adjoin.domain.errors import ConfigurationError
from cli.tiny import YAML, tiny
from companies import run_company
from offers_tables import (
    AS_OF,
    ESTIMATED,
    GUESSED,
    MERGER,
    NAMES,
    OPENS_ON,
    REFUSED,
    WHY_NOT,
    write_offers,
)  # fmt: skip

CATALOG = "products:\n" + "".join(
    f"  - {{id: {key}, name: {name}}}\n"
    for key, name in (("bi", "Insight"), ("pipe", "Pipeline"), ("sync", "Sync"), ("desk", "Desk"), ("crm", "Relations"))
)  # fmt: skip
ACCOUNTS = "account_id,name,country,csm\na1,Acme,DE,anna\na2,Borg,US,ben\na3,Cyan,US,\na4,Dorn,FR,anna\na5,Echo,FR,\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tiny(
        tmp_path_factory.mktemp("offers"),
        catalog=CATALOG,
        accounts=ACCOUNTS,
        yaml=YAML.replace("2024-06-30", "2026-09-30"),
    )
    run_company(made)
    write_offers(made / ".adjoin")
    return made


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    with open_desk(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("uplift", "says"),
    [
        (0.25, "1 in 4 more buyers than at list price"),
        (1 / 3, "1 in 3 more buyers than at list price"),
        (0.31, "3 in 10 more buyers than at list price"),
        (0.5, "1 in 2 more buyers than at list price"),
        (0.02, "fewer than 1 in 20 more buyers than at list price"),
        (1.0, "2 times as many buyers as at list price"),
        (1.44, "2.4 times as many buyers as at list price"),
        (None, None),
    ],
)
def test_a_break_even_is_a_share_that_people_picture(uplift: float | None, says: str | None) -> None:
    assert more_buyers(uplift) == says


def test_bundles_are_their_table_with_refused_ones_apart(desk: Desk) -> None:
    rows = {row["bundle"]: row for row in desk.show("bundles").to_pylist()}
    found = bundles(desk)
    assert [one.bundle for one in found.bundles] == ["bi+pipe", "bi+pipe+sync", "desk+pipe"]
    for one in found.bundles:
        row = rows[one.bundle]
        same = (
            "price",
            "net_revenue",
            "net_revenue_low",
            "cannibalised_high",
            "break_even_uplift",
            "ready_now",
        )
        assert [getattr(one, name) for name in same] == [row[name] for name in same]
        assert (one.band_low, one.band_high) == (40_000 * 0.75, 40_000 * 0.85)
    assert found.bundles[0].parts == ("Insight", "Pipeline")
    assert found.bundles[0].riskiest == "Pipeline"
    (refused,) = found.not_offered
    assert (refused.name, refused.refused) == ("Dream", REFUSED)
    assert found.unknown_demand == ((WHY_NOT, ("Insight + Pipeline + Sync", "Desk + Pipeline")),)


def test_bundles_of_a_kind_and_with_a_product(desk: Desk) -> None:
    assert [one.bundle for one in bundles(desk, kind="expand").bundles] == [GUESSED]
    assert [one.bundle for one in bundles(desk, product="Desk").bundles] == ["desk+pipe"]
    assert bundles(desk, kind="expand").all_of == 3
    with pytest.raises(ConfigurationError, match="did you mean 'land'"):
        bundles(desk, kind="lnd")
    with pytest.raises(ConfigurationError, match="Pipeline"):
        bundles(desk, product="Pipelne")


def test_bundles_sold_keep_what_cannot_be_told_open(desk: Desk) -> None:
    told, untold = bundles(desk).sold
    assert (told.anyway, told.net_added, told.unused, told.followed) == (0.3, 200_000.0, 6, 30)
    assert (untold.anyway, untold.net_added) == (None, None)
    assert told.parts_named == ("Insight", "Pipeline")


def test_one_bundle_by_id_or_name_with_what_stands_behind_it(desk: Desk) -> None:
    found = bundle(desk, "insight + PIPELINE")
    assert found.bundle is not None
    assert found.bundle.bundle == ESTIMATED
    assert [(part.product, part.activation) for part in found.parts] == [("Insight", 0.9), ("Pipeline", 0.4)]
    assert len(found.cases) == 12
    assert [fit.worth for fit in found.fits] == sorted((fit.worth for fit in found.fits), reverse=True)
    assert {reason.reason for reason in found.reasons if reason.arbitrary} == {"price test"}
    assert bundle(desk, GUESSED).cases == ()
    assert bundle(desk, "own:Dream").refused == REFUSED
    with pytest.raises(ConfigurationError, match="did you mean"):
        bundle(desk, "Insight + Pipelin")


def test_takes_by_discount_are_the_logistic_of_the_response(desk: Desk) -> None:
    first = bundle(desk, ESTIMATED).demand[0]
    # By hand: odds 1/9 at list price, times e^(4 · 0.15) = 1.8221 → 0.20246, a share of 0.16837.
    assert dict(first.takes)[0.15] == pytest.approx(0.16837, abs=1e-5)
    assert dict(first.takes)[0.0] == pytest.approx(0.1)
    assert bundle(desk, GUESSED).demand[-1].takes == ()


def test_an_account_that_is_not_ready_says_which_gate(desk: Desk) -> None:
    fits = bundle(desk, ESTIMATED).fits
    (held,) = [fit for fit in fits if not fit.ready_now]
    assert (held.account, held.gate, held.why_not, held.reopens_on) == ("Borg", "Hands off", MERGER, OPENS_ON)
    assert all(fit.gate is None for fit in fits if fit.ready_now)


def test_the_watch_list_is_its_table_in_rank_and_filters_by_each(desk: Desk) -> None:
    rows = desk.show("shelfware").to_pylist()
    everything = unused(desk)
    assert [one.acv for one in everything.unused] == [row["acv"] for row in rows]
    assert everything.acv == sum(row["acv"] for row in rows)
    assert everything.acv_soon == sum(r["acv"] for r in rows if (r["renews_on"] - AS_OF).days <= 180) > 0
    assert {one.owner_name for one in unused(desk, owner="anna").unused} == {"anna"}
    assert {one.product for one in unused(desk, product="bi").unused} == {"Insight"}
    assert {one.state for one in unused(desk, state="stopped").unused} == {"stopped"}
    assert unused(desk, owner="anna", state="stopped").all_of == len(rows)
    for wrong in ({"owner": "annna"}, {"product": "Insigt"}, {"state": "stoped"}):
        with pytest.raises(ConfigurationError, match="did you mean"):
            unused(desk, **wrong)


def test_integrations_have_four_marks_and_unknown_pairs_stand_apart(desk: Desk) -> None:
    found = integrations(desk)
    (pair,), (unsaid,), (needed,) = found.pairs, found.unsaid, found.prerequisites
    assert [mark.state for mark in pair.marks] == ["full", "partial", "missing", "unknown"]
    assert (pair.own_project, pair.own_project_money) == (True, 9_000.0)
    assert {mark.state for mark in unsaid.marks} == {"unknown"}
    assert (needed.name, needed.unknown) == ("single sign-on is on", 9)
    assert [total.kind for total in found.totals] == ["both", "pair", "prerequisite"]
    assert [gap.product for gap in integrations(desk, "Sync").pairs] == ["Sync"]
    assert integrations(desk, "Sync").prerequisites == ()


def test_strategy_is_its_tables(desk: Desk) -> None:
    found = strategy(desk)
    assert [(one.pattern, one.fits) for one in found.patterns] == [
        ("workflow_driven", "yes"), ("platform_bundle", "no"), ("stakeholder_expansion", "cannot_tell"),
    ]  # fmt: skip
    assert found.leading == "workflow_driven"
    assert found.book is not None
    assert (found.book.accounts, found.book.gap_accounts) == (200, 20)
    assert [one.scope for one in found.segments] == ["SMB", "enterprise"]


def test_an_older_publication_is_said_and_breaks_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    older = desk.pinned()
    holds = older.reader.holds
    monkeypatch.setattr(type(older.reader), "holds", lambda _self, name: name not in NAMES and holds(name))
    for view in (bundles(older), unused(older), integrations(older), strategy(older)):
        assert not view.there
    assert (bundles(older).bundles, unused(older).unused, strategy(older).book) == ((), (), None)
