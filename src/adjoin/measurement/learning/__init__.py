"""What was learned from plays and feedback, and what it changed: each value before and after."""
