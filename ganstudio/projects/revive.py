"""Results that were not written down, computed again; and a history done anew from some step on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.errors import FileError, GanstudioError
from ganstudio.i18n import _
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.projects.file import Opened
from ganstudio.projects.parts import DAMAGED
from ganstudio.projects.record import Kept, Record
from ganstudio.tools import TOOLS
from ganstudio.tools.replay import Made, replay
from ganstudio.tools.tool import Context
from ganstudio.tools.workflow import Workflow, check_step

Read = Callable[[int], Photo | None]
"""What came out of the step of that number, from 1 on, as it was written down; None where it was not."""


def _nowhere(_number: int) -> Photo | None:
    return None


def _nobody(_number: int, _photo: Photo) -> None:
    """Waits for it."""


def complete(
    record: Record,
    engine: Engine,
    job: Job,
    *,
    read: Read = _nowhere,
    take: Callable[[int, Photo], None] = _nobody,
) -> tuple[Record, list[str]]:
    """`record` with all results that can be had: read, or computed from the one before; `take` gets each of those at
    once, with the number of its step. Also a sentence for each step that cannot be done again as it was."""
    kept, problems = list(record.steps), []
    before: Photo | None = record.original
    share = 1 / max(1, len(kept))
    for number, step in enumerate(record.steps, 1):
        part = job.part((number - 1) * share, share)
        photo = step.photo
        if photo is None:
            photo, problem = _found(number, step, before, Context(engine, part, background=True), read)
            problems += [problem] if problem else []
        if photo is not None and step.photo is None:
            kept[number - 1] = replace(step, photo=photo)
            take(number, photo)
        before = photo
    return replace(record, steps=tuple(kept)), problems


def seen(opened: Opened, engine: Engine, job: Job) -> Opened:
    """`opened` with the picture that it shows: where somebody has left that out of the file, it is computed.

    Raises FileError with the sentences on what is in the way.
    """
    record = opened.record
    if not record.position or record.steps[record.position - 1].photo:
        return opened
    record, problems = complete(record, engine, job, read=lambda number: opened.result(number, job))
    if record.steps[record.position - 1].photo is None:
        raise FileError(" ".join([_(DAMAGED).format(name=opened.project.path.name), *problems]))
    return replace(opened, record=record)


def remake(before: Photo, edits: Sequence[Edit], context: Context, *, first: int = 1) -> Made:
    """`edits` in a row, each with its own attachments and seed; `first` is the number of the first of them.

    Raises GanstudioError, naming the step, where one cannot be done: all that can be known of is asked beforehand.
    """
    for number, edit in enumerate(edits, first):
        with _naming(number, edit):
            check_step(edit, context.engine.store)
    made: Made = []
    photo, share = before, 1 / max(1, len(edits))
    for index, edit in enumerate(edits):
        part = replace(context, job=context.job.part(index * share, share))
        with _naming(first + index, edit):
            made += replay(photo, Workflow("", (edit,)), part)
        photo = made[-1][1]
    return made


def render(record: Record, engine: Engine, job: Job) -> Photo:
    """What `record` shows, computed from its original; raises GanstudioError, naming the step that cannot be done."""
    edits = [kept.edit for kept in record.steps[: record.position]]
    made = remake(record.original, edits, Context(engine, job))
    return made[-1][1] if made else record.original


def others(record: Record, engine: Engine) -> list[str]:
    """Sentences on the models of `record` that are other ones here, or not here at all."""
    problems = []
    for number, kept in enumerate(record.steps[: record.position], 1):
        problem = _other_model(number, kept.edit, engine)
        if problem:
            problems.append(problem)
    return problems


def can_redo(edit: Edit, engine: Engine) -> bool:
    """Whether the tool and the model of `edit` are here, as far as can be known without doing it."""
    try:
        check_step(edit, engine.store)
    except GanstudioError:
        return False
    return not _other_model(0, edit, engine)


def _found(number: int, step: Kept, before: Photo | None, context: Context, read: Read) -> tuple[Photo | None, str]:
    try:
        photo = read(number)
    except FileError:  # damaged; perhaps it can be computed
        photo = None
    if photo is not None or before is None:
        return photo, ""
    problem = _other_model(number, step.edit, context.engine)
    if problem:
        return None, problem
    try:
        photo = remake(before, [step.edit], context, first=number)[-1][1]
    except GanstudioError as error:
        return None, str(error)
    return (photo, "") if photo.size == step.size else (None, _unlike(number, step.edit))


def _other_model(number: int, edit: Edit, engine: Engine) -> str:
    """A sentence where the model that was used is another one here, or not here."""
    if not edit.model or not edit.sha256:
        return ""
    here = next((info for info in engine.store.list() if info.name == edit.model), None)
    if here and here.was(edit.sha256):
        return ""
    text = (
        _("Step {number} ({tool}) was made with another version of the model {model} than the one that is here.")
        if here
        else _("Step {number} ({tool}) was made with the model {model}, which is not here.")
    )
    return text.format(number=number, tool=_title(edit), model=edit.model)


@contextmanager
def _naming(number: int, edit: Edit) -> Iterator[None]:
    """What fails within is told with the step."""
    try:
        yield
    except GanstudioError as error:
        text = _("Step {number} ({tool}) cannot be done again: {reason}")
        raise GanstudioError(text.format(number=number, tool=_title(edit), reason=error)) from error


def _unlike(number: int, edit: Edit) -> str:
    text = _("Step {number} ({tool}) has another result here than it had.")
    return text.format(number=number, tool=_title(edit))


def _title(edit: Edit) -> str:
    return _(TOOLS[edit.tool].title) if edit.tool in TOOLS else edit.tool
