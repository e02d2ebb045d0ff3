"""Two accounts word for word: read them aloud before you change them."""

from pathlib import Path

import pytest

from adjoin.drafts.brief import Brief
from adjoin.drafts.offline import offline_drafts
from drafts_words.briefs import BANK, FACTORY

FOLDER = Path(__file__).parent / "golden"


def as_text(brief: Brief) -> str:
    parts = []
    for draft in offline_drafts(brief):
        head = f"[{draft.kind} to {draft.to or 'nobody'}; cites {', '.join(draft.cites)}]"
        subject = f"Subject: {draft.subject}\n\n" if draft.subject else ""
        parts.append(f"{head}\n{subject}{draft.body}\n")
    return "\n".join(parts)


@pytest.mark.parametrize(("name", "brief"), [("bank", BANK), ("factory", FACTORY)])
def test_the_words_are_these(name: str, brief: Brief) -> None:
    assert as_text(brief) == (FOLDER / f"{name}.txt").read_text("utf-8")
