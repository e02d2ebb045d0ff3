"""The site with the pages of pitfalls and of the portfolio report."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from adjoin.desk import Desk
from adjoin.web import app
from adjoin.web.pages import pitfalls, portfolio
from web.served import served


@contextmanager
def pitfalls_served(desk: Desk) -> Iterator[str]:
    """The address of the served pages."""
    more = tuple(page for page in (pitfalls, portfolio) if page not in app.PAGES)
    with patch.object(app, "PAGES", (*more, *app.PAGES)), served(desk) as address:
        yield address
