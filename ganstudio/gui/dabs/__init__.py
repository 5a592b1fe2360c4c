"""Colour dabs: set on the photo by hand, drawn so that they are seen on any photo, coloured from a small palette."""
