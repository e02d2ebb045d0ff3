"""Who gets this week's slots: plays as pairs, people's slots as a limit, the best whole solution."""
