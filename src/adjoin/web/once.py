"""A form is kept once however often it is sent: the token by which it is known."""

from hashlib import sha256

from pydantic import BaseModel


def token_of(verb: str, sent: BaseModel) -> str | None:
    """The form's field `token` with a digest of its words, None where it has none: sent twice it is one step, but other
    words written after going back to an old page are another."""
    told = sent.model_dump()
    token = str(told.pop("token", "") or "")
    if not token:
        return None
    words = "\x1f".join([verb, *map(str, told.values())])
    return f"{token[:40]}-{sha256(words.encode()).hexdigest()[:12]}"
