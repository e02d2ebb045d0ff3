"""People at an account by the part they play for a product, the warm path to who pays, and partners."""
