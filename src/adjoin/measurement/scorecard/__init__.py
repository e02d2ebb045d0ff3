"""The scorecard: each number with what is counted, its window, interval, target and what is typical."""
