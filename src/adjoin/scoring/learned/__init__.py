"""The learned model: starts from the prior, learns from what became of approaches, says when it does not know.

`learn` gives a `Learned`; `Learned.predict` its numbers for cells; `save` and `load` carry it as one file.
"""
