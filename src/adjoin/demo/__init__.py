"""The synthetic company: its tables, and the truth behind them."""

from adjoin.demo.company import write_company

__all__ = ["write_company"]
