"""Stories that happen in the window have the same rooms as its tests."""

from tests.gui.rooms import no_leaks, photos, studio, tiny_models, window

__all__ = ["no_leaks", "photos", "studio", "tiny_models", "window"]
