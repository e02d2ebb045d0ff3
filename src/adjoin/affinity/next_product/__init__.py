"""Which product an account takes next, if any: from what holders take together and what is taken up lately."""
