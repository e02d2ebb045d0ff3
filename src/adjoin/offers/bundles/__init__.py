"""Bundles: proposed from affinity and whitespace, priced inside the band, judged by what they add and give away."""
