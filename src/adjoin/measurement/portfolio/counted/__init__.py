"""Losses counted by pair and reason, once it is known what each recorded reason means."""
