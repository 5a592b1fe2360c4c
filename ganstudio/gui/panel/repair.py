"""The form of repair: finds the damage, and puts it into the mask, to be corrected by hand before it is filled."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ganstudio.engine.job import Job
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.page import Page
from ganstudio.gui.panel.form import Form
from ganstudio.gui.worker import Task
from ganstudio.i18n import N_, _, ngettext
from ganstudio.image.photo import Photo
from ganstudio.masks.damage import count
from ganstudio.masks.selection import Whole, whole
from ganstudio.tools.repair import find
from ganstudio.tools.tool import Context

_LATEST = "damage"
_WHAT = 0
"""Rows above the button."""


class RepairForm(Form, Speaker):
    """What is found goes into the mask of the page that it was found in, as a stroke that can be taken back."""

    def __init__(self, kind: type[Any], **how: Any) -> None:
        super().__init__(kind, **how)
        self._page: Page | None = None
        self._photo: Photo | None = None
        self._task: Task | None = None
        self._places: int | None = None
        """How many were found; None where nobody has looked, or the photo is another now."""
        self.button, self.cancel = QPushButton(), QPushButton()
        self.bar, self.told = QProgressBar(), QLabel()
        self._lay_out()
        self.button.clicked.connect(self.find_damage)
        self.cancel.clicked.connect(self.stop)
        self._show()

    @property
    def finding(self) -> bool:
        """Whether it is being looked for damage."""
        return self._task is not None

    def show_page(self, page: Page | None) -> None:
        super().show_page(page)
        self.stop()
        self._page, self._places = page, None
        self._show()

    def show_photo(self, photo: Photo | None) -> None:
        super().show_photo(photo)
        self.stop()
        self._photo, self._places = photo, None
        self._show()

    def find_damage(self) -> None:
        """Look for damage, beside the window."""
        page, photo, engine, params = self._page, self._photo, self.engine, self.params
        if not (page and photo and engine and self.runner) or page.busy or self.finding:
            return

        before = page.selection.mask

        def work(job: Job) -> tuple[Whole, int]:
            mask = find(photo, params, Context(engine, job))
            return whole(before, mask), count(mask)

        def done(found: tuple[Whole, int]) -> None:
            mask, self._places = found
            page.selection.put(mask)
            self._over()

        self.bar.setRange(0, 0)
        self._task = self.runner.submit(
            work, done=done, failed=self._failed, progress=self._progress, cancelled=self._over, latest=_LATEST
        )
        self._show()

    def stop(self) -> None:
        """Look no further."""
        if self._task:
            self._task.cancel()

    def speak(self) -> None:
        self._show()

    def _over(self) -> None:
        self._task = None
        self._show()

    def _failed(self, sentence: str) -> None:
        self._over()
        if sentence:
            self.told.setText(sentence)

    def _progress(self, done: float, _text: str) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * done))

    def _show(self) -> None:
        self.button.setVisible(not self.finding)
        self.button.setEnabled(self._photo is not None)
        for widget in (self.bar, self.cancel):
            widget.setVisible(self.finding)
        self.told.setVisible(not self.finding)
        if self._places is None:
            words = _("It comes into the mask, where you correct it. Without a mask, all that is found is filled.")
        elif self._places:
            words = ngettext(
                "{n} place found. Correct the mask with brush and eraser, then run.",
                "{n} places found. Correct the mask with brush and eraser, then run.",
                self._places,
            ).format(n=self._places)
        else:
            words = _("No damage was found. Raise the sensitivity, or paint over it.")
        self.told.setText(words)

    def _lay_out(self) -> None:
        put_icon(self.button, "search")
        say(self.button, N_("Find damage"))
        say(self.button, N_("Mask scratches, dust and creases by themselves"), "toolTip")
        say(self.cancel, N_("Cancel"))
        say(self.bar, N_("Find damage"), "accessibleName")
        self.bar.setTextVisible(False)
        self.told.setProperty("kind", "muted")
        self.told.setWordWrap(True)
        going = QHBoxLayout()
        going.setSpacing(8)
        going.addWidget(self.bar, 1)
        going.addWidget(self.cancel)
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.button)
        column.addLayout(going)
        column.addWidget(self.told)
        self._rows.insertRow(_WHAT, block)
