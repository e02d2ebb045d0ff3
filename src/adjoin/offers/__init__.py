"""What we offer: bundles and their demand, what would stay unused, trials, missing integrations, the strategy."""
