"""Tables that can be computed again: SQL files in one graph, run on an engine, read as of moments."""
