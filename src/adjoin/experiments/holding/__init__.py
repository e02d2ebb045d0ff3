"""Whose arm is what, and who is held out now."""
