"""A batch: many photos, one workflow, a journal. Whatever stops it, it goes on from there to the same end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ganstudio.batch import record, work
from ganstudio.batch.item import Item
from ganstudio.batch.journal import Journal
from ganstudio.batch.ledger import Changed, Ledger, nobody
from ganstudio.batch.names import Names, check_pattern
from ganstudio.batch.plan import Plan
from ganstudio.batch.walk import walk
from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError, ModelError
from ganstudio.i18n import _
from ganstudio.tools import workflow

if TYPE_CHECKING:
    from ganstudio.engine.engine import Engine
    from ganstudio.engine.store import Store

Paused = Callable[[str], None]


class Batch:
    """The photos of `plan` with their states, kept in the file `journal`. Any thread may call anything.

    A journal that exists is gone on with, and its plan counts: `plan` may be None then, and must not be another. First
    `find`, then `run`; `run` again after a cancel, or after a `retry` that came when it had ended.
    """

    def __init__(self, plan: Plan | None, journal: Path) -> None:
        self._journal = Journal(journal)
        self.ledger = Ledger(self._journal)
        """Hands out the photos; `run` uses it, and so may who has other computers do the work."""
        self.plan = self._agreed(plan)
        self._paused = ""
        self.pauses = 0
        """How many there have been: who looks now and then notices each."""
        self.by_hand = False
        """Whether somebody has asked for the present pause."""

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self._journal.path

    @property
    def items(self) -> tuple[Item, ...]:
        """All photos found, in the order of the work."""
        with self.ledger.news:
            return tuple(self.ledger.record.items)

    @property
    def found(self) -> bool:
        """Whether the photos have been found."""
        return self.ledger.record.found

    @property
    def finished(self) -> bool:
        """Whether all photos have been found and none waits or is at work."""
        return self.found and all(item.settled for item in self.items)

    @property
    def paused(self) -> str:
        """Why nothing goes on, a sentence; empty while it does."""
        return self._paused

    def find(self, job: Job) -> None:
        """Look for the photos and decide the names of their results; what the journal has is not looked for again.

        Raises GanstudioError where there are none, or the plan cannot be done.
        """
        if self.found:
            return
        check_pattern(self.plan.options.pattern)
        found = list(walk(self.plan, job))
        if not found:
            raise GanstudioError(self._nothing())
        with self._journal.opened():
            self.ledger.load()
            if self.found:  # by another program, meanwhile
                return
            started = date.today().isoformat()
            names = Names(self.plan, started, [each.source for each in found])
            lines = []
            for number, each in enumerate(found, 1):
                job.check()
                item = Item(each.source, names.planned(each, number), reason=each.problem)
                lines.append(record.found_line(item, each.bytes))
            self._journal.clear()
            self._journal.write(record.first_line(self.plan, started), *lines, {"found": len(lines)})
            self.ledger.load()

    def run(self, engine: Engine, job: Job, changed: Changed, paused: Paused) -> None:
        """Do all photos that wait; blocks until none does. `changed` gets each photo in its new state, in any thread;
        `paused` gets a sentence when the batch pauses, also by itself as when the disk is full, and "" when it goes on.
        Raises Cancelled, or GanstudioError where nothing can go on; a photo that fails is only recorded.
        """
        from ganstudio.batch.line import Line

        with self.at_work(engine.store, changed):
            Line(self, engine, job, paused).run()

    def pause(self, sentence: str = "") -> None:
        """Begin no more photos. The one at work is left, and done from its beginning after `resume`; but where a
        `sentence` says why the batch pauses by itself, it is finished."""
        self._set_paused(sentence or _("Paused."), by_hand=not sentence)

    def resume(self) -> None:
        """Go on."""
        self._set_paused("", by_hand=False)

    def retry(self, items: Iterable[Item]) -> None:
        """Let the failed ones among `items` wait again, for the `run` under way or the next one."""
        with self._journal.opened():
            self.ledger.retry(items)

    @contextmanager
    def at_work(self, store: Store, changed: Changed) -> Iterator[None]:
        """Inside, photos can be taken from the ledger and settled.

        Raises GanstudioError where the workflow cannot be done, or not with the models of the start.
        """
        with self._journal.opened():
            self.ledger.load()
            workflow.check(self.plan.workflow, store)
            self._pin(workflow.models(self.plan.workflow, store))
            begun = self.ledger.record.begun
            for folder in {Path(os.path.realpath(self.ledger.record.items[index].target)).parent for index in begun}:
                work.clean(folder)
            self.ledger.changed = changed
            try:
                yield
            finally:
                self.ledger.changed = nobody

    def _set_paused(self, sentence: str, *, by_hand: bool) -> None:
        with self.ledger.news:
            self.pauses += bool(sentence and not self._paused)
            self._paused, self.by_hand = sentence, by_hand
            self.ledger.news.notify_all()

    def _agreed(self, plan: Plan | None) -> Plan:
        recorded = self.ledger.record.plan
        if plan and recorded and plan != recorded:
            text = _("{name} belongs to a batch with other photos or settings; give the same ones, or remove the file.")
            raise GanstudioError(text.format(name=self.journal))
        agreed = recorded or plan
        if agreed is None:
            raise GanstudioError(_("{name} is no journal of a batch.").format(name=self.journal))
        return agreed

    def _pin(self, models: dict[str, str]) -> None:
        """The models of the start count until the end."""
        before = self.ledger.record.models
        if before is None:
            self._journal.write({"models": models})
            self.ledger.record.models = models
        elif before != models:
            changed = next(name for name in (*before, *models) if before.get(name) != models.get(name))
            text = _("The model {name} is not the one this batch began with; put it back, or start a new batch.")
            raise ModelError(text.format(name=changed))

    def _nothing(self) -> str:
        names = ", ".join(str(path) for path in self.plan.inputs)
        if self.plan.options.recursive:
            return _("There is no photo in {names}.").format(names=names)
        return _("There is no photo in {names}; subfolders are looked into only when asked for.").format(names=names)


def stopped(journal: Path) -> Batch | None:
    """The batch of this journal if photos are left to do; raises GanstudioError where it cannot be read."""
    batch = Batch(None, journal) if Journal(journal).lines() else None
    return batch if batch and batch.found and not batch.finished else None
