"""Three questions about each recommended product: is there a need, who pays, does the time suit both."""
