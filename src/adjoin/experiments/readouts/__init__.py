"""What came of experiments: their units, what can be said of them, and what must not get worse meanwhile."""
