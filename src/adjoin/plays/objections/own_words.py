"""What the writer of a reply wrote: without what they quote of ours, and without the signature."""

import re

LONGEST = 4000
_QUOTED = re.compile(r"^\s*[>|].*$", re.M)
_HEADER = re.compile(
    r"^\s*(?:"
    r"-{2,}\s*(?:original message|urspr\w+ nachricht|message d'origine|mensaje original|forwarded message).*"
    r"|(?:on|am|le|el|il|op)\b[^\n]{4,200}(?:\n[^\n]{0,120})?(?:wrote|schrieb|a écrit|escribi\w+|ha scritto|schreef)"
    r"[^\n]{0,80}:\s*$"
    r"|(?:from|von|de|da|van):[^\n]+\n\s*(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden|to|an|à):"
    r").*",
    re.I | re.M | re.S,
)
_SIGNATURE = re.compile(r"^-- ?$.*", re.M | re.S)


def own_words(reply: str) -> str:
    """The reply as its writer's own words, at most LONGEST characters of them.

    Without lines that begin with `>`, all below "… wrote:" or a mail's header, and all below the line `--`.
    """
    for pattern in (_HEADER, _SIGNATURE, _QUOTED):
        reply = pattern.sub("", reply)
    return reply.strip()[:LONGEST]
