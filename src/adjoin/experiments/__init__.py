"""Whom to hold out, what came of it, and whom it moved: the causal half of measurement."""
