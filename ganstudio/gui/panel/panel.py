"""The panel of a tool: its parameters, the size of what will come out, the live preview, Run."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ganstudio.errors import GanstudioError
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.page import Page
from ganstudio.gui.panel.factor import FactorEditor
from ganstudio.gui.panel.form import Form, Make
from ganstudio.gui.panel.models import ModelCard, ModelEditor
from ganstudio.gui.studio import Studio
from ganstudio.gui.work import ToolWork
from ganstudio.i18n import N_, _
from ganstudio.tools.tool import Tool

DRAWN: dict[str, dict[str, Make]] = {"upscale": {"scale": FactorEditor}}
"""Tool → field → the editor drawn for it by hand."""


class ToolPanel(QWidget, Speaker):
    """`run_requested` comes with parameters that can be run; `changed` whenever the preview must be made anew."""

    run_requested = Signal()
    changed = Signal()

    def __init__(self, tool: Tool, studio: Studio, work: ToolWork) -> None:
        super().__init__()
        self.tool = tool
        self._studio = studio
        self._work = work
        self._page: Page | None = None
        editors: dict[str, Make] = {"model": lambda field: ModelEditor(field, studio), **DRAWN.get(tool.id, {})}
        self.form = Form(tool.params, make=editors, narrow=True)
        self.card = ModelCard()
        self.preview = QCheckBox()
        self.run = QPushButton()
        self.cancel = QPushButton()
        self._target, self._problem, self._hint = QLabel(), QLabel(), QLabel()
        self._bar = QProgressBar()
        self._status = QLabel()
        self._lay_out()
        self._prefer_models()
        self.form.changed.connect(self._edited)
        self.run.clicked.connect(self.run_requested)
        self.cancel.clicked.connect(work.cancel)
        work.changed.connect(self.refresh)
        work.progressed.connect(self._show_progress)
        studio.models_changed.connect(self.refresh)
        self.refresh()

    @property
    def params(self) -> Any:
        """What the form says."""
        return self.form.params

    @property
    def ready(self) -> bool:
        """Whether the tool can be run now."""
        return bool(self._page and not self._work.page and not self._problem.text())

    def show_page(self, page: Page | None) -> None:
        """Work on `page` from now on."""
        self._page = page
        self.refresh()

    def set_hint(self, text: str) -> None:
        """A word on the preview."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def refresh(self) -> None:
        """Say again what depends on photo, parameters and work."""
        self._show_model()
        self._show_target()
        busy = self._work.page is not None
        self.run.setEnabled(self.ready)
        self.run.setVisible(not busy)
        self.cancel.setVisible(busy)
        self._bar.setVisible(busy)
        self._status.setVisible(busy)
        self.preview.setEnabled(self._page is not None and not busy)
        if busy and not self._status.text():
            self._status.setText(_("Starting…"))
            self._bar.setRange(0, 0)
        elif not busy:
            self._status.clear()

    def speak(self) -> None:
        self.refresh()

    def _edited(self) -> None:
        self.refresh()
        self.changed.emit()

    def _prefer_models(self) -> None:
        """Begin with the user's models of the settings."""
        for editor in self.form.editors.values():
            if isinstance(editor, ModelEditor):
                editor.set_value(self._studio.settings.default_model(editor.field.task))

    def _show_model(self) -> None:
        """The card of the model that would be used."""
        if not self.tool.model:
            self.card.hide()
            return
        size = self._page.document.photo.size if self._page else (1000, 1000)
        try:
            self.card.show_model(self.tool.model(size, self.params, self._studio.store))
        except GanstudioError as error:
            self.card.show_model(None, str(error))

    def _show_target(self) -> None:
        self._problem.clear()
        self._target.clear()
        if self._page:
            size = self._page.document.photo.size
            try:
                result = self.tool.output_size(size, self.params)
                sizes = f"{size[0]} × {size[1]}  →  {result[0]} × {result[1]}"
                self._target.setText(f"{sizes}  ·  {megapixels(result)}")
            except GanstudioError as error:
                self._problem.setText(str(error))
        self._problem.setVisible(bool(self._problem.text()))
        self._target.setVisible(bool(self._target.text()))

    def _show_progress(self, done: float, text: str) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * done))
        percent = _("{percent} %").format(percent=int(100 * done))
        self._status.setText("  ·  ".join(part for part in (percent, text) if part))

    # Layout

    def _lay_out(self) -> None:
        say(self.preview, N_("Live preview"))
        say(self.preview, N_("Show what would come out, where you look, before anything is done (P)"), "toolTip")
        say(self.run, N_("Run"))
        say(self.run, N_("Do it to the whole photo (Ctrl+Enter)"), "toolTip")
        self.run.setProperty("kind", "primary")
        say(self.cancel, N_("Cancel"))
        self._target.setProperty("kind", "strong")
        self._problem.setProperty("kind", "danger")
        for label in (self._hint, self._status):
            label.setProperty("kind", "muted")
        for label in (self._target, self._problem, self._hint, self._status):
            label.setWordWrap(True)
        self._bar.setTextVisible(False)
        self._hint.hide()

        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for widget in (self._heading(), self.form, self.card):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)

        foot = QVBoxLayout()
        foot.setContentsMargins(16, 12, 16, 16)
        foot.setSpacing(8)
        for widget in (
            self._target,
            self._problem,
            self.preview,
            self._hint,
            self._bar,
            self._status,
            self.run,
            self.cancel,
        ):
            foot.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(_line())
        whole.addLayout(foot)

    def _heading(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        title, summary = QLabel(), QLabel()
        say(title, self.tool.title)
        title.setFont(heading(self.font()))
        say(summary, self.tool.summary)
        summary.setProperty("kind", "muted")
        summary.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(summary)
        return block


def megapixels(size: tuple[int, int]) -> str:
    """How large a picture is."""
    count = size[0] * size[1] / 1e6
    return _("{count} MP").format(count=f"{count:.1f}" if count < 100 else f"{count:.0f}")


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
