"""The shares of each deal, once the rules and the owners of that day are known."""
