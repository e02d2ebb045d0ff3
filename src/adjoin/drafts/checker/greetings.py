"""How messages begin and end, in the languages that they are written in."""

import re

_HELLO = (
    "hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|guten (?:tag|morgen|abend)|hallo|moin|servus"
    "|grüß gott"
    "|sehr geehrte[rs]?|liebe[rs]?|werte[rs]?|bonjour|bonsoir|salut|chère?|cher|hola|buenos días|buenas tardes"
    "|estimad[oa]|ciao|buongiorno|gentile|salve|olá|bom dia|boa tarde|prezad[oa]|caro|cara|beste"
    "|goedemorgen|goedemiddag"
    "|geachte|dag|dzień dobry|cześć|szanown[ya]|hej|god dag|kære|kära|kjære|merhaba|sayın|здравствуйте|добрый день"
    "|уважаем(?:ый|ая)"
)
HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "madam",
        "frau",
        "herr",
        "herrn",
        "monsieur",
        "madame",
        "mme",
        "señor",
        "señora",
        "sr",
        "sra",
        "signor",
        "signora",
        "senhor",
        "senhora",
        "pan",
        "pani",
        "mevrouw",
        "meneer",
        "bay",
        "bayan",
        "and",
        "all",
        "team",
        "there",
        "everyone",
        "folks",
        "colleague",
        "colleagues",
    ]
)
GREETING = re.compile(
    rf"\s*(?:(?:{_HELLO})\b(?P<whom>[^,!:\n.–—]{{0,60}})[,!:.–—]*\s*"
    r"|(?P<alone>[^\W\d_]\w*(?:[ \-'][^\W\d_]\w*){0,3})\s*[,:!]\s*\n\s*)",
    re.IGNORECASE,
)
"""A greeting, or a first line of up to four words that ends in a comma."""

COURTESY = re.compile(
    r"(?:(?:i|we) (?:hope|trust) (?:you|this|all|the)\b|hope (?:you|this|all)\b|thank you for|thanks for|my name is|"
    r"happy (?:new|monday|friday)|just (?:a )?quick (?:note|one)|trust you are|ich hoffe|vielen dank für|danke für)",
    re.IGNORECASE,
)
SIGN_OFF = re.compile(
    r"(?:(?:kind|best|warm|many|with)\s+(?:regards|wishes|thanks)|best|regards|thanks|thank you|cheers|sincerely"
    r"|yours(?: \w+)?|all the best|with (?:best|kind) regards|warmly|mit (?:freundlichen|besten"
    r"|herzlichen) grüßen|(?:viele|beste|liebe|schöne) grüße"
    r"|cordialement|bien à vous|saludos(?: cordiales)?|un saludo|cordiali saluti|cumprimentos|atenciosamente"
    r"|met vriendelijke groet(?:en)?"
    r"|pozdrawiam|z poważaniem|saygılarımla|с уважением)\s*[,.!]?",
    re.IGNORECASE,
)
