"""The value map: one page on one need, what meets it, what it costs and what it may bring, every assumption open."""

from adjoin.drafts.value_map.assumption import Assumption, Assumptions
from adjoin.drafts.value_map.content import SuccessMeasure, ValueMap
from adjoin.drafts.value_map.defaults import Measured, assumptions_for
from adjoin.drafts.value_map.mapping import value_map
from adjoin.drafts.value_map.slide import QbrSlide, qbr_slide

__all__ = [
    "Assumption",
    "Assumptions",
    "Measured",
    "QbrSlide",
    "SuccessMeasure",
    "ValueMap",
    "assumptions_for",
    "qbr_slide",
    "value_map",
]
