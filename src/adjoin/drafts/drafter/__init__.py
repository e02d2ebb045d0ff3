"""Who writes drafts: the offline templates, or a language model; one port for both."""
