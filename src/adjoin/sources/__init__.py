"""The outside world in: a company's own tables, read through a mapping into the canonical tables."""
