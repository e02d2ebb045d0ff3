"""How a product is brought to an account, by rules in a file."""

from adjoin.plays.motions.build import build_motions
from adjoin.plays.motions.rules import FILE, MOTIONS, Motions, Rule, motions_from, shipped_motions

__all__ = ["FILE", "MOTIONS", "Motions", "Rule", "build_motions", "motions_from", "shipped_motions"]
