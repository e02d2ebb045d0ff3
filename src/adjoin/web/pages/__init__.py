"""One page a file: what it shows, as a dataclass, and the address it answers to."""
