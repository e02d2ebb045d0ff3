"""Pure numbers: estimators over arrays. Knows no tables, files or dates."""
