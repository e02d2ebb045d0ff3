"""Names of people, from which the demo company's contacts and team are drawn."""

from typing import Final

GIVEN_NAMES: Final = (
    "Mara", "Jon", "Aisha", "Luc", "Ines", "Tomas", "Priya", "Noah", "Wei", "Elena", "Samir", "Greta", "Owen",
    "Yuki", "Carla", "Dmitri", "Fatima", "Hugo", "Ivy", "Kofi", "Lena", "Mateo", "Nadia", "Piotr", "Rosa",
    "Sven", "Tessa", "Umar", "Vera", "Zoe",
)  # fmt: skip
FAMILY_NAMES: Final = (
    "Lind", "Ask", "Okafor", "Moreau", "Silva", "Novak", "Rao", "Berg", "Chen", "Petrova", "Haddad", "Weiss",
    "Murphy", "Tanaka", "Rossi", "Volkov", "Khan", "Laurent", "Marsh", "Mensah", "Fischer", "Reyes", "Amari",
    "Nowak", "Ortega", "Dahl", "Bright", "Malik", "Horvat", "Grant",
)  # fmt: skip
