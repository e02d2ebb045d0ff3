"""The portfolio report as a file: a self-contained page in HTML, and a PDF by Typst."""

from adjoin.presentation.portfolio.render import SUFFIXES, render
from adjoin.presentation.portfolio.report import Column, Part, Report, Table

__all__ = ["SUFFIXES", "Column", "Part", "Report", "Table", "render"]
