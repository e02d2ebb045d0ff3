"""The ledger: what cannot be computed again, in transactions. SQLite by default, PostgreSQL in production."""

from adjoin.ledger.ledger import Ledger

__all__ = ["Ledger"]
