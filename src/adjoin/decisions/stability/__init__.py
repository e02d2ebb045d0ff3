"""Two axes of an account: how stable it stands, and how ready it is for more."""
