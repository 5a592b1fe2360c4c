"""Downloads, one after the other, beside the window; they go on when nobody looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QObject, Signal

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.studio import Studio
from ganstudio.gui.worker import Task
from ganstudio.library import catalogue
from ganstudio.library.entry import Entry


class State(Enum):
    """Of a model of the catalogue."""

    IDLE = auto()
    WAITING = auto()
    COMING = auto()
    FAILED = auto()


@dataclass(frozen=True)
class News:
    """How far it is. `text` says how fast it comes, or why it did not."""

    state: State = State.IDLE
    done: float = 0.0
    text: str = ""


class Downloads(QObject):
    """Only what `start` was called for is asked of the network."""

    changed = Signal(str)
    """The name of the entry there is news of."""
    adopted = Signal(object)
    """A model that is there now."""

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._news: dict[str, News] = {}
        self._waiting: list[Entry] = []
        self._now: tuple[Entry, Task] | None = None

    def news(self, name: str) -> News:
        """Of the entry called `name`."""
        return self._news.get(name, News())

    def start(self, entry: Entry) -> None:
        """Download and adopt it when those that were asked for before are there."""
        if self.news(entry.name).state in (State.WAITING, State.COMING):
            return
        self._waiting.append(entry)
        self._tell(entry.name, News(State.WAITING))
        self._next()

    def cancel(self, name: str) -> None:
        """Not now: what has come of it is kept."""
        self._waiting = [entry for entry in self._waiting if entry.name != name]
        if self._now and self._now[0].name == name:
            self._now[1].cancel()
        else:
            self._tell(name, News())

    def _next(self) -> None:
        if self._now or not self._waiting:
            return
        entry, store = self._waiting.pop(0), self._studio.store
        self._tell(entry.name, News(State.COMING))
        task = self._studio.runner.submit(
            lambda job: catalogue.obtain(entry, store, job),
            done=partial(self._done, entry),
            failed=partial(self._failed, entry),
            progress=lambda done, text: self._tell(entry.name, News(State.COMING, done, text)),
            cancelled=partial(self._over, entry, News()),
        )
        self._now = entry, task

    def _done(self, entry: Entry, info: ModelInfo) -> None:
        self._studio.models_changed.emit()
        self._over(entry, News())
        self.adopted.emit(info)

    def _failed(self, entry: Entry, sentence: str) -> None:
        self._over(entry, News(State.FAILED, text=sentence) if sentence else News())

    def _over(self, entry: Entry, news: News) -> None:
        self._now = None
        self._tell(entry.name, news)
        self._next()

    def _tell(self, name: str, news: News) -> None:
        self._news[name] = news
        self.changed.emit(name)
