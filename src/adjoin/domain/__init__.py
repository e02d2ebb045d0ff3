"""The vocabulary: what the words of the trade mean as types. Imports nothing of ours."""
