"""What is shown instead of a per cent while few outcomes are known and nothing was learned."""
