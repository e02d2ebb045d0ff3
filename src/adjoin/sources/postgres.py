"""PostgreSQL, read as Arrow through ADBC."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pyarrow as pa

from adjoin.domain.errors import ConfigurationError, UnreachableError
from adjoin.sources.queries import refused

_IN_URL = re.compile(r"(://[^\s:/@]*:)\S*@")
_WORD = re.compile(r"(\bpassword\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&'\"]+)", re.IGNORECASE)
MISSING = "reading PostgreSQL needs the extra: pip install 'adjoin[postgres]'"


@dataclass(frozen=True)
class Postgres:
    """One PostgreSQL database, by the URL of the mapping."""

    url: str

    @contextmanager
    def rows(self, select: str) -> Iterator[pa.RecordBatchReader]:
        with closing(self._connect()) as connection, closing(connection.cursor()) as cursor:
            try:
                cursor.execute("SET TRANSACTION READ ONLY")
                cursor.execute(select)
                reader = cursor.fetch_record_batch()
            except connection.Error as error:
                raise refused(error, select) from error
            yield reader

    def _connect(self) -> Any:
        try:
            from adbc_driver_postgresql import dbapi  # noqa: PLC0415 (an extra, slow to import)
        except ImportError:
            raise ConfigurationError(MISSING) from None
        try:
            return dbapi.connect(plain_url(self.url))
        except dbapi.Error as error:
            raise UnreachableError(
                f"{without_password(self.url)} cannot be reached: {without_password(_on_one_line(error))}"
            ) from None


def plain_url(url: str) -> str:
    """The URL as libpq wants it: `postgresql+psycopg://` names a Python driver that is not used here."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="postgresql"))


def without_password(text: str) -> str:
    """A text as it may be shown: no password in its URLs, nor after `password=`."""
    return _WORD.sub(r"\1***", _IN_URL.sub(r"\1***@", text))


def _on_one_line(error: Exception) -> str:
    return str(error).strip().replace("\n", " ")
