"""Asked at past moments: who was named at an account."""
