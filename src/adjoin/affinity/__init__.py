"""Which product comes next, how often and how soon, measured from the facts at one as-of date."""
