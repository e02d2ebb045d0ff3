"""Which customers could be spoken to: they made the move, are like the account, and agreed to be named."""
