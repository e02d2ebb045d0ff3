"""What happened after the dates, read on the day the run speaks for."""
