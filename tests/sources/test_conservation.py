"""Conservation: every row read is kept, rejected, a repeat or ignored; nothing is dropped in silence."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.projects import Project

ACCOUNT = st.sampled_from(["A1", "A2", "A9", "", '"A1"', '"A\n1"'])
PRODUCT = st.sampled_from(["pipe", "bi", "SUITE-1", "SVC-1", "what", "", "Pipeline"])
DAY = st.sampled_from(["2024-01-01", "2024-01-02", "1/1/2024", "2030-01-01", "", "x"])
MONEY = st.sampled_from(["1", "2", "-1", "", '"1,234"', "inf", '"open', "a\x00b"])
LINE = st.tuples(ACCOUNT, PRODUCT, DAY, DAY, MONEY).map(",".join) | st.text(
    st.sampled_from('Aab,"\n; é'), max_size=12
)


@settings(max_examples=30, deadline=None)
@given(st.lists(LINE, max_size=25))
def test_rows_read_are_kept_rejected_repeated_or_ignored(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        header = "account_id,product_id,created_on,closed_on,amount\n"
        body = "".join(f"{line}\n" for line in lines)
        loaded = project.table(
            "opportunities", "opportunity_id," + header + "".join(f"O1,{row}\n" for row in body.split("\n"))
        ).load()
        report = loaded.report.tables["opportunities"]
        assert (
            report.read + report.expanded == report.kept + report.rejected + report.repeats + report.ignored
        )
        assert report.kept == len(loaded.rows("canonical.opportunities"))
        assert report.rejected == len(loaded.rows("rejected"))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(ACCOUNT, PRODUCT, DAY).map(",".join), max_size=20))
def test_every_line_of_a_sound_file_is_read(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = "ticket_id,account_id,product_id,opened_on\n" + "".join(f"T,{line}\n" for line in lines)
        report = Project(Path(folder)).table("tickets", content).load().report.tables["tickets"]
        assert report.read == len(lines)
        assert report.expanded == 0
