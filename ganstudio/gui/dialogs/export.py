"""Export: where to, in which format, how; how large it will be, and what stands in the way."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.gui.dialogs.questions import ask_to_overwrite
from ganstudio.gui.dialogs.subject import Subject, same_file
from ganstudio.gui.look.theme import heading
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.panel import megapixels
from ganstudio.gui.studio import Studio
from ganstudio.gui.worker import Task
from ganstudio.i18n import _
from ganstudio.image.export import FORMATS, ExportOptions, check_export, estimate_size, format_for
from ganstudio.params import to_json

PAUSE = 250
"""Milliseconds of quiet before the size is estimated."""
_last: dict[str, object] = {}
"""What was chosen the last time, but the format, which the file's name tells."""


class ExportDialog(QDialog):
    """Writes `subject` beside the window; where that fails it stays open for another choice."""

    exported = Signal(object)
    """The file that was written."""

    def __init__(self, subject: Subject, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject, self._studio = subject, studio
        self._photo = subject.photo
        self._writing: Task | None = None
        self.setWindowTitle(_("Export"))
        self.setMinimumWidth(520)
        self.path = QLineEdit(str(subject.start))
        self.form = Form(ExportOptions)
        self.form.set_params(
            ExportOptions(**{**to_json(ExportOptions()), **_last, "format": format_for(subject.start)})
        )
        self._estimate, self._problem, self._bar = QLabel(), QLabel(), QProgressBar()
        self._browse_button = QPushButton()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = self._buttons.addButton(_("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._lay_out()
        self._pause.timeout.connect(self._start_estimate)
        self.form.changed.connect(self._form_changed)
        self.path.textEdited.connect(self._path_edited)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._refresh()

    @property
    def options(self) -> ExportOptions:
        """What is chosen."""
        options: ExportOptions = self.form.params
        return options

    def reject(self) -> None:
        """While the file is written that is given up, with nothing changed, and the dialog stays."""
        if self._writing:
            self._writing.cancel()
        else:
            self._studio.runner.cancel("estimate")
            super().reject()

    # What the user does

    def _form_changed(self) -> None:
        path = Path(self.path.text())
        try:
            fits = format_for(path) == self.options.format
        except GanstudioError:
            fits = False
        if not fits:
            known = {suffix for kind in FORMATS.values() for suffix in kind.suffixes}
            stem = path.stem if path.suffix.lower() in known else path.name
            self.path.setText(str(path.with_name(stem + FORMATS[self.options.format].suffixes[0])))
        self._refresh()

    def _path_edited(self) -> None:
        """A name that asks for a format chooses it."""
        with contextlib.suppress(GanstudioError):  # told below
            self.form.set_params(replace(self.options, format=format_for(Path(self.path.text()))))
        self._refresh()

    def _browse(self) -> None:
        kinds = [f"{kind.title} ({' '.join('*' + end for end in kind.suffixes)})" for kind in FORMATS.values()]
        here = list(FORMATS).index(self.options.format)
        name, _kind = QFileDialog.getSaveFileName(
            self,
            _("Export to"),
            self.path.text(),
            ";;".join(kinds),
            kinds[here],
            QFileDialog.Option.DontConfirmOverwrite,  # asked when it is done, in our words
        )
        if name:
            path = Path(name)
            self.path.setText(str(path if path.suffix else path.with_suffix(FORMATS[self.options.format].suffixes[0])))
            self._path_edited()

    def _accept(self) -> None:
        path = Path(os.path.abspath(self.path.text()))
        overwrite = path.exists()
        original = self._subject.original is not None and same_file(path, self._subject.original)
        if overwrite and not ask_to_overwrite(self, path, original=original):
            return
        self._write(path, overwrite)

    # What follows

    def _write(self, path: Path, overwrite: bool) -> None:
        photo, options = self._photo, self.options

        def work(job: Job) -> None:
            from ganstudio.image.files import save_photo

            save_photo(photo, path, options, overwrite=overwrite, tell=job.progress)

        def done(_result: None) -> None:
            self._set_writing(None)
            _last.update({name: value for name, value in to_json(options).items() if name != "format"})
            self._subject.written(path)
            self.exported.emit(path)
            self.accept()

        def failed(sentence: str) -> None:
            self._set_writing(None)
            self._tell(sentence)

        def cancelled() -> None:
            self._set_writing(None)
            self._refresh()

        self._pause.stop()  # or an estimate would begin now, and end after the dialog
        self._studio.runner.cancel("estimate")
        self._set_writing(
            self._studio.runner.submit(work, done=done, failed=failed, progress=self._progress, cancelled=cancelled)
        )

    def _set_writing(self, task: Task | None) -> None:
        self._writing = task
        self._bar.setRange(0, 0)
        self._bar.setVisible(task is not None)
        for widget in (self.form, self.path, self._browse_button, self._export):
            widget.setEnabled(task is None)
        if task:
            self._tell("")
            self._estimate.setText(_("Writing…"))

    def _progress(self, done: float, _text: str) -> None:
        """Some encoders never say how far they are: then the bar only shows that something goes on."""
        self._bar.setRange(0, 100 if done else 0)
        self._bar.setValue(round(100 * done))

    def _refresh(self) -> None:
        """Say what stands in the way, or how large the file will be."""
        kind = FORMATS[self.options.format]
        self.form.show_row("quality", kind.quality)
        self.form.show_row("depth", kind.depth > 8)
        for name in ("strip_location", "strip_personal"):
            self.form.editors[name].setEnabled(self.options.keep_metadata)
        self.form.editors["ai_note"].setEnabled(bool(self._photo.ai))
        problem = self._obstacle()
        self._tell(problem)
        self._export.setEnabled(not problem)
        self._estimate.setText("" if problem else self._facts(""))
        if problem:
            self._pause.stop()
        else:
            self._pause.start()

    def _obstacle(self) -> str:
        """Why this cannot be written, as a sentence; empty where it can."""
        if not self.path.text().strip():
            return _("Give the file a name.")
        path = Path(self.path.text())
        try:
            format_for(path)
            check_export(self._photo.size, self.options)
        except GanstudioError as error:
            return str(error)
        if path.is_dir():
            return _("{name} is a folder; give a file name.").format(name=path.name)
        if not path.parent.is_dir():
            return _("The folder {name} does not exist.").format(name=path.parent)
        return ""

    def _start_estimate(self) -> None:
        photo, options = self._photo, self.options
        self._studio.runner.submit(
            lambda _job: estimate_size(photo, options),
            done=lambda count: self._estimate.setText(self._facts(_("about {size}").format(size=human_size(count)))),
            latest="estimate",
        )

    def _facts(self, size: str) -> str:
        width, height = self._photo.size
        facts = [f"{width} × {height} px", megapixels((width, height)), size or _("estimating…")]
        return "  ·  ".join(facts)

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _lay_out(self) -> None:
        title = QLabel(_("Export {name}").format(name=self._subject.title))
        title.setFont(heading(self.font()))
        self._browse_button.setText(_("Browse…"))
        self._browse_button.setAutoDefault(False)
        self._browse_button.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.path, 1)
        place.addWidget(self._browse_button)
        self._estimate.setProperty("kind", "muted")
        self._problem.setProperty("kind", "danger")
        self._problem.setWordWrap(True)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._export.setDefault(True)
        self._export.setProperty("kind", "primary")  # also while another button has the focus, and is the default
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setProperty("kind", "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(title)
        column.addLayout(place)
        column.addWidget(self.form)
        column.addWidget(self._estimate)
        column.addWidget(self._problem)
        column.addWidget(self._bar)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.path.setFocus()
        self.path.setCursorPosition(len(self.path.text()))


def human_size(count: int) -> str:
    """Bytes for people."""
    if count < 1_000_000:
        return _("{size} kB").format(size=max(1, round(count / 1000)))
    return _("{size} MB").format(size=f"{count / 1e6:.1f}" if count < 1e8 else round(count / 1e6))
