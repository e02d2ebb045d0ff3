"""Tests of the patterns and of penetration."""
