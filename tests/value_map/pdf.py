"""What a PDF's bytes say of its pages and fonts, as ISO 32000 writes them; Typst leaves both readable."""

import re
import zlib


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", content))


def box(content: bytes) -> tuple[float, float]:
    """Width and height of the page in points."""
    found = re.search(rb"/MediaBox\s*\[\s*0(?:\.0)?\s+0(?:\.0)?\s+([\d.]+)\s+([\d.]+)", content)
    assert found is not None
    return float(found[1]), float(found[2])


def fonts(content: bytes) -> set[str]:
    """Names of the fonts used, without the tag of the subset."""
    return {name.decode().partition("+")[2].partition("-Identity")[0] for name in _names(content)}


def not_embedded(content: bytes) -> list[bytes]:
    """Font descriptors without a font program in them."""
    descriptors = re.findall(rb"<<[^<>]*?/Type\s*/FontDescriptor.*?>>", content, re.S)
    assert descriptors
    return [one for one in descriptors if not re.search(rb"/FontFile[23]?\s+\d+ 0 R", one)]


def everything(content: bytes) -> bytes:
    """The bytes with every deflated stream opened."""
    opened = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return b"\n".join(opened)


def _names(content: bytes) -> list[bytes]:
    return re.findall(rb"/BaseFont\s*/([^\s/<>]+)", content)
