"""Roots that came into the book after an experiment began."""
