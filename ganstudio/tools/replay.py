"""A workflow on the open photo: all its steps as one piece of work, each a step of the history."""

from __future__ import annotations

from dataclasses import replace

from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.tools.tool import Context
from ganstudio.tools.workflow import Workflow, params_of, run, tool_of

Made = list[tuple[Edit, Photo]]
"""Steps in their order, each with its result."""


def replay(photo: Photo, workflow: Workflow, context: Context) -> Made:
    """Every step with its result; nothing is kept where it is cancelled or fails on the way."""
    made: Made = []
    share = 1 / max(1, len(workflow.edits))
    for number, edit in enumerate(workflow.edits):
        part = context.job.part(number * share, share)
        used = _recorded(edit, photo, context)
        photo = run(photo, replace(workflow, edits=(edit,)), replace(context, job=part))
        made.append((used, photo))
    return made


def _recorded(edit: Edit, photo: Photo, context: Context) -> Edit:
    """The step as it is noted in the history: with the model that is used here."""
    tool = tool_of(edit)
    info = tool.model(photo.size, params_of(edit), context.engine.store) if tool.model else None
    return replace(edit, model=info.name, sha256=info.sha256) if info else edit
