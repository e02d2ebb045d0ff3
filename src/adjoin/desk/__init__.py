"""One person's verbs: look, explain, accept, snooze, hold, hear. Every front end acts through here."""

from adjoin.desk.desk import Desk, open_desk

__all__ = ["Desk", "open_desk"]
