"""Text → product: which of the problems that products solve a text describes."""
