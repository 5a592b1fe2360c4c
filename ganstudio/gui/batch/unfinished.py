"""Batches that were stopped, or that a crash has ended: found by their journals, offered to be gone on with."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.batch.batch import Batch, stopped
from ganstudio.errors import GanstudioError
from ganstudio.gui.batch.words import photos, spaced
from ganstudio.gui.chain.words import title_of
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import N_, _
from ganstudio.paths import batches_folder

SUFFIX = ".jsonl"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unfinished:
    """A batch with photos left to do."""

    journal: Path
    count: int
    settled: int
    tools: tuple[str, ...]
    """Titles of its steps."""
    place: str
    """The folder of its results, or of its first photo."""

    @property
    def sentence(self) -> str:
        """How far it is."""
        text = _("A batch was stopped with {n} of {photos} done.")
        return text.format(photos=photos(self.count), n=spaced(self.settled))


def unfinished() -> list[Unfinished]:
    """Those of the window, the latest first. Journals of finished ones are removed: nothing hangs on them any more."""
    found = []
    for path in sorted(batches_folder().glob(f"*{SUFFIX}"), reverse=True):
        try:
            batch = stopped(path)
        except GanstudioError as problem:
            _log.warning("%s is passed over: %s", path, problem)
            continue
        if batch:
            found.append(_described(batch))
        else:
            forget(path)
    return found


def forget(journal: Path) -> None:
    """Remove a journal, unless another program holds it."""
    if not journal.with_name(f"{journal.name}.lock").exists():
        with suppress(OSError):
            journal.unlink()


def _described(batch: Batch) -> Unfinished:
    items, plan = batch.items, batch.plan
    settled = sum(item.settled for item in items)
    place = plan.output or (items[0].source.parent if items else Path())
    return Unfinished(
        batch.journal, len(items), settled, tuple(title_of(edit) for edit in plan.workflow.edits), str(place)
    )


class Offer(QFrame, Speaker):
    """One unfinished batch, and what can be done about it."""

    resumed = Signal(object)
    dropped = Signal(object)

    def __init__(self, batch: Unfinished, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch = batch
        self.setProperty("kind", "banner")
        self._title, self._facts = QLabel(), Elided("muted")
        self._title.setProperty("kind", "strong")
        self.resume, self.drop = QPushButton(), QPushButton()
        say(self.resume, N_("Resume"))
        say(self.drop, N_("Discard"))
        say(self.drop, N_("Forget the rest of this batch; results that are there stay"), "toolTip")
        self.drop.setProperty("kind", "quiet")
        self.resume.clicked.connect(lambda: self.resumed.emit(batch))
        self.drop.clicked.connect(lambda: self.dropped.emit(batch))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(Picture("history", 20))
        row.addLayout(words, 1)
        row.addWidget(self.drop)
        row.addWidget(self.resume)
        self.speak()

    def speak(self) -> None:
        self._title.setText(self._batch.sentence)
        self._facts.tell("  ·  ".join([*self._batch.tools, self._batch.place]))
