"""How long a frame of the canvas takes: `python -m tests.bench.canvas`, 1920 × 1080, a picture of 100 megapixels."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pyvips

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from ganstudio.gui.canvas import Canvas
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from tests.bench.table import Row, show

SIZE = (12_000, 8_334)
ZOOMS = (0.1, 0.5, 0.62, 1.0, 1.7, 4.0, 16.0)
"""What costs most: just above the steps from one copy to the next."""
FRAMES = 12
POINTER = QPointF(700, 400)


def photos() -> Iterator[tuple[str, Photo]]:
    """100 megapixels of each kind that is painted in its own way."""
    small = np.random.default_rng(0).integers(0, 256, (300, 432, 3), np.uint8)
    pixels: Pixels = np.asarray(cv2.resize(small, SIZE))
    yield "8 bit", Photo(freeze(pixels))
    yield "16 bit", Photo(freeze(pixels.astype(np.uint16) * 257))
    yield "Display P3", Photo(freeze(pixels), Metadata(icc=bytes(pyvips.Image.profile_load("p3"))))
    yield "alpha", Photo(freeze(np.dstack([pixels, pixels[..., 0]])))


Times = list[tuple[float, float]]
"""Milliseconds of each frame, and those in which the window's thread was working: the rest it waited for a core."""


def frames(canvas: Canvas, act: Callable[[], None], count: int = FRAMES) -> Times:
    """`count` frames: the change and the painting of it."""
    times = []
    for _ in range(count):
        start, worked = time.perf_counter(), time.thread_time()
        act()
        canvas.repaint()
        times.append((1000 * (time.perf_counter() - start), 1000 * (time.thread_time() - worked)))
        QApplication.processEvents()
    return times


def panning(canvas: Canvas) -> Times:
    """At every zoom, in steps as a hand makes them."""
    times: Times = []
    for zoom in ZOOMS:
        canvas.set_zoom(zoom)
        times += frames(canvas, lambda: canvas.pan(QPointF(-23, 11)))
    return times


def zooming(canvas: Canvas) -> Times:
    """From the whole picture to its pixels and back, a notch at a time."""
    canvas.fit()
    inwards = frames(canvas, lambda: canvas.set_zoom(canvas.zoom * 1.25, POINTER), 26)
    return inwards + frames(canvas, lambda: canvas.set_zoom(canvas.zoom / 1.25, POINTER), 26)


def comparing(canvas: Canvas) -> Times:
    """The same with the line between before and after."""
    canvas.set_compare(True)
    times = zooming(canvas)
    canvas.set_compare(False)
    return times


def row(kind: str, what: str, times: Times) -> Row:
    """Median and tail of `times`."""
    middle, most, longest = np.percentile([whole for whole, _ in times], (50, 95, 100))
    worked = np.percentile([worked for _, worked in times], 95)
    shown: Row = {"picture": kind, "frames": what, "median ms": middle, "95 % below ms": most, "longest ms": longest}
    return shown | {"95 % work below ms": worked}


def rows() -> Iterator[Row]:
    """All kinds, all movements. The bar is 33 ms."""
    canvas = Canvas()
    canvas.resize(1920, 1080)
    canvas.show()
    QApplication.processEvents()
    for kind, photo in photos():
        yield row(kind, "first", frames(canvas, lambda photo=photo: canvas.set_photo(photo), 1))  # type: ignore[misc]
        canvas.set_original(photo)
        # The movements begin while the copies are still being made, as a user's do.
        for what, move in (("zooming", zooming), ("panning", panning), ("comparing", comparing)):
            yield row(kind, what, move(canvas))
    canvas.set_photo(None)
    canvas.set_original(None)


if __name__ == "__main__":
    application = QApplication([])
    show("Canvas, 100 megapixels at 1920 × 1080", list(rows()))
