"""Tests of the velocity."""
