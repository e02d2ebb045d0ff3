"""A view reads one publication throughout, even if a run publishes the next one meanwhile."""

from datetime import date
from pathlib import Path

from adjoin.desk import Desk, open_desk
from adjoin.desk.desk import on_one_publication
from cli.tiny import tiny
from companies import run_company


def test_a_run_that_finishes_meanwhile_does_not_show_in_the_view(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    first = run_company(folder)

    @on_one_publication
    def view(desk: Desk) -> list[str]:
        before = desk.publication().run_id
        run_company(folder)
        rows = desk.show("recommendations").num_rows
        assert rows > 0
        return [before, desk.publication().run_id]

    with open_desk(folder) as desk:
        assert view(desk) == [first.run_id, first.run_id]
        assert desk.publication().run_id != first.run_id


def test_a_desk_stays_with_the_date_it_was_pinned_to(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    earlier = run_company(folder, as_of=date(2024, 5, 31))
    run_company(folder, as_of=date(2024, 6, 30))
    with open_desk(folder) as desk:
        assert desk.pinned(date(2024, 5, 31)).publication().run_id == earlier.run_id
        assert desk.publication().as_of == date(2024, 6, 30)
