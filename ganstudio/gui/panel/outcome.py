"""The histogram of what would come out, live, above a form: the tool is run on a small sample of the photo."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtWidgets import QWidget

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.gui.canvas.screen import eight_bit
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.hills import Shares
from ganstudio.gui.panel.histogram import HistogramView
from ganstudio.gui.worker import Runner
from ganstudio.image.histogram import histogram
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools.tool import Context, Tool

MOST = 40_000
"""Pixels of a sample: some milliseconds for a tool, and as fine a curve as the screen shows."""


def sample(photo: Photo) -> Photo:
    """Pixels of `photo` evenly spaced, in 8 bit: no mean of several, so that what is lost at the ends is seen."""
    width, height = photo.size
    step = max(1, math.ceil(math.sqrt(width * height / MOST)))
    rows = np.arange(step // 2, height, step) if height > step // 2 else np.arange(1)
    columns = slice(step // 2 if width > step // 2 else 0, None, step)
    return photo.with_pixels(freeze(eight_bit(np.ascontiguousarray(photo.pixels[rows, columns]))))


class Outcome(HistogramView):
    """For tools that do with a small photo, as far as its histogram shows, what they do with the large one.

    One piece of work at a time, the latest wish next: while a slider moves something is seen all the time.
    """

    def __init__(self, tool: Tool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool = tool
        self._engine = Engine(Store([]))
        self._wanted: Any = None
        self._busy = False
        self.sample: Photo | None = None
        """Of the photo as it is."""
        self.before: Shares | None = None
        """The photo's own shares."""

    def show_photo(self, photo: Photo | None, params: Any, runner: Runner | None = None) -> None:
        """What `params` would make of another photo."""
        self.sample = sample(photo) if photo else None
        self.before = histogram(self.sample.pixels, self.sample.meta.icc) if self.sample else None
        self.show_params(params, runner)

    def show_params(self, params: Any, runner: Runner | None = None) -> None:
        """What other parameters would make of it: found out by `runner`, or at once."""
        part = self.sample
        if part is None:
            self.show_shares(None)
        elif runner is None:
            self._show(part, self._shares_of(part, params, Job()))
        elif self._busy:
            self._wanted = params
        else:
            self._begin(part, params, runner)

    def _begin(self, part: Photo, params: Any, runner: Runner) -> None:
        self._busy, self._wanted = True, None

        def over() -> None:
            self._busy = False

        def done(shares: Shares | None) -> None:
            over()
            self._show(part, shares)
            if self._wanted is not None:
                self.show_params(self._wanted, runner)

        def failed(_sentence: str) -> None:
            done(None)

        runner.submit(lambda job: self._shares_of(part, params, job), done=done, failed=failed, cancelled=over)

    def _shares_of(self, part: Photo, params: Any, job: Job) -> Shares | None:
        """None where the tool refuses; the panel says why."""
        try:
            result = self._tool.run(part, params, Context(self._engine, job))
        except GanstudioError:
            return None
        return histogram(result.pixels, result.meta.icc)

    def _show(self, part: Photo, shares: Shares | None) -> None:
        if part is self.sample:
            self.show_shares(self.before if shares is None else shares)


class OutcomeForm(Form):
    """The rows of `kind` that are not skipped, below the histogram of what `tool` makes with them."""

    def __init__(self, tool: Tool, kind: type[Any], **how: Any) -> None:
        super().__init__(kind, **how)
        self.outcome = Outcome(tool)
        self._rows.insertRow(0, self.outcome)
        self.changed.connect(self._show_outcome)

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self._show_outcome()

    def show_photo(self, photo: Photo | None) -> None:
        super().show_photo(photo)
        self.outcome.show_photo(photo, self.params, self.runner)

    def _show_outcome(self) -> None:
        self.outcome.show_params(self.params, self.runner)
