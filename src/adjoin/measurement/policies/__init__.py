"""Policies, one SQL file each: whom to call about what, with the same offers on the same date."""
