"""A tool at work on a page: one at a time, beside the window."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ganstudio.engine.job import Job, time_left
from ganstudio.gui.page import Page
from ganstudio.gui.projects.stamp import Changing
from ganstudio.gui.studio import Studio
from ganstudio.gui.worker import Task, Work
from ganstudio.image.edit import Edit
from ganstudio.params import to_json
from ganstudio.projects.revive import remake
from ganstudio.tools import TOOLS
from ganstudio.tools.limited import do
from ganstudio.tools.replay import Made, replay
from ganstudio.tools.tool import Context, Tool
from ganstudio.tools.workflow import Workflow

PATIENCE = 300
"""Milliseconds that a tool without a network is at work before progress is shown: shorter, it would only flicker."""


@dataclass(frozen=True)
class _Under:
    """What is going on."""

    page: Page
    task: Task
    began: float


class ToolWork(QObject):
    """Runs a tool and puts its result into the page's document."""

    changed = Signal()
    """Begun, slow, or over in whatever way."""
    applied = Signal(object, object)
    """The page has its result, as the edit says; the work is not over yet, so that nothing is previewed in between."""
    done = Signal(object)
    """All is over, and the page has its result."""
    progressed = Signal(float, str)
    """The share done, and a sentence: what is going on, how long it will take."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._under: _Under | None = None
        self.slow = False
        """At work for so long that progress shall be seen."""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._lose_patience)

    @property
    def page(self) -> Page | None:
        """The page at work on."""
        return self._under.page if self._under else None

    def start(
        self, page: Page, tool: Tool, params: Any, attachments: Mapping[str, Any] | None = None, seed: int = 0
    ) -> None:
        """Begin; not while another is at work. Where an old step of the same tool is being changed, it is that."""
        changing = page.changing
        if changing and changing.going_on(page.document) and changing.step.edit.tool == tool.id:
            edit = Edit(tool.id, to_json(params), seed=changing.step.edit.seed, attachments=attachments or {})
            self._change(page, changing, edit)
            return
        engine, photo, attached = self._studio.engine, page.document.photo, dict(attachments or {})

        def work(job: Job) -> Made:
            used = tool.model(photo.size, params, engine.store) if tool.model else None
            result = do(tool, photo, params, Context(engine, job, seed, attachments=attached))
            name, sha256 = (used.name, used.sha256) if used else ("", "")
            return [(Edit(tool.id, to_json(params), name, sha256, seed, attached), result)]

        self._begin(page, work, slow=tool.model is not None)

    def again(self, page: Page) -> None:
        """The last step once more with the next seed, in its own place; not while a tool is at work."""
        engine, last = self._studio.engine, page.document.last
        if not last:
            return
        edit, before = replace(last[0], seed=last[0].seed + 1), last[1]

        def work(job: Job) -> Made:
            return replay(before, Workflow("", (edit,)), Context(engine, job))

        self._begin(page, work, slow=bool(edit.model), put=lambda made: page.document.replace(*made[0]))

    def replay(self, page: Page, workflow: Workflow) -> None:
        """All steps of `workflow`, or, where it is cancelled or fails, none; not while a tool is at work."""
        engine, photo = self._studio.engine, page.document.photo
        slow = any(edit.model for edit in workflow.edits)
        self._begin(page, lambda job: replay(photo, workflow, Context(engine, job)), slow=slow)

    def _change(self, page: Page, changing: Changing, edit: Edit) -> None:
        """`edit` in the place of an old step, and all that was done after it once more; or, where it is cancelled or
        fails, nothing."""
        engine, document, photo = self._studio.engine, page.document, page.document.photo
        edits = [edit, *changing.later(document)]

        def put(made: Made) -> None:
            document.rewrite(changing.number - 1, made, back=changing.end)

        self._begin(
            page,
            lambda job: remake(photo, edits, Context(engine, job), first=changing.number),
            slow=any(TOOLS[each.tool].model is not None for each in edits if each.tool in TOOLS),
            put=put,
        )

    def _begin(self, page: Page, work: Work[Made], *, slow: bool, put: Callable[[Made], None] | None = None) -> None:
        if self._under:
            return

        def apply(made: Made) -> None:
            for edit, photo in made:
                if photo.pixels is not page.document.photo.pixels:  # values may be set and change nothing
                    page.document.apply(edit, photo)

        def done(made: Made) -> None:
            (put or apply)(made)
            for edit, _photo in made[:1] if put else made:
                self.applied.emit(page, edit)
            self._end()
            self.done.emit(page)

        def failed(sentence: str) -> None:
            self._end()
            self._studio.told.emit(sentence)

        # A preview is of less use than the result, and would be waited for.
        self._studio.runner.cancel("preview")
        task = self._studio.runner.submit(work, done=done, failed=failed, progress=self._progress, cancelled=self._end)
        self._under = _Under(page, task, time.monotonic())
        self.slow = slow
        self._patience.start()
        page.busy = True
        self.changed.emit()

    def cancel(self) -> None:
        """Stop; the window is free at once."""
        if self._under:
            self._under.task.cancel()

    def _end(self) -> None:
        under, self._under = self._under, None
        self.slow = False
        self._patience.stop()
        if under:
            under.page.busy = False
        self.changed.emit()

    def _lose_patience(self) -> None:
        self.slow = True
        self.changed.emit()

    def _progress(self, done: float, text: str) -> None:
        if self._under:
            took = time.monotonic() - self._under.began
            self.progressed.emit(done, "  ·  ".join(part for part in (text, time_left(took, done)) if part))
