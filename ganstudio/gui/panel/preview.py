"""The live preview: what a tool would do to what is visible, before anything is committed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QPoint, QRect, QSize, QTimer, Signal

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.gui.page import Page
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools.tool import Context, Tool

PAUSE = 220
"""Milliseconds of quiet before work begins."""
MOST = {"cpu": 24_000_000}
MOST_ON_GPU = 100_000_000
"""Pixels that a preview makes at most."""


class Preview(QObject):
    """Watches one page and one tool's parameters. The latest wish wins; older work is cancelled."""

    told = Signal(str)
    """A word for the panel on how it stands; empty when all is well."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._on = False
        self._page: Page | None = None
        self._tool: Tool | None = None
        self._params: Any = None
        self._shown = QRect()
        """The area whose preview is on the canvas, or on its way."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._begin)

    def switch(self, on: bool) -> None:
        """On or off."""
        self._on = on
        self._restart()

    def watch(self, page: Page | None, tool: Tool, params: Any) -> None:
        """Show what `tool` with `params` would do to `page`; None: there is nothing to do it to."""
        if page is not self._page:
            self._leave()
            self._page = page
            if page:
                page.canvas.view_changed.connect(self._moved)
        self._tool, self._params = tool, params
        self._restart()

    def _leave(self) -> None:
        if self._page:
            self._clear()
            self._page.canvas.view_changed.disconnect(self._moved)

    def _restart(self) -> None:
        self._shown = QRect()
        self._studio.runner.cancel("preview")
        if not self._on or not self._page:
            self._clear()
        elif self._page.busy:
            self._pause.stop()  # the preview stays until the result is there
        else:
            self._pause.start()

    def _clear(self) -> None:
        self._pause.stop()
        self._studio.runner.cancel("preview")
        if self._page:
            self._page.canvas.set_preview(None)
        self.told.emit("")

    def _moved(self) -> None:
        """The user has zoomed or panned: what was made stays good where it is."""
        if self._on and self._page and not self._page.busy and not self._shown.contains(self._visible()):
            self._pause.start()

    def _visible(self) -> QRect:
        return self._page.canvas.visible_rect() if self._page else QRect()

    def _begin(self) -> None:
        page, tool, params = self._page, self._tool, self._params
        visible = self._visible()
        if not page or not tool or visible.isEmpty():
            return
        photo = page.document.photo
        try:
            width, height = tool.output_size(photo.size, params)
        except GanstudioError:
            self._clear()  # the panel says why
            return
        growth = width * height / (photo.size[0] * photo.size[1])
        most = MOST.get(self._studio.device.kind if self._studio.device else "cpu", MOST_ON_GPU)
        area = _middle(visible, most / max(growth, 1.0))
        self._shown = area
        engine = self._studio.engine

        def work(job: Job) -> Pixels:
            return preview(photo, area, tool, params, Context(engine, job))

        def done(pixels: Pixels) -> None:
            page.canvas.set_preview(area, pixels)
            whole = area.contains(visible)
            self.told.emit("" if whole else _("The middle of the view is previewed; zoom in to see all of it."))

        def failed(sentence: str) -> None:
            page.canvas.set_preview(None)
            self.told.emit(sentence)

        def progress(share: float, _text: str) -> None:
            self.told.emit(_("Preview is being made: {percent} %").format(percent=int(100 * share)))

        progress(0, "")
        self._studio.runner.submit(work, done=done, failed=failed, progress=progress, latest="preview")


def preview(photo: Photo, area: QRect, tool: Tool, params: Any, context: Context) -> Pixels:
    """What `tool` makes of `area` of the photo, worked on with as much around it as the result depends on."""
    halo = tool.halo
    around = area.adjusted(-halo, -halo, halo, halo) & QRect(QPoint(), QSize(*photo.size))
    rows = slice(around.top(), around.top() + around.height())
    columns = slice(around.left(), around.left() + around.width())
    part = photo.with_pixels(freeze(np.ascontiguousarray(photo.pixels[rows, columns])))
    box = (around.left(), around.top(), around.width(), around.height())
    result = tool.run(part, tool.in_part(photo.size, params, box), context).pixels
    across, down = result.shape[1] / around.width(), result.shape[0] / around.height()
    inside = area.translated(-around.topLeft())
    top, left = round(inside.top() * down), round(inside.left() * across)
    height, width = max(1, round(inside.height() * down)), max(1, round(inside.width() * across))
    return freeze(result[top : top + height, left : left + width])


def _middle(visible: QRect, most: float) -> QRect:
    """`visible`, or as much of its middle as has no more than `most` pixels."""
    pixels = visible.width() * visible.height()
    if pixels <= most:
        return visible
    share = math.sqrt(most / pixels)
    part = QRect(QPoint(), QSize(max(1, int(visible.width() * share)), max(1, int(visible.height() * share))))
    part.moveCenter(visible.center())
    return part & visible
