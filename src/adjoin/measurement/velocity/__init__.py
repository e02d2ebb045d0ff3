"""How fast money comes in, by motion."""
