"""Which move is worth most over the whole book: pairs and triggered pairs by money."""
