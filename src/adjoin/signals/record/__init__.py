"""The record of each detector: when it fired over past moments, and what accounts did afterwards."""
