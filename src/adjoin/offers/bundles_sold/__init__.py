"""Bundles sold so far, examined: what they added, what would have been bought anyway, what stayed unused."""
