"""One of ours, as a person names them: by id or by name."""

from collections.abc import Sequence

from adjoin.domain.errors import ConfigurationError, nearest

NOBODY = "Nobody called '{}' owns an account"


def owner_meant(word: str, owners: Sequence[tuple[str, str]], nobody: str = NOBODY) -> str:
    """The id of the owner called `word`. `owners`: (id, name).

    ConfigurationError with the nearest spelling, in the words of `nobody`, which names the word as `{}`.
    """
    for owner, name in owners:
        if word.casefold() in (owner.casefold(), name.casefold()):
            return owner
    spellings = list(dict.fromkeys(spelling for pair in owners for spelling in pair))
    raise ConfigurationError(f"{nobody.format(word)}{nearest(word, spellings)}.")
