"""The window's rooms, with a network of faces, and faces that are found without looking."""

from tests.gui.facing import faces, tiny_models

__all__ = ["faces", "tiny_models"]
