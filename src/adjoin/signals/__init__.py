"""The moment, and the proof: one SQL file a detector. Each row says what was seen, when, and how strong."""
