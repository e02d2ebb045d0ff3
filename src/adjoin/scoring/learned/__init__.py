"""The learned model: starts from the prior, learns from what became of approaches, says when it does not know.

`learn` gives a `Learned`; `Learned.predict` its numbers for cells; `save` and `load` carry it as one file.
"""

from adjoin.scoring.learned.artefact import ArtefactError, load, save
from adjoin.scoring.learned.bands import NAMES, Bands
from adjoin.scoring.learned.examples import NOBODY, Cells, Examples, Feature
from adjoin.scoring.learned.learn import learn
from adjoin.scoring.learned.learned import Learned, Moved, Predictions
from adjoin.scoring.learned.report import Report
from adjoin.scoring.learned.selection import Selection
from adjoin.scoring.learned.settings import Settings, settings_of

__all__ = [
    "NAMES",
    "NOBODY",
    "ArtefactError",
    "Bands",
    "Cells",
    "Examples",
    "Feature",
    "Learned",
    "Moved",
    "Predictions",
    "Report",
    "Selection",
    "Settings",
    "learn",
    "load",
    "save",
    "settings_of",
]
