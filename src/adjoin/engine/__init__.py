"""Batch: load and run. Typed stages, walked in one list; the crossing from tables to decisions happens here."""
