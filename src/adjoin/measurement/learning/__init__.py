"""What was learned from plays, losses and feedback, and what it changed: each value before and after."""
