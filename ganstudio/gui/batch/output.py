"""The results: where they go, how they are called, how they are written, what if one is there already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QScrollArea, QVBoxLayout, QWidget

from ganstudio.batch import names
from ganstudio.batch.plan import BatchOptions, Plan
from ganstudio.engine.job import Job
from ganstudio.gui.batch.pattern import PatternEditor
from ganstudio.gui.batch.place import Place
from ganstudio.gui.panel.form import Form
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.export import FORMATS, ExportOptions


class Output(QWidget):
    """`changed` comes from the user alone. `plan` tells what would be done, for the example of a name."""

    changed = Signal()
    named = Signal()
    """The example has been made, or `problem` tells why not."""

    def __init__(self, studio: Studio, plan: Callable[[], Plan], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._plan = studio, plan
        self.place = Place()
        self.form = Form(BatchOptions, make={"pattern": PatternEditor}, skip=("recursive",), narrow=True)
        self.export = Form(ExportOptions, skip=("format",), narrow=True)
        self.problem = ""
        """What is wrong with the pattern of names, as a sentence."""
        self._lay_out()
        for part in (self.place, self.form, self.export):
            part.changed.connect(self._edited)
        self._show_what_counts()

    @property
    def options(self) -> BatchOptions:
        """What is chosen, but for the subfolders, which belong to the photos."""
        options: BatchOptions = self.form.params
        return options

    @property
    def export_options(self) -> ExportOptions:
        """How results are written."""
        options: ExportOptions = self.export.params
        return options

    def show_plan(self, plan: Plan) -> None:
        """Show the choices of `plan`."""
        self.place.set_output(plan.output)
        self.form.set_params(plan.options)
        self.export.set_params(plan.export)
        self._show_what_counts()

    def show_example(self, source: Path | None) -> None:
        """What the result of `source` would be called; it may be looked into, so this happens beside the window."""
        plan, photo = self._plan(), source or Path(_("photo.jpg")).absolute()
        pattern = self.form.editors["pattern"]
        assert isinstance(pattern, PatternEditor)

        def work(_job: Job) -> str:
            return names.example(plan, photo)

        def done(name: str) -> None:
            self.problem = ""
            pattern.show_example(f"{photo.name}  →  {name}")
            self.named.emit()

        def failed(sentence: str) -> None:
            self.problem = sentence
            pattern.show_example(sentence, wrong=True)
            self.named.emit()

        self._studio.runner.submit(work, done=done, failed=failed, latest="batch-example")

    def _edited(self) -> None:
        self._show_what_counts()
        self.changed.emit()

    def _show_what_counts(self) -> None:
        kind = FORMATS.get(self.options.format)
        self.export.show_row("quality", kind is None or kind.quality)
        self.export.show_row("depth", kind is None or kind.depth > 8)
        for name in ("strip_location", "strip_personal"):
            self.export.editors[name].setEnabled(self.export_options.keep_metadata)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(16)
        for part in (self.place, self.form, self.export):
            column.addWidget(part)
        for box in inside.findChildren(QComboBox):  # a long choice shall not widen the page
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
