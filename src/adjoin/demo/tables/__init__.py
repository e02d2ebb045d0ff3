"""The company's own tables as its systems would export them, each named and spelled in that system's way."""
