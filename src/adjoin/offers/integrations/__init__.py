"""What products that do not fit together cost, in money a year."""
