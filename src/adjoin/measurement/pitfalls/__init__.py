"""Six ways in which cross-selling goes wrong, watched live: how many accounts, how much money, what to do."""
