"""Why deals were lost, by what the account held and what was offered."""
