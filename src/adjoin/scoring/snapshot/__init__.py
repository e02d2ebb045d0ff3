"""Whitespace ranked without dates: what is held together and who the accounts are, each scored out of fold."""
