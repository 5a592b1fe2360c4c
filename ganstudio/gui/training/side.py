"""One of two runs that are compared: which it is, and what its newest model makes of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.words import say
from ganstudio.gui.panel.specimen import small_copy
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.record import Curve, Record
from ganstudio.gui.training.seen import Entry, Seen, look
from ganstudio.gui.training.trial import lent
from ganstudio.gui.training.words import number, progress
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.tools.by_model import params_with, tool_for
from ganstudio.tools.tool import Context
from trainers import runs
from trainers.run import Run

SIDE = 512
"""Pixels of the copy that models are tried on: enough to judge, and done in a moment."""


@dataclass(frozen=True, eq=False)
class Made:
    """A run, and what it makes of the picture, or why it makes nothing of it."""

    seen: Seen
    photo: Photo | None
    sentence: str = ""


class Side(QWidget):
    """`changed` comes when the run, or what is seen of it, is another."""

    changed = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._source: Path | Photo | None = None
        self._entries: tuple[Entry, ...] = ()
        self.made: Made | None = None
        self.box, self.facts = QComboBox(), Elided("muted")
        self.canvas, self.hint = Canvas(), Hint("images", "")
        self._pages = QStackedWidget()
        self._lay_out()
        self.box.activated.connect(lambda _index: self.refresh())

    @property
    def folder(self) -> Path | None:
        """Of the run that is chosen."""
        return Path(self.box.currentData()) if self.box.currentData() else None

    @property
    def curves(self) -> dict[str, Curve]:
        """Its numbers."""
        return dict(self.made.seen.curves) if self.made else {}

    def show_entries(self, entries: tuple[Entry, ...], chosen: Path | None) -> None:
        """The runs there are to choose from."""
        self._entries = entries
        with QSignalBlocker(self.box):
            self.box.clear()
            for entry in entries:
                self.box.addItem(entry.title, str(entry.folder))
            self.box.setCurrentIndex(max(0, self.box.findData(str(chosen))))

    def show_source(self, source: Path | Photo | None) -> None:
        """The picture that both are tried on; None: the previews of each."""
        self._source = source
        self.refresh()

    def refresh(self) -> None:
        """Make it anew."""
        folder, source, engine = self.folder, self._source, self._studio.engine
        self.made = None
        self.canvas.set_photo(None)
        self._pages.setCurrentWidget(self.hint)
        self.hint.tell("hourglass", _("One moment…"))
        if folder is None:
            return
        self._studio.runner.submit(
            lambda job: made(Run(folder), source, engine, job),
            done=self._show,
            failed=lambda sentence: self.hint.tell("circle-alert", _("It cannot be shown"), sentence),
            latest=f"compare-{id(self)}",
        )

    def leave(self) -> None:
        """Hold on to nothing."""
        self._studio.runner.cancel(f"compare-{id(self)}")
        self.made = None
        self.canvas.set_photo(None)

    def follow(self, other: Canvas) -> None:
        """Show the same part of the picture as `other`."""
        if not (other.loaded and self.canvas.loaded):
            return
        if other.view.fitted:
            if not self.canvas.view.fitted:
                self.canvas.fit()
            return
        middle = QPointF(other.width() / 2, other.height() / 2)
        scale = other.view.picture.width() / self.canvas.view.picture.width()
        self.canvas.set_zoom(other.zoom * scale)
        point = other.view.to_picture(middle) / scale
        self.canvas.pan(QPointF(self.canvas.width() / 2, self.canvas.height() / 2) - self.canvas.view.to_screen(point))

    def _show(self, made: Made) -> None:
        self.made = made
        if made.photo:
            self.canvas.set_photo(made.photo)
            self._pages.setCurrentWidget(self.canvas)
        else:
            self.hint.tell("images", _("There is nothing to see"), made.sentence)
        self.facts.tell("   ·   ".join(_facts(made.seen)))
        self.changed.emit()

    def _lay_out(self) -> None:
        say(self.box, N_("Training"), "accessibleName")
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._pages.setProperty("kind", "well")
        for page in (self.hint, self.canvas):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self._pages, 1)
        column.addWidget(self.facts)


def made(run: Run, source: Path | Photo | None, engine: Engine, job: Job) -> Made:
    """What the newest model of `run` makes of a small copy of `source`; its newest preview where there is none."""
    seen = look(run, Record(run.folder), {})
    if source is None:
        return Made(seen, _opened(seen.previews[-1][1]) if seen.previews else None, _("There is no preview yet."))
    info = lent(runs.model_at(run), seen.entry.title)
    tool = tool_for(info.task)
    if tool is None or tool.needs:
        return Made(seen, None, _("Such a model needs more than a photo: compare the previews instead."))
    engine.store.lend(info)
    photo = small_copy(source if isinstance(source, Photo) else _opened(source), SIDE)
    return Made(seen, tool.run(photo, params_with(tool, tool.params(), info), Context(engine, job)))


def _opened(path: Path) -> Photo:
    from ganstudio.image.files import open_photo

    return open_photo(path)


def _facts(seen: Seen) -> list[str]:
    """How far it is, and the measure by which it is judged."""
    recipe = runs.recipe_of(seen.run)
    told = [progress(seen.status.step, seen.status.steps)]
    if recipe and (curve := seen.curves.get(recipe.metric[0])):
        step, value = curve.best(more=recipe.metric[1])
        if step == step:
            told.append(_("{name}: best {value}").format(name=recipe.metric[0], value=number(value)))
    return told
