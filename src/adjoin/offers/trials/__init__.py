"""Trials: criteria, participants, an end, what they are seeded with, and whether they led to a start."""
