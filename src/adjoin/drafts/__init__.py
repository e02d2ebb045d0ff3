"""Words bound to evidence: what a draft may use, who writes it, and what holds it to the guard rails."""
