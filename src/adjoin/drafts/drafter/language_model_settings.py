"""What `language_model:` of adjoin.yaml can say. Without it nothing is ever sent anywhere."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_LIKE_A_KEY = re.compile(r"^(?:sk|pk|key|api)[-_]|(?=.*\d)(?=.*[a-z])(?=.*[A-Z]).{20,}")


def _variable(value: object) -> object:
    """Refuses a key where the name of a variable belongs, and never repeats it: errors are shown and logged."""
    if value is None:
        return None
    if not isinstance(value, str) or not _NAME.fullmatch(value) or _LIKE_A_KEY.search(value):
        raise ValueError(
            "is the name of an environment variable, such as OPENAI_API_KEY, never the key itself (what was written "
            "here is not shown; if it was a key, replace it)"
        )
    return value


def _address(value: object) -> object:
    if value is None:
        return None
    parts = urlsplit(value) if isinstance(value, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is the address of a server, such as http://localhost:11434/v1")
    if parts.username or parts.password or parts.query:
        raise ValueError(
            "holds no name, password or key; put the key into an environment variable named by key_from"
        )
    return value


class LanguageModelSettings(BaseModel):
    """Which language model writes drafts.

    `model`: `provider:name`, such as `openai:gpt-5`; with a `base_url` the name that the server there gives it.
    `base_url`: an OpenAI-compatible server, a local one too. `key_from`: the name of the environment variable that
    holds the key. `timeout_seconds`: for one answer in all. `retries`: after a failure that may pass; at most 2.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    model: str = Field(min_length=1, max_length=200)
    base_url: Annotated[str | None, BeforeValidator(_address)] = None
    key_from: Annotated[str | None, BeforeValidator(_variable)] = None
    timeout_seconds: float = Field(default=60, gt=0, le=600)
    retries: int = Field(default=2, ge=0, le=2)

    @model_validator(mode="after")
    def _says_where(self) -> "LanguageModelSettings":
        if self.base_url is None and ":" not in self.model:
            raise ValueError("model needs its provider, such as openai:gpt-5, or a base_url beside it")
        return self
