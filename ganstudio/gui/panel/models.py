"""Choosing a model, and what the chosen one says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ganstudio.engine.job import Job
from ganstudio.engine.store import ModelInfo
from ganstudio.gui.dialogs.finding import MODELS, ask_for_file
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.panel.editors import Editor
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _
from ganstudio.library import adopt as library
from ganstudio.library.shelf import SUFFIXES
from ganstudio.library.versus import FEWEST, TASKS
from ganstudio.params import Field


class ModelEditor(Editor, Speaker):
    """The models of a task, "automatic" first; a button adopts a model file, another shows several side by side."""

    def __init__(self, field: Field, studio: Studio, parent: QWidget | None = None, *, comparing: bool = False) -> None:
        super().__init__(field, parent)
        self._studio = studio
        self._box = QComboBox()
        self._box.setMinimumContentsLength(12)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.take(self._box, 1)
        self._add = QToolButton()
        put_icon(self._add, "plus")
        say(self._add, N_("Add a model file…"), "toolTip")
        say(self._add, N_("Add a model file…"), "accessibleName")
        self._add.clicked.connect(self._ask_for_file)
        self.row.addWidget(self._add)
        self._compare = compare_button(field.task, studio, self.value)
        self._comparing = comparing and field.task in TASKS
        self.row.addWidget(self._compare)
        self.speak()
        self._box.currentIndexChanged.connect(self.changed)
        studio.models_changed.connect(self.speak)
        self.set_value(field.default)

    def value(self) -> Any:
        return str(self._box.currentData() or "")

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self._box):
            if self._box.findData(value) < 0:
                self._box.addItem(value, value)  # a model that has gone; running says so
            self._box.setCurrentIndex(self._box.findData(value))

    def speak(self) -> None:
        """List the models that are there now."""
        with QSignalBlocker(self._box):
            chosen = self.value()
            self._box.clear()
            self._box.addItem(_("Automatic"), "")
            there = self._studio.store.list(self.field.task)
            for info in there:
                self._box.addItem(_(info.title), info.name)
            self.set_value(chosen)
        self._compare.setVisible(self._comparing and len(there) >= FEWEST)

    def _ask_for_file(self) -> None:
        path = ask_for_model_file(self)
        if path:
            self.add(path)

    def add(self, path: Path) -> None:
        """Adopt the model file, and choose it."""
        adopt(path, self._studio, self._choose)

    def _choose(self, info: ModelInfo) -> None:
        if info.task == self.field.task:
            self.set_value(info.name)
            self.changed.emit()


def compare_button(task: str, studio: Studio, chosen: Callable[[], Any]) -> QToolButton:
    """Shows models of `task` side by side, the `chosen` one first."""
    button = QToolButton()
    put_icon(button, "columns-2")
    say(button, N_("Compare models side by side…"), "toolTip")
    say(button, N_("Compare models side by side…"), "accessibleName")
    button.clicked.connect(lambda: studio.compare_requested.emit(task, str(chosen())))
    return button


def ask_for_model_file(parent: QWidget) -> Path | None:
    """A file that the user chooses; None where none is chosen."""
    return ask_for_file(parent, MODELS, _("Add a model file"), model_files())


def model_files() -> str:
    """What a dialog that asks for model files shows."""
    names = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
    return f"{_('Model files')} ({names});;{_('All files')} (*)"


def adopt(path: Path, studio: Studio, done: Callable[[ModelInfo], None]) -> None:
    """Put a model file among the user's models, beside the window; then it is `done`, or told why not."""

    def work(job: Job) -> ModelInfo:
        return library.adopt(path, studio.store, job)

    def adopted(info: ModelInfo) -> None:
        studio.models_changed.emit()
        done(info)

    studio.runner.submit(work, done=adopted, failed=studio.told.emit)


class ModelCard(QFrame, Speaker):
    """Whose a model is and what its limits are; all else it says of itself at a click."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._info: ModelInfo | None = None
        self._problem = ""
        self._title, self._limits, self._facts = QLabel(), QLabel(), QLabel()
        self._title.setProperty("kind", "strong")
        self._more = QToolButton()
        self._more.setProperty("kind", "quiet")
        self._more.setCheckable(True)
        self._more.toggled.connect(self.speak)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 10)
        column.setSpacing(6)
        column.addLayout(head)
        for label in (self._limits, self._facts):
            label.setProperty("kind", "muted")
            column.addWidget(label)
        for label in (self._title, self._limits, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)  # a file's words are not to be trusted with markup
            label.setWordWrap(True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_model(self, info: ModelInfo | None, problem: str = "") -> None:
        """Show the card of `info`, or why there is none; nothing where none is needed."""
        self._info, self._problem = info, problem
        self.setHidden(info is None and not problem)
        self.speak()

    def speak(self) -> None:
        info, open_ = self._info, self._more.isChecked()
        self._title.setText(_(info.title) if info else self._problem)
        self._limits.setText(_(str(info.card.get("limits", ""))) if info else "")
        self._facts.setText("\n".join(card_lines(info)) if info else "")
        self._limits.setVisible(bool(self._limits.text()))
        self._facts.setVisible(open_ and bool(self._facts.text()))
        self._more.setText(_("Less") if open_ else _("Details"))
        self._more.setVisible(info is not None)


def card_lines(info: ModelInfo) -> list[str]:
    """The rest of the card, as lines for the panel; the command line shows all of it."""
    card, metrics = info.card, info.card.get("metrics")
    numbers = [f"{name} {value}" for name, value in metrics.items()] if isinstance(metrics, dict) else []
    origin = _("comes with ganstudio") if info.bundled else _("your own: {file}").format(file=info.path)
    facts: list[tuple[str, Any]] = [
        (_("Model: {text}"), f"{info.name} ({origin})"),
        (_("Licence: {text}"), card.get("licence") or card.get("license")),
        (_("Learned from: {text}"), card.get("data")),
        (_("Measured: {text}"), ", ".join(numbers)),
        (_("Trained: {text}"), card.get("trained")),
    ]
    return [line.format(text=_(text)) for line, text in facts if isinstance(text, str) and text]
