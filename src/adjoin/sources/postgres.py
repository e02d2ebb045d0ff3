"""PostgreSQL, read as Arrow through ADBC."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pyarrow as pa

from adjoin.domain.errors import ConfigurationError, UnreachableError
from adjoin.sources.queries import refused

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
                f"{without_password(self.url)} cannot be reached: {_reason(error, self.url)}"
            ) from None


def plain_url(url: str) -> str:
    """The URL as libpq wants it: `postgresql+psycopg://` names a Python driver that is not used here."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="postgresql"))


def without_password(url: str) -> str:
    """The URL as it may be shown."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", ":***@")))


def _reason(error: Exception, url: str) -> str:
    password = urlsplit(url).password
    said = str(error).strip().replace("\n", " ")
    return said.replace(password, "***") if password else said
