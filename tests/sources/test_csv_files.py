"""Broken CSV costs the broken line, with its true number, and nothing else."""

import json
import time
from pathlib import Path

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.sources.csv_files import CsvReader, read_header
from sources.projects import Project


def read(path: Path, content: bytes) -> tuple[list[tuple[object, ...]], list[tuple[int, str]]]:
    """Sound records (values and row number), and broken ones (row number, reason)."""
    path.write_bytes(content)
    with CsvReader(path, read_header(path)) as reader:
        rows = [tuple(row.values()) for row in reader.batches().read_all().to_pylist()]
        return rows, [(number, reason) for number, reason, _ in reader.broken]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


def test_row_numbers_count_data_records_and_skip_blank_lines(path: Path) -> None:
    rows, broken = read(path, b"\xef\xbb\xbfid,name\n1,a\n\n2\n3,c\r\n4,d,x\n5,e")
    assert rows == [("1", "a", 1), ("3", "c", 3), ("5", "e", 5)]
    assert broken == [(2, "1 columns where the header has 2"), (4, "3 columns where the header has 2")]


def test_an_open_quote_costs_its_own_line_only(path: Path) -> None:
    rows, broken = read(path, b'id,name,n\n1,"ok",1\n2,"open,2\n3,c,3\n4,"fine, too",4\n5,e,5\n')
    assert [row[0] for row in rows] == ["1", "3", "4", "5"]
    assert rows[2] == ("4", "fine, too", "4", 4)
    assert broken == [(2, "a quote is opened in this line and not closed")]


def test_two_open_quotes_do_not_swallow_what_lies_between(path: Path) -> None:
    rows, broken = read(path, b'id,name,n\n1,"open,2\n2,b,2\n3,c,3\n4,bad",4\n5,e,5\n')
    assert [row[0] for row in rows] == ["2", "3", "4", "5"]
    assert [number for number, _ in broken] == [1]


def test_an_open_quote_in_the_last_line(path: Path) -> None:
    rows, broken = read(path, b'id,name\n1,a\n2,"open')
    assert rows == [("1", "a", 1)]
    assert [number for number, _ in broken] == [2]


def test_quoted_text_may_hold_lines_delimiters_and_quotes(path: Path) -> None:
    rows, broken = read(path, b'id,body,n\n1,"Dear ""all"",\nline two, with comma\n\nend",1\n2,x"y,2\n')
    assert rows == [("1", 'Dear "all",\nline two, with comma\n\nend', "1", 1), ("2", 'x"y', "2", 2)]
    assert not broken


def test_bytes_that_are_not_utf8_cost_their_record(path: Path) -> None:
    rows, broken = read(path, b'id,body\n1,caf\xe9\n2,caf\xc3\xa9\n3,"two\nlines \xff"\n4,d\n')
    assert rows == [("2", "café", 2), ("4", "d", 4)]
    assert broken == [(1, "the line is not UTF-8"), (3, "the line is not UTF-8")]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_read_from_the_header(path: Path, delimiter: str) -> None:
    rows, _ = read(path, f"id{delimiter}name\n1{delimiter}a,b\n".encode())
    assert rows == [("1", "a,b", 1)]


def test_a_header_alone_is_no_row(path: Path) -> None:
    assert read(path, b"id,name\n\n") == ([], [])


def test_utf16_is_named(path: Path) -> None:
    path.write_bytes("id,name\n1,a\n".encode("utf-16"))
    with pytest.raises(ConfigurationError, match="UTF-16; save it as UTF-8"):
        read_header(path)


def test_a_broken_line_keeps_its_text(project: Project) -> None:
    loaded = project.table("accounts", b"account_id,name\nA1,Alpha\nA2,caf\xe9\nA3\n").load()
    lines = [json.loads(row)["line"] for (row,) in loaded.rows("rejected", "row")]
    assert lines == ["A2,caf�", "A3"]


def test_a_big_file_with_a_broken_line_loads_quickly(project: Project) -> None:
    """20 MB, 500,000 rows, one open quote, one bad byte and one short line in the middle."""
    line = '{},A1,2025-01-01,"a ticket, number {}"\n'
    lines = [line.format(f"T{i:07}", i) for i in range(500_000)]
    lines[250_000] = 'T0250000,A1,2025-01-01,"never closed\n'
    lines[300_000] = "T0300000,A1\n"
    content = "ticket_id,account_id,opened_on,subject\n" + "".join(lines)
    raw = content.encode().replace(b"number 400000", b"number \xff00000")
    started = time.perf_counter()
    loaded = project.table("tickets", raw).load()
    elapsed = time.perf_counter() - started
    report = loaded.report.tables["tickets"]
    assert (report.read, report.kept, report.rejected) == (500_000, 499_997, 3)
    assert [row[0] for row in loaded.rows("rejected", "row_number")] == [250_001, 300_001, 400_001]
    assert elapsed < 20
