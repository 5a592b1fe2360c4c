"""What the tests of masks in the window share."""

from __future__ import annotations

import numpy as np

from ganstudio.gui.mask.instrument import MaskInstrument
from ganstudio.gui.page import Page
from ganstudio.masks.mask import Mask


def lies(page: Page) -> bool:
    """Whether the hand works on the mask now."""
    return any(isinstance(one, MaskInstrument) for one in page.canvas.overlays)


def square(page: Page, left: int = 40, top: int = 30, side: int = 50) -> Mask:
    """Mask a square, as a hand would."""
    mask = np.zeros(page.selection.size[::-1], np.uint8)
    mask[top : top + side, left : left + side] = 255
    page.selection.put(mask)
    return mask
