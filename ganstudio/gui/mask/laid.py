"""The mask that lies on the canvas now."""

from __future__ import annotations

from collections.abc import Callable

from ganstudio.gui.mask.instrument import MaskInstrument
from ganstudio.gui.mask.section import MaskSection
from ganstudio.gui.page import Page


class MaskLaid:
    """Puts the instrument onto the photo that is seen while the panel's section is open, above the tool's own."""

    def __init__(self) -> None:
        self.instrument: MaskInstrument | None = None
        self._section: MaskSection | None = None

    def watch(self, page: Page | None, section: MaskSection, picking: Callable[[], bool]) -> None:
        """It belongs on `page` if `section` is open; called again, it is painted anew."""
        there = self.instrument
        if there and page and section.on and self._section is section and _lies(there, page):
            there.canvas.update()
            return
        self.take_off()
        if page and section.on:
            self.instrument = MaskInstrument(page, section.kit, section.edits, picking, section.tell)
            self._section = section

    def take_off(self) -> None:
        """Nothing lies there any more."""
        if self.instrument:
            self.instrument.take_off()
            self.instrument = None


def _lies(there: MaskInstrument, page: Page) -> bool:
    """Whether it is on top, with the page's mask."""
    return there.selection is page.selection and there.canvas.overlays[-1] is there
