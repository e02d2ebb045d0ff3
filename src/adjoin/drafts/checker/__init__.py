"""Holds a draft to the guard rails, whoever wrote it: one rule a file, named as its code."""
