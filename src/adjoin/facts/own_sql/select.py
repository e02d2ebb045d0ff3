"""The text of a user's own SQL file: its front matter and its one SELECT."""

from collections.abc import Collection

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from adjoin.domain.errors import ConfigurationError
from adjoin.warehouse.query import DIALECT

OPENING, CLOSING = "/* ---", "--- */"


def parts_of(text: str, source: str) -> tuple[str, str]:
    """The front matter and the SQL of a file. ConfigurationError where there is no front matter."""
    opening, closing = text.find(OPENING), text.find(CLOSING)
    if opening < 0 or closing < opening:
        raise ConfigurationError(
            f"{source}: begin the file with front matter between '{OPENING}' and '{CLOSING}'."
        )
    return text[opening + len(OPENING) : closing], text[closing + len(CLOSING) :].strip()


def one_select(sql: str, source: str) -> exp.Query:
    """The parsed SELECT. ConfigurationError if it cannot be read, or is anything else than one SELECT."""
    try:
        statements = [one for one in sqlglot.parse(sql, read=DIALECT) if one is not None]
    except SqlglotError as error:
        said = " ".join(str(error).replace("\x1b[4m", "'").replace("\x1b[0m", "'").split())
        raise ConfigurationError(f"{source}: this SQL cannot be read: {said}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise ConfigurationError(f"{source}: write exactly one SELECT; nothing else can be run from here.")
    return statements[0]


def undeclared(expression: exp.Query, parameters: Collection[str], source: str) -> list[str]:
    """A sentence for each $parameter that the front matter does not give a value."""
    named = {node.name for node in expression.find_all(exp.Placeholder, exp.Parameter)}
    return [f"{source}: ${word} is not among its parameters." for word in sorted(named - set(parameters))]
