"""The files of a user's own in one folder of the project, and those of them that are refused by name."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from adjoin.domain.errors import ConfigurationError

_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True)
class Refusal:
    """A file that is left out. `file`: below the project; `why`: what is wrong, in one line that names the file."""

    name: str
    file: str
    why: str


def files_in(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    """Its files of these suffixes by name; none without the folder. Those that begin with `_` are left alone."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in suffixes and not path.name.startswith("_"):
            yield path


def refuse_name(name: str, file: str, taken: Collection[str], found: Collection[str], instead: str) -> None:
    """ConfigurationError where a name is not plain, is Adjoin's own (`instead`: what to do), or there twice."""
    if not _NAME.match(name):
        raise ConfigurationError(
            f"{file}: name the file in small letters, digits and _, beginning with a letter."
        )
    if name in taken:
        raise ConfigurationError(
            f"{file}: '{name}' is a name that Adjoin uses itself; rename the file.{instead}"
        )
    if name in found:
        raise ConfigurationError(f"{file}: there is another file of the name '{name}'; rename one.")


def text_of(path: Path, file: str) -> str:
    """The text of a file. ConfigurationError if it cannot be read as UTF-8."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: this is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise ConfigurationError(f"{file}: it cannot be read: {error.strerror}.") from error


def in_one_line(sentences: ConfigurationError | str) -> str:
    """Sentences in one line, as they stand in a list of reasons."""
    return " ".join(str(sentences).split("\n")).removesuffix(".")


def first_line(error: ConfigurationError, source: str) -> str:
    """What the engine said, without the SQL that was made from the file's."""
    said = str(error).partition("\n")[0]
    return said if said.startswith(source) else f"{source}: {said}"
