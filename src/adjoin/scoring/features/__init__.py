"""What is known of an open cell at the moment, as the columns a model learns from."""
