"""Faces that nobody has: drawn by lot, leafed through, mixed, changed, kept."""
