"""What a face is made from, to be set: seeds, truncation, what is mixed in, the model's sliders."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganstudio.engine.store import ModelInfo
from ganstudio.errors import ModelError
from ganstudio.gui.explorer.level import LevelEditor
from ganstudio.gui.explorer.lot import TASK, Lot
from ganstudio.gui.explorer.seeds import SeedEditor
from ganstudio.gui.explorer.sliders import SliderSection
from ganstudio.gui.panel.editors import Editor
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.models import ModelEditor
from ganstudio.gui.studio import Studio

DRAGGED = ("truncation", "level")
"""Fields whose ways from value to value are one step of the history."""


class Controls(QWidget):
    """`changed` comes from the user alone; it carries a word for what was moved, empty where each step counts."""

    changed = Signal(str)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.info: ModelInfo | None = None
        """The model that is chosen; None where there is none."""
        self.form = Form(
            Lot,
            make={
                "model": lambda field: ModelEditor(field, studio),
                "seed": SeedEditor,
                "other": SeedEditor,
                "level": LevelEditor,
            },
            narrow=True,
        )
        self.sliders = SliderSection()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.form)
        column.addWidget(self.sliders)
        for name, editor in self.form.editors.items():
            self._listen(name, editor)
        self.sliders.changed.connect(lambda name: self.changed.emit(f"slider {name}" if name else ""))
        self.show_models()

    @property
    def lot(self) -> Lot:
        """What is set."""
        lot: Lot = self.form.params
        return replace(lot, sliders=self.sliders.values)

    @property
    def seed(self) -> SeedEditor:
        """The first seed."""
        editor = self.form.editors["seed"]
        assert isinstance(editor, SeedEditor)
        return editor

    def show_lot(self, lot: Lot) -> None:
        """Show `lot`."""
        self.form.set_params(lot)
        self._follow()
        self.sliders.set_values(lot.sliders)

    def show_models(self) -> None:
        """There are other models now."""
        self.form.show_row("model", len(self._studio.store.list(TASK)) > 1)
        self._follow()

    def choose_model(self, info: ModelInfo) -> None:
        """Take one that has just been added, if it makes faces."""
        if info.task == TASK:
            self.form.editors["model"].set_value(info.name)
            self._follow()
            self.changed.emit("")

    def _listen(self, name: str, editor: Editor) -> None:
        def changed() -> None:
            self._follow()
            self.changed.emit(name if name in DRAGGED else "")

        editor.changed.connect(changed)

    def _follow(self) -> None:
        """What depends on the model, and on whether two faces are mixed."""
        lot = self.form.params
        for name in ("other", "level"):
            self.form.show_row(name, lot.mix)
        try:
            self.info = self._studio.store.find(lot.model, TASK)
        except ModelError:
            self.info = None
        level = self.form.editors["level"]
        assert isinstance(level, LevelEditor)
        level.set_levels(self.info.shapes.get("mean", (0,))[0] if self.info else 0)
        self.sliders.show_model(self.info)
