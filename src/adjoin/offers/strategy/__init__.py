"""Which of three patterns fits the company's own numbers, and what closing the penetration gap is worth."""
