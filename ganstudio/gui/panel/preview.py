"""The live preview: what a tool would do to what is visible, before anything is committed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.gui.page import Page
from ganstudio.gui.panel.glimpse import Glimpse, Kept, Wish, preview, wish
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.tools.tool import Context, Tool

PAUSE = 220
"""Milliseconds of quiet before long work begins; an instant tool begins at once."""
FINE_AFTER = 250
"""Milliseconds of quiet before a photo that was previewed coarsely is previewed as sharply as it is seen."""
SLOW, FAST = 0.1, 0.02
"""Seconds of an instant tool, above and below which the next preview has a quarter of the pixels, or four times."""
COARSEST = 0.25
PATIENCE = 0.3
"""Seconds that an instant preview takes before anything is said of it."""
MOST = {"cpu": 24_000_000}
MOST_ON_GPU = 100_000_000
"""Pixels that a preview makes at most."""


class Preview(QObject):
    """Watches one page and one tool's parameters. The latest wish wins.

    Long work for an older wish is cancelled. An instant tool's is finished and shown, so that a slider that never rests
    is followed as fast as the tool goes; then the newest wish has its turn, and none in between.
    """

    told = Signal(str)
    """A word for the panel on how it stands; empty when all is well."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._on = False
        self._page: Page | None = None
        self._tool: Tool | None = None
        self._params: Any = None
        self._attachments: Mapping[str, Any] = {}
        self._seed = 0
        self._kept = Kept()
        self._coarse = 1.0
        """How much smaller than the screen shows an instant tool's preview is, as slow as the tool is here."""
        self._shown: Wish | None = None
        """What is on the canvas."""
        self._coming: Wish | None = None
        """What is being worked on."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._begin)
        self._fine = QTimer(self, singleShot=True, interval=FINE_AFTER)
        self._fine.timeout.connect(self._refine)

    def watch(
        self,
        page: Page | None,
        tool: Tool,
        params: Any,
        on: bool,
        attachments: Mapping[str, Any] | None = None,
        seed: int = 0,
    ) -> None:
        """Show what `tool` with `params` would do to `page` if `on`; None: there is nothing to do it to."""
        if page is not self._page:
            self._leave()
            self._page = page
            if page:
                page.canvas.view_changed.connect(self._follow)
        if tool != self._tool:
            self._clear()
            self._coarse = 1.0
        self._tool, self._params, self._on = tool, params, on
        self._attachments, self._seed = attachments or {}, seed
        self._follow()

    def _leave(self) -> None:
        if self._page:
            self._clear()
            self._page.canvas.view_changed.disconnect(self._follow)
        self._kept = Kept()

    def _clear(self) -> None:
        self._stop()
        if self._page and self._shown:
            self._page.canvas.set_preview(None)
        self._shown = None
        self.told.emit("")

    def _stop(self) -> None:
        """Work on nothing; what is shown stays."""
        self._pause.stop()
        self._fine.stop()
        self._coming = None
        self._studio.runner.cancel("preview")

    def _wish(self, fine: bool = False) -> Wish | None:
        if not self._page or not self._tool:
            return None
        most = MOST.get(self._studio.device.kind if self._studio.device else "cpu", MOST_ON_GPU)
        try:
            made = wish(self._page.canvas, self._tool, self._params, most, self._coarse, fine=fine)
        except GanstudioError:
            return None  # the panel says why
        return made and replace(made, attachments=self._attachments, seed=self._seed)

    def _follow(self) -> None:
        """The user has changed a value, zoomed or panned; or a step was made or undone."""
        if self._page and self._page.busy:
            if self._coming:
                self.told.emit("")
            self._stop()  # the preview stays until the result is there
            return
        wished = self._wish() if self._on else None
        if wished is None:
            self._clear()
            return
        if self._shown and self._shown.photo is not wished.photo:
            self._shown = None  # the canvas let go of it with its photo
        if self._coming and self._coming.quick and self._coming.photo is wished.photo:
            return  # its end looks for what is wished by then
        if self._coming and not self._coming.serves(wished):
            self._stop()
        there = self._coming or self._shown
        if there and there.serves(wished):
            self._pause.stop()
            self._rest()
        elif self._tool and self._tool.quick:
            self._start(wished)
        else:
            self._pause.start()

    def _begin(self) -> None:
        wished = self._wish()
        if wished:
            self._start(wished)

    def _rest(self) -> None:
        """All is shown; but perhaps coarser than it is seen."""
        finest = self._wish(fine=True)
        if not self._coming and self._shown and finest and not self._shown.serves(finest):
            self._fine.start()

    def _refine(self) -> None:
        finest = self._wish(fine=True)
        if finest and not self._coming:
            self._start(finest)

    def _start(self, wished: Wish) -> None:
        self._stop()
        self._coming = wished
        engine, kept, began = self._studio.engine, self._kept, time.monotonic()

        def work(job: Job) -> Glimpse:
            return preview(wished, Context(engine, job), kept)

        def done(glimpse: Glimpse) -> None:
            self._show(wished, glimpse)

        def failed(sentence: str) -> None:
            self._show(wished, None)
            self.told.emit(sentence)

        def progress(share: float, _text: str) -> None:
            if not wished.tool.quick or time.monotonic() - began > PATIENCE:
                self.told.emit(_("Preview is being made: {percent} %").format(percent=int(100 * share)))

        progress(0, "")
        self._studio.runner.submit(work, done=done, failed=failed, progress=progress, latest="preview")

    def _keep_pace(self, wished: Wish, seconds: float) -> None:
        if wished.quick and seconds > SLOW:
            self._coarse = max(COARSEST, self._coarse / 2)
        elif wished.quick and seconds < FAST:
            self._coarse = min(1.0, 2 * self._coarse)

    def _show(self, wished: Wish, glimpse: Glimpse | None) -> None:
        self._coming, self._shown = None, wished
        if not self._page:
            return
        canvas = self._page.canvas
        if glimpse:
            canvas.set_preview(glimpse.area, glimpse.pixels)
            self._keep_pace(wished, glimpse.seconds)
        else:
            canvas.set_preview(None)
        whole = wished.area.contains(canvas.visible_rect())
        self.told.emit("" if whole else _("The middle of the view is previewed; zoom in to see all of it."))
        self._follow()
