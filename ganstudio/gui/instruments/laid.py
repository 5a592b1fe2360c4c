"""The instrument that lies on the canvas now."""

from __future__ import annotations

from ganstudio.gui.instruments import INSTRUMENTS
from ganstudio.gui.instruments.instrument import Hand, Instrument
from ganstudio.gui.page import Page


class Laid:
    """Puts the tool's instrument onto the photo that is seen, and takes it off when either is another."""

    def __init__(self) -> None:
        self.instrument: Instrument | None = None

    def watch(self, page: Page | None, name: str, hand: Hand) -> None:
        """The instrument `name` (empty: none) belongs on `page`; called again, it is painted anew."""
        kind = INSTRUMENTS.get(name)
        photo = page.document.photo if page else None
        there = self.instrument
        if there and page and there.hand is hand and there.canvas is page.canvas and there.photo is photo:
            there.canvas.update()
            return
        self.take_off()
        if kind and page and photo:
            self.instrument = kind(hand, page.canvas, photo)
            page.canvas.add_overlay(self.instrument)

    def take_off(self) -> None:
        """Nothing lies there any more."""
        if self.instrument:
            self.instrument.canvas.remove_overlay(self.instrument)
            self.instrument.leave()
            self.instrument = None
