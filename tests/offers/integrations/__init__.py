"""Tests of what is missing between products."""
