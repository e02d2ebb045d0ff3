"""What is bought and not used: the chance that a part is activated, the watch list, terms tied to activation."""
