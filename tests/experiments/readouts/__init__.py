"""Tests of what came of experiments."""
