"""Who does what: photos are handed out and settled, each in the journal before it counts."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from ganstudio.batch import record
from ganstudio.batch.item import Item, State
from ganstudio.batch.journal import Journal
from ganstudio.batch.names import Names
from ganstudio.batch.record import Record
from ganstudio.batch.work import Work
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.tools.tool import Size

_SMALL = 50_000
"""Bytes that a file counts for beside its own: opening and writing one takes its time too."""

Changed = Callable[[Item], None]


def nobody(_item: Item) -> None:
    """Who listens where nobody does."""


class Ledger:
    """The states of all photos, in memory as in the journal. Any thread may call anything.

    What is written raises DiskFull where there is no room, and has not happened then: call it again. `changed` is
    called in the thread that changed something, without a lock.
    """

    def __init__(self, journal: Journal) -> None:
        self.news = threading.Condition()
        """Notified when something has changed."""
        self.changed: Changed = nobody
        self._journal = journal
        self._taking = threading.Lock()
        self.load()

    def load(self) -> None:
        """Take over what the journal says; what was at work in a program that has died waits again."""
        lines = self._journal.lines()
        try:
            loaded = Record.read(lines)
        except GanstudioError as error:
            text = _("{name} cannot be gone on with: {reason}. Remove the file to start anew.")
            raise GanstudioError(text.format(name=self._journal.path, reason=str(error).rstrip("."))) from error
        with self.news:
            self.record = loaded
            self._index = {item.source: index for index, item in enumerate(loaded.items)}
            self._waiting = deque(index for index, item in enumerate(loaded.items) if item.state is State.WAITING)
            self._weights = [size + _SMALL for size in loaded.bytes]
            self._all, self._done, self.settled = sum(self._weights), 0, 0
            for index, item in enumerate(loaded.items):
                self._count(index, int(item.settled))
            self._names: Names | None = None
            self._given: dict[int, Path | None] = {}

    @property
    def waiting(self) -> int:
        """How many photos nobody has taken."""
        with self.news:
            return len(self._waiting)

    @property
    def share(self) -> float:
        """How much of all is settled, in [0, 1], by the sizes of the files."""
        return self._done / max(1, self._all)

    def take(self) -> Work | None:
        """The next photo that waits, now at work, the name of its result on the disk; None where none waits."""
        with self._taking:
            while True:
                with self.news:
                    if not self._waiting:
                        return None
                    index = self._waiting[0]
                work = self._begin(index)
                with self.news:
                    self._waiting.remove(index)
                if work:
                    return work

    def done(self, source: Path, size: Size, seconds: float) -> None:
        """The result of `source`, of `size` (width, height), is in its file."""
        self._settle(source, State.DONE, size=size, seconds=round(seconds, 3))

    def failed(self, source: Path, reason: str) -> None:
        """There is no result of `source`, for this reason."""
        self._settle(source, State.FAILED, reason=reason)

    def put_back(self, source: Path) -> None:
        """Let `source`, which was taken, wait again; its result keeps its name."""
        index = self._index[source]
        with self.news:
            self.record.begun.add(index)
            self._waiting.appendleft(index)
            item = self._keep(index, replace(self.record.items[index], state=State.WAITING))
        self.changed(item)

    def retry(self, items: Iterable[Item]) -> None:
        """Let those of `items` that have failed wait again."""
        again = []
        with self.news:
            for index in (self._index[item.source] for item in items):
                item = self.record.items[index]
                if item.state is State.FAILED:
                    again.append((index, Item(item.source, self.record.planned[index])))
        self._journal.write(*(record.changed_line(*pair) for pair in again))
        with self.news:
            for index, item in again:
                self._given.pop(index, None)
                self._waiting.append(index)
                self._keep(index, item)
        for _index, item in again:
            self.changed(item)

    def _begin(self, index: int) -> Work | None:
        item = self.record.items[index]
        mine = index in self.record.begun
        target = item.target if mine else self._name(index)
        if target is None:
            reason = _("{name} exists already.").format(name=item.target)
            self._write(index, replace(item, state=State.SKIPPED, reason=reason))
            return None
        self._write(index, replace(item, state=State.WORKING, target=target))
        replaced = self.plan_replaces and target == self.record.planned[index]
        return Work(item.source, target, replace=mine or replaced)

    @property
    def plan_replaces(self) -> bool:
        """Whether results take the place of files that exist."""
        return bool(self.record.plan and self.record.plan.options.existing == "replace")

    def _name(self, index: int) -> Path | None:
        """The final name, found once: a second try, after the disk was full, gets the same."""
        if index not in self._given:
            if self._names is None:
                assert self.record.plan
                items = self.record.items
                self._names = Names(self.record.plan, self.record.started, [item.source for item in items])
                self._names.take(self.record.planned)
                self._names.take(item.target for item in items)
            self._given[index] = self._names.final(self.record.planned[index])
        return self._given[index]

    def _settle(
        self, source: Path, state: State, *, size: Size = (0, 0), seconds: float = 0.0, reason: str = ""
    ) -> None:
        index = self._index[source]
        item = self.record.items[index]
        self._write(index, replace(item, state=state, size=size, seconds=seconds, reason=reason))

    def _write(self, index: int, item: Item) -> None:
        self._journal.write(record.changed_line(index, item))
        with self.news:
            self._keep(index, item)
            if item.settled:
                self._given.pop(index, None)
        self.changed(item)

    def _keep(self, index: int, item: Item) -> Item:
        self._count(index, item.settled - self.record.items[index].settled)
        self.record.items[index] = item
        self.news.notify_all()
        return item

    def _count(self, index: int, change: int) -> None:
        """`change` is 1 where a photo is settled, -1 where it waits again."""
        self.settled += change
        self._done += change * self._weights[index]
