"""What a manager should look at this week."""
