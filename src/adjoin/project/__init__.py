"""The project folder → objects: its mapping, its catalog, its settings, all problems at once."""
