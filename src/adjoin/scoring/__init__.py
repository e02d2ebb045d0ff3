"""How likely, and worth how much: one honest probability a cell, with what moved it."""
