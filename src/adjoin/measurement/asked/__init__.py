"""Questions about the load as a whole, asked once a backtest."""
