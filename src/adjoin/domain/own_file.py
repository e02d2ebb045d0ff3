"""A YAML file of the user's own, as a project's reader gives it, or the one that ships with Adjoin in its place."""

from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML

from adjoin.domain.errors import nearest


class Written(BaseModel):
    """What is written in such a file: a key that is not known is a problem, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OwnFile(Protocol):
    """The content of a YAML mapping that can say on which line a problem stands."""

    @property
    def data(self) -> dict[str, Any]:
        """The top of the file."""

    def problem(self, where: tuple[int | str, ...], words: str) -> str:
        """ "file, line n, a.b: words."""

    def problems(self, error: ValidationError, known: tuple[str, ...] = ()) -> list[str]:
        """Each problem of a pydantic error as such a sentence, `known` for the nearest spelling of a key."""


class ShippedFile:
    """A file that ships in a package of Adjoin, such as `adjoin.plays`; what is wrong with it is a bug of ours."""

    def __init__(self, package: str, name: str) -> None:
        self.name = name
        self.data: dict[str, Any] = _shipped(package, name)

    def problem(self, where: tuple[int | str, ...], words: str) -> str:
        return f"{self.name}, {'.'.join(map(str, where))}: {words}"

    def problems(self, error: ValidationError, known: tuple[str, ...] = ()) -> list[str]:
        return [
            self.problem(item["loc"], f"{item['msg']}{nearest(str(item['loc'][-1]), known)}")
            for item in error.errors()
        ]


@cache
def _shipped(package: str, name: str) -> dict[str, Any]:
    text = files(package).joinpath(name).read_text("utf-8")
    return dict(YAML(typ="safe", pure=True).load(text))


def no_such(word: object, known: tuple[str, ...], what: str) -> str:
    """ "there is no motion 'csm_led' (did you mean …?); known are a, b."""
    return f"there is no {what} '{word}'{nearest(str(word), known)}; known are {', '.join(known)}"
