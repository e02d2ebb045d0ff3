"""What a SQL file of the user's own may say and read: one SELECT over known tables, facts and the catalog."""
