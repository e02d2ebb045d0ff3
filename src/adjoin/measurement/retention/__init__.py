"""Whether accounts with several products stay longer, at equal age, size and segment; beside it the folklore way."""
