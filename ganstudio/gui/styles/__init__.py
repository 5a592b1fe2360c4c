"""Choosing a style by how the open photo looks in it."""
