"""Faces of the open photo: found, chosen, set right by hand, each with its own sliders."""
