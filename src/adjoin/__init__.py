"""Adjoin: which product naturally follows which, who is ready for it, and when not to ask."""

from importlib.metadata import version

__version__ = version("adjoin")
