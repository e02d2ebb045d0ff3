"""Which texts and titles match which products: relations that the language room leaves before the facts are built."""
