"""Sentences and numbers as text, the same on every surface."""
