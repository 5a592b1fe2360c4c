"""The window's rooms, with a network that colours."""

from tests.gui.colouring import tiny_models

__all__ = ["tiny_models"]
