"""Why the learned model gives its number, in words."""
