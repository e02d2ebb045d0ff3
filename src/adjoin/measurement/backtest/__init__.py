"""The backtest: offers, picks, what became of them, and what that is worth."""
