"""Uplift: whom a randomised treatment moved, and whom it put off."""
