"""Two trainings side by side, on the same pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ganstudio.gui.canvas import Canvas
from ganstudio.gui.dialogs.deeds import deed
from ganstudio.gui.dialogs.finding import PICTURES, ask_for_file
from ganstudio.gui.look.theme import Tokens, heading
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.groups import MEASURED_HELP, Group
from ganstudio.gui.training.plot import Plot
from ganstudio.gui.training.record import Curve
from ganstudio.gui.training.seen import Entry
from ganstudio.gui.training.side import Side
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.paths import resource
from trainers import runs

PREVIEWS, OPEN, OTHER = "previews", "open", "other"


class ComparePage(QWidget, Speaker):
    """`photo` tells the photo that is open in the editor; `left` comes when the user has seen enough."""

    left = Signal()

    def __init__(
        self, studio: Studio, tokens: Tokens, photo: Callable[[], Photo | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._photo, self._tokens = photo, tokens
        self.sides = Side(studio), Side(studio)
        self.pictures = QComboBox()
        self._other: Path | None = None
        self._following = False
        self._plot: Plot | None = None
        self._lay_out()
        for side, beside in (self.sides, self.sides[::-1]):
            side.changed.connect(self._draw)
            side.canvas.view_changed.connect(self._follower(side.canvas, beside))
        self.pictures.activated.connect(lambda _index: self._choose())
        self.speak()

    def show_runs(self, entries: tuple[Entry, ...], first: Path) -> None:
        """Compare the run in `first` with another, of its own kind if there is one."""
        kind = next((entry.recipe for entry in entries if entry.folder == first), "")
        others = sorted((entry for entry in entries if entry.folder != first), key=lambda each: each.recipe != kind)
        self.sides[0].show_entries(entries, first)
        self.sides[1].show_entries(entries, others[0].folder if others else first)
        self.speak()
        self._choose()

    def leave(self) -> None:
        """Hold on to nothing."""
        for side in self.sides:
            side.leave()

    def dress(self, tokens: Tokens) -> None:
        """Put on the colours of a theme."""
        self._tokens = tokens
        if self._plot:
            self._plot.dress(tokens)

    def speak(self) -> None:
        chosen = self.pictures.currentData()
        self.pictures.clear()
        self.pictures.addItem(_("Their previews"), PREVIEWS)
        if self._photo():
            self.pictures.addItem(_("The open photo"), OPEN)
        for path in sorted(resource("samples").glob("*.png")):
            self.pictures.addItem(_("Sample: {name}").format(name=path.stem), str(path))
        if self._other:
            self.pictures.addItem(self._other.name, str(self._other))
        self.pictures.addItem(_("Another photo…"), OTHER)
        self.pictures.setCurrentIndex(max(0, self.pictures.findData(chosen)))

    def _choose(self) -> None:
        chosen = self.pictures.currentData()
        if chosen == OTHER:
            self._other = ask_for_file(self, PICTURES, _("A photo to compare on"), "") or self._other
            self.speak()
            self.pictures.setCurrentIndex(max(0, self.pictures.findData(str(self._other))))
            chosen = self.pictures.currentData()
        source = None if chosen in (PREVIEWS, OTHER) else self._photo() if chosen == OPEN else Path(chosen)
        for side in self.sides:
            side.show_source(source)

    def _follower(self, moved: Canvas, other: Side) -> Callable[[], None]:
        def follow() -> None:
            if not self._following:
                self._following = True
                other.follow(moved)
                self._following = False

        return follow

    def _draw(self) -> None:
        """The measure of both, if it is the same, in one plot."""
        first, second = self.sides
        if self._plot:
            self._column.removeWidget(self._plot)
            self._plot.deleteLater()
            self._plot = None
        name = _measure(first)
        if not name or name != _measure(second) or first.folder == second.folder:
            return
        curves: dict[str, Curve] = {}
        for side in self.sides:
            title = side.box.currentText()
            curves[title if title not in curves else f"{title} (2)"] = side.curves[name]
        self._plot = Plot(Group(name, tuple(curves), MEASURED_HELP), self._tokens)
        self._plot.show_curves(curves)
        self._plot.pointed.connect(self._plot.mark)
        self._column.addWidget(self._plot)

    def _lay_out(self) -> None:
        title, on = QLabel(), QLabel()
        say(title, N_("Compare trainings"))
        title.setFont(heading(self.font(), 1.35))
        say(on, N_("on"))
        on.setProperty("kind", "muted")
        say(self.pictures, N_("Pictures to compare on"), "accessibleName")
        self.pictures.setMinimumWidth(180)
        back = deed(N_("Back"), self.left.emit, "chevron-left")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(on)
        head.addWidget(self.pictures)
        parts = QHBoxLayout()
        parts.setSpacing(16)
        for side in self.sides:
            parts.addWidget(side, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(12)
        self._column.addLayout(head)
        self._column.addLayout(parts, 1)


def _measure(side: Side) -> str:
    """The number by which the run is judged, if it has noted any."""
    recipe = runs.recipe_of(side.made.seen.run) if side.made else None
    return recipe.metric[0] if recipe and recipe.metric[0] in side.curves else ""
