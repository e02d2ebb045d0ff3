"""One page for the customer that goes with an answer: what is known, and by whom the rest is to be answered."""
