"""Models that can be downloaded: what they are, how they come, and whose they are."""
