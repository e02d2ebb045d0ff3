"""The ledger's history of shapes. A migration, once released, is never edited."""
