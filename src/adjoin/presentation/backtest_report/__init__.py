"""A backtest as one file to hand on: words, pictures and tables in a self-contained page that prints on A4."""
