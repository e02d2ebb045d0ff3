"""Proof: what would have been picked on past dates, and what became of it."""
