"""What all tests of the window share."""

from tests.gui.rooms import no_leaks, photos, studio, tiny_models, window

__all__ = ["no_leaks", "photos", "studio", "tiny_models", "window"]
