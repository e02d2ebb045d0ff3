"""The one-page documents that go with an answer to the customer."""

from enum import StrEnum


class ArtefactKind(StrEnum):
    """Which one."""

    ADOPTION_PLAN = "adoption_plan"
    PHASED_START = "phased_start"
    MIGRATION_PLAN = "migration_plan"
    TECHNICAL_BRIEF = "technical_brief"
