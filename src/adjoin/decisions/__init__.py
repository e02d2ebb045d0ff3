"""The one recommendation an account, and what every cell of the whitespace is."""
