"""Every term that a template opens has its definition, and none stands unused."""

import re
from importlib.resources import files

from adjoin.words.definitions import definitions


def test_every_definition_is_one_full_sentence_or_more() -> None:
    assert len(definitions()) >= 20
    for found in definitions().values():
        assert found.means.endswith("."), found.anchor
        assert found.term


def test_templates_open_what_is_defined_and_all_of_it() -> None:
    folder = files("adjoin.web").joinpath("templates")
    opened = {
        anchor
        for file in folder.iterdir()
        for anchor in re.findall(r'term\("([a-z-]+)"', file.read_text(encoding="utf-8"))
    }
    assert opened <= set(definitions())
    assert set(definitions()) - opened <= {"utilisation"}  # said by the adoption gate's own sentence
