"""From a policy’s order to picks: one product an account, as many as the capacity."""
