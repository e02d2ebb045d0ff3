"""The pages of a desk with those of offers among them, also where the application does not list them."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from adjoin.desk import Desk
from adjoin.web import app
from adjoin.web.pages import bundle, bundles, integrations, strategy, unused
from web.served import served


@contextmanager
def offers_served(desk: Desk) -> Iterator[str]:
    """The address, while the pages are served."""
    more = (page for page in (bundles, bundle, unused, integrations, strategy) if page not in app.PAGES)
    with patch.object(app, "PAGES", (*app.PAGES, *more)), served(desk) as address:
        yield address
