"""The left side of the window of models that are compared: on which photo, which part, which models."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.dialogs.deeds import deed
from ganstudio.gui.library.compare.map import CropMap
from ganstudio.gui.library.compare.sources import Sources
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.panel.chips import Chips
from ganstudio.i18n import N_, _
from ganstudio.library.versus import FEWEST, MOST
from ganstudio.tools.versus import Scene

WIDTH = 320
SIDES = (128, 256, 512)
"""Pixels along a side of the frame, one click away."""


class Models(QPushButton, Speaker):
    """A menu of all models of the task, some of them chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: tuple[ModelInfo, ...] = ()
        self._all: tuple[ModelInfo, ...] = ()
        self.menu_of_all = QMenu(self)
        self.setMenu(self.menu_of_all)
        self.menu_of_all.aboutToShow.connect(self._fill)

    def show_models(self, chosen: Iterable[ModelInfo], all_: Iterable[ModelInfo]) -> None:
        """`chosen` of `all_`."""
        self._chosen, self._all = tuple(chosen), tuple(all_)
        self.setEnabled(len(self._all) > FEWEST)
        self.speak()

    def speak(self) -> None:
        self.setText(_("Models: {n} of {all}").format(n=len(self._chosen), all=len(self._all)))

    def _fill(self) -> None:
        self.menu_of_all.clear()
        names = [info.name for info in self._chosen]
        for info in self._all:
            action = self.menu_of_all.addAction(_(info.title))
            action.setCheckable(True)
            action.setChecked(info.name in names)
            action.setEnabled(len(names) > FEWEST if info.name in names else len(names) < MOST)
            action.toggled.connect(lambda on, info=info: self._toggle(info, on))

    def _toggle(self, info: ModelInfo, on: bool) -> None:
        rest = tuple(each for each in self._chosen if each.name != info.name)
        self.chosen.emit((*rest, info) if on else rest)


class Side(QFrame, Speaker):
    """Its parts tell by themselves what the user wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = (0, 0, 0, 0)
        self._hint = ""
        """Marked."""
        self._over = self._count = 0
        self.setFixedWidth(WIDTH)
        self.sources, self.map, self.models = Sources(), CropMap(), Models()
        self.sizes = Chips({str(side): f"{side} px" for side in SIDES}, columns=len(SIDES))
        self._facts, self._note, self._problem = QLabel(), QLabel(), QLabel()
        self._bar, self._progress = QProgressBar(), QLabel()
        self.stop, self.again = deed(N_("Stop"), _nothing, "square"), deed(N_("Run again"), _nothing, "rotate-ccw")
        self.fit, self.actual = deed(N_("Whole part"), _nothing, "maximize"), deed(N_("100 %"), _nothing, "actual-size")
        self._lay_out()
        self.sizes_follow()

    @property
    def problem(self) -> str:
        """What was told last."""
        return self._problem.text()

    def tell(self, problem: str) -> None:
        """Why nothing can be compared, as a sentence; empty where it can."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def explain(self, scene: Scene) -> None:
        """What is tried on what."""
        self._area, self._hint = scene.area, ""
        if scene.spot:
            self._hint = N_("Nothing is masked: a spot in the middle of the part is filled.")
        elif scene.whole:
            self._hint = N_("These models must see the whole photo: they are run on a copy of it, whose part is shown.")
        self.speak()

    def show_progress(self, over: int, count: int) -> None:
        """With how many of the models it is over."""
        self._over, self._count = over, count
        busy = over < count
        self._bar.setVisible(busy)
        self._bar.setRange(0, max(1, count))
        self._bar.setValue(over)
        self.stop.setVisible(busy)
        self.again.setVisible(not busy)
        self.speak()

    def speak(self) -> None:
        if not self._count:
            return
        left, top, width, height = self._area
        self._facts.setText(
            _("{width} × {height} pixels at {x}, {y}").format(width=width, height=height, x=left, y=top)
        )
        self._note.setText(_(self._hint))
        self._note.setVisible(bool(self._hint))
        self._progress.setText(_("{n} of {all} models").format(n=self._over, all=self._count))

    def sizes_follow(self) -> None:
        """Show which of the sizes the frame has, if it has one."""
        area = self.map.area
        for side in SIDES:
            chip = self.sizes.chip(str(side))
            chip.group().setExclusive(False)
            chip.setChecked(area.width() == area.height() == side)
            chip.group().setExclusive(True)

    def resize_frame(self) -> None:
        """Give the frame the size that is chosen."""
        side, middle = int(self.sizes.value()), self.map.area.center()
        area = QRect(0, 0, side, side)
        area.moveCenter(middle)
        self.map.put(area)

    def _lay_out(self) -> None:
        title, hint = QLabel(), QLabel()
        say(title, N_("Compare models"))
        title.setFont(heading(self.font()))
        say(hint, N_("Drag and zoom in any picture: the others follow. Hold O to see the original everywhere."))
        for label in (self._facts, self._note, self._progress, hint):
            label.setProperty("kind", "muted")
            label.setWordWrap(True)
        self._problem.setProperty("kind", "danger")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._note.hide()
        self._bar.setTextVisible(False)
        self._bar.hide()
        put_icon(self.models, "library")
        zoom, deeds = QHBoxLayout(), QHBoxLayout()
        for row, buttons in ((zoom, (self.fit, self.actual)), (deeds, (self.stop, self.again))):
            row.setSpacing(8)
            for button in buttons:
                row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(title)
        for caption, *parts in (
            (N_("Photo"), self.sources, self.map, self._facts, self.sizes),
            (N_("Models"), self.models),
            (N_("View"), zoom),
        ):
            column.addSpacing(4)
            column.addWidget(_caption(caption))
            for part in parts:
                column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        column.addWidget(hint)
        column.addStretch(1)
        for widget in (self._note, self._problem, self._progress, self._bar):
            column.addWidget(widget)
        column.addLayout(deeds)


def _caption(text: str) -> QLabel:
    label = QLabel()
    say(label, text)
    label.setProperty("kind", "section")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label


def _nothing() -> None:
    """Whoever owns the side listens to the button itself."""
