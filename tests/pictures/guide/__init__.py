"""Pictures for the user guide, of the real window in each language: `python -m tests.pictures.guide [NAME…]`."""

from tests.pictures.guide import dialogs, instruments, panels, rooms

SCENES = panels.SCENES | instruments.SCENES | rooms.SCENES | dialogs.SCENES
"""Name of the picture → how it comes about."""
