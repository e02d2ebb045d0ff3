"""What came of what was said and done on plays."""
