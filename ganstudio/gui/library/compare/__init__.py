"""Models side by side, on a part of a photo."""
