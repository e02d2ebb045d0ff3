"""Drafts from end to end: from a company's rows to words that could be sent."""
