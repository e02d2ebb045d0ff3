"""`adjoin init`: adjoin.yaml and catalog.yaml drafted from the tables found, each choice with its reason."""
