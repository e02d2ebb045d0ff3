"""What customers say against it: the known objections and the project's own, and which one a reply is."""
