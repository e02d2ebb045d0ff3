"""Text that Markdown shows as it is."""

import re

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def plain(text: str) -> str:
    """The text on one line, what could be markup escaped."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
