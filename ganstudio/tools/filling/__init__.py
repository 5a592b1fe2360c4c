"""Filling holes: finding them, filling each on a crop of its own, matching the grain around it."""
