"""What is broken in a CSV file before it is parsed: quotes that never close, bytes that are not UTF-8.

A quote that is opened and not closed makes any parser swallow the lines that follow. It is recognised by
reading strictly from the line where it opens: in a sound record each closing quote is followed by the
delimiter or the end of the line, and what lies between is text, not lines that are records themselves.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from mmap import mmap

import numpy as np
import numpy.typing as npt

CHUNK = 8 << 20
LONGEST_RECORD = 1 << 20
UNCLOSED = "a quote is opened in this line and not closed"
NOT_UTF8 = "the line is not UTF-8"


@dataclass(frozen=True, slots=True)
class Fault:
    """Bytes [start, end) of a file that are one broken record, its line ending included."""

    start: int
    end: int
    reason: str


@dataclass
class _Scan:
    data: mmap
    delimiter: bytes
    width: int
    strict: re.Pattern[bytes]
    lenient: re.Pattern[bytes]
    spans: list[tuple[int, int]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    end_of_last: int = 0


def faults(data: mmap, header_end: int, delimiter: str, width: int) -> list[Fault]:
    """The broken records after the header of a file with `width` columns, in order and disjoint."""
    d = re.escape(delimiter).encode()
    inside = rb'"[^"]*+(?:""[^"]*+)*+"'
    bare = rb'(?:[^"' + d + rb"\r\n][^" + d + rb"\r\n]*+)?"
    strict_field = rb"(?:" + inside + rb"(?=" + d + rb"|\r?\n|\r?\Z)|" + bare + rb")"
    lenient_field = rb"(?:" + inside + rb"[^" + d + rb"\r\n]*+|" + bare + rb")"
    scan = _Scan(
        data,
        delimiter.encode(),
        width,
        re.compile(strict_field + rb"(?:" + d + strict_field + rb")*+(?:\r?\n|\r?\Z)"),
        re.compile(lenient_field + rb"(?:" + d + lenient_field + rb")*+(?:\r?\n|\r?\Z)"),
    )
    undecodable: list[int] = []
    for start, end in _chunks(data, header_end):
        block = np.frombuffer(data, np.uint8, end - start, start)
        for line_start in _lines_with_open_quotes(block):
            _judge_quote(scan, start + line_start)
        undecodable += [start + at for at in _undecodable_lines(data[start:end], block)]
        del block
    return _merged(scan, undecodable)


def _chunks(data: mmap, start: int) -> Iterator[tuple[int, int]]:
    size = len(data)
    while start < size:
        newline = data.find(b"\n", min(start + CHUNK, size))
        end = size if newline < 0 else newline + 1
        yield start, end
        start = end


def _lines_with_open_quotes(block: npt.NDArray[np.uint8]) -> list[int]:
    """Where the lines with an odd number of quotes begin."""
    quotes = np.flatnonzero(block == ord('"'))
    if not len(quotes):
        return []
    newlines = np.flatnonzero(block == ord("\n"))
    lines, counts = np.unique(np.searchsorted(newlines, quotes), return_counts=True)
    odd = lines[counts % 2 == 1]
    starts = np.concatenate(([0], newlines + 1))
    return [int(at) for at in starts[odd]]


def _judge_quote(scan: _Scan, start: int) -> None:
    if start < scan.end_of_last:
        return
    limit = min(start + LONGEST_RECORD, len(scan.data))
    line_end = _line_end(scan.data, start)
    found = scan.strict.match(scan.data, start, limit)
    if found and (found.end() <= line_end or not _swallows_records(scan, line_end, found.end())):
        scan.spans.append((start, found.end()))
        scan.end_of_last = found.end()
    elif not scan.lenient.match(scan.data, start, line_end):
        scan.faults.append(Fault(start, line_end, UNCLOSED))


def _swallows_records(scan: _Scan, start: int, end: int) -> bool:
    """Whether every whole line inside a quoted text is a record of the file's width: then it is no text."""
    lines = scan.data[start:end].splitlines(keepends=True)[:-1]
    if not lines or (scan.width == 2 and len(lines) < 3):
        return False
    return all(scan.strict.fullmatch(line) and _fields(scan, line) == scan.width for line in lines)


def _fields(scan: _Scan, line: bytes) -> int:
    return re.sub(rb'"[^"]*"', b"", line).count(scan.delimiter) + 1


def _undecodable_lines(data: bytes, block: npt.NDArray[np.uint8]) -> list[int]:
    """Where the lines begin that are not UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        newlines = np.flatnonzero(block == ord("\n"))
        starts = np.concatenate(([0], newlines + 1))
        beyond_ascii = np.flatnonzero(block >= 0x80)
        candidates = starts[np.unique(np.searchsorted(newlines, beyond_ascii))]
        return [int(at) for at in candidates if not _decodes(data, int(at))]
    return []


def _decodes(data: bytes, start: int) -> bool:
    end = data.find(b"\n", start)
    try:
        data[start : end if end >= 0 else None].decode()
    except UnicodeDecodeError:
        return False
    return True


def _line_end(data: mmap, start: int) -> int:
    newline = data.find(b"\n", start)
    return len(data) if newline < 0 else newline + 1


def _merged(scan: _Scan, undecodable: list[int]) -> list[Fault]:
    """The faults of both kinds; a bad byte inside a record of several lines condemns the record."""
    found = {fault.start: fault for fault in scan.faults}
    starts = [start for start, _ in scan.spans]
    for at in undecodable:
        place = bisect_right(starts, at) - 1
        inside = place >= 0 and at < scan.spans[place][1]
        start, end = scan.spans[place] if inside else (at, _line_end(scan.data, at))
        found[start] = Fault(start, end, NOT_UTF8)
    return [found[start] for start in sorted(found)]
