"""A company's own gates: one SQL file each, in the project's `gates/`."""
