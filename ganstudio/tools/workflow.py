"""A workflow: edits in a row, kept in a readable file, done to any photo."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganstudio import atomic
from ganstudio.errors import FileError, GanstudioError
from ganstudio.i18n import _
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.params import fields, from_json
from ganstudio.tools import TOOLS
from ganstudio.tools.limited import ATTACHED, check_attached, check_mask, do
from ganstudio.tools.tool import Context, Size, Tool

if TYPE_CHECKING:
    from ganstudio.engine.store import ModelInfo, Store
    from ganstudio.image.document import Document

KIND = "workflow"
VERSION = 1
SUFFIX = ".json"
_SIDES = tuple(2**power for power in range(4, 18))


@dataclass(frozen=True)
class Workflow:
    """What is done to each photo, in this order. Without edits a photo stays as it is, and is only written anew."""

    name: str
    edits: tuple[Edit, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they stand in the file."""
        return {"ganstudio": KIND, "version": VERSION, "name": self.name, "steps": [e.to_json() for e in self.edits]}

    @classmethod
    def from_json(cls, values: Any) -> Workflow:
        """The workflow `to_json` wrote; raises GanstudioError for anything else, and for what a newer version wrote."""
        if not isinstance(values, dict) or values.get("ganstudio") != KIND:
            raise GanstudioError(_("this is no workflow"))
        if values.get("version") != VERSION:
            raise GanstudioError(_("it was made by another version of ganstudio"))
        name, steps = values.get("name"), values.get("steps")
        if not isinstance(name, str) or not isinstance(steps, list):
            raise GanstudioError(_("it is damaged"))
        return cls(name, tuple(Edit.from_json(step) for step in steps))


def save(workflow: Workflow, path: Path) -> None:
    """Write `workflow` whole or not at all, replacing what was there; raises FileError."""
    text = json.dumps(workflow.to_json(), indent=2, ensure_ascii=False) + "\n"
    try:
        atomic.write_text(path, text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(_("{name} cannot be written: {reason}.").format(name=path, reason=reason)) from error


def load(path: Path) -> Workflow:
    """The workflow in the file `path`; raises FileError for what is none. Its tools are asked by `check`."""
    try:
        return Workflow.from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(_("{name} cannot be read: {reason}.").format(name=path, reason=reason)) from error
    except (ValueError, RecursionError):  # not JSON, or not text at all
        reason = _("this is no workflow")
    except GanstudioError as error:
        reason = str(error)
    raise FileError(_("The workflow {name} cannot be used: {reason}.").format(name=path, reason=reason.rstrip(".")))


def of_document(document: Document, name: str) -> Workflow:
    """What has been done to the open photo; steps taken back are left out."""
    return Workflow(name, tuple(step.edit for step in document.steps[: document.position]))


def check(workflow: Workflow, store: Store) -> list[str]:
    """Refuse beforehand what could not be done to any photo; gives sentences about what may come out otherwise.

    Raises GanstudioError for an unknown tool, a parameter out of range, a model that is not there, and for a step that
    lacks what only a person can give.
    """
    warnings: list[str] = []
    for number, edit in enumerate(workflow.edits, 1):
        try:
            warnings += check_step(edit, store)
        except GanstudioError as error:
            text = _("Step {number} of {name}: {reason}")
            raise type(error)(text.format(number=number, name=workflow.name, reason=error)) from error
    return warnings


def output_size(size: Size, workflow: Workflow) -> Size:
    """(width, height) of the result for a photo of `size`; raises GanstudioError where a step cannot be done to it, as
    where a mask was drawn for a photo of another size."""
    for edit in workflow.edits:
        tool = tool_of(edit)
        check_mask(tool, size, edit.attachments)
        size = tool.output_size(size, params_of(edit))
    return size


def run(photo: Photo, workflow: Workflow, context: Context) -> Photo:
    """All steps, each with its own seed and an equal share of the job."""
    share = 1 / max(1, len(workflow.edits))
    for index, edit in enumerate(workflow.edits):
        part = context.job.part(index * share, share)
        photo = do(
            tool_of(edit),
            photo,
            params_of(edit),
            replace(context, job=part, seed=edit.seed, attachments=edit.attachments),
        )
    context.job.progress(1)
    return photo


def tool_of(edit: Edit) -> Tool:
    """The tool of a step; raises GanstudioError where there is none of that name."""
    if edit.tool not in TOOLS:
        raise GanstudioError(
            _("There is no tool called {name} in this version; there are: {names}.").format(
                name=edit.tool, names=", ".join(TOOLS)
            )
        )
    return TOOLS[edit.tool]


def params_of(edit: Edit) -> Any:
    """The parameters of a step. Where none names a model, the recorded one counts: it made the result once."""
    tool = tool_of(edit)
    values = dict(edit.params)
    models = [field.name for field in fields(tool.params) if field.kind == "model"]
    if edit.model and len(models) == 1 and not values.get(models[0]):
        values[models[0]] = edit.model
    return from_json(tool.params, values)


def models(workflow: Workflow, store: Store) -> dict[str, str]:
    """Name → SHA-256 of all models that the workflow may use; which one may depend on a photo's size."""
    used = {}
    for edit in workflow.edits:
        tool, params = tool_of(edit), params_of(edit)
        if tool.model:
            for side in _SIDES:
                info = tool.model((side, side), params, store)
                if info:
                    used[info.name] = info
    return {name: info.sha256 for name, info in sorted(used.items())}


def named_models(tool: Tool, params: Any, store: Store) -> list[ModelInfo]:
    """The models that `params` name; none where the tool does without, as by another method. Raises ModelError where
    one is not there."""
    smallest = _SIDES[0], _SIDES[0]
    if tool.model and tool.model(smallest, params, store) is None:
        return []
    return [store.find(getattr(params, field.name), field.task) for field in fields(params) if field.kind == "model"]


def check_step(edit: Edit, store: Store) -> list[str]:
    """As `check`, of a step that stands in no workflow."""
    tool, params = tool_of(edit), params_of(edit)
    missing = [name for name in tool.needs if name not in edit.attachments]
    if missing:
        raise GanstudioError(
            _("{tool} needs what only a person can give for each photo ({names}); leave this step out.").format(
                tool=_(tool.title), names=", ".join(_(ATTACHED.get(name, name)) for name in missing)
            )
        )
    check_attached(edit.attachments)
    for info in named_models(tool, params, store):
        if edit.sha256 and info.name == edit.model and not info.was(edit.sha256):
            return [
                _("The model {name} is another one than the workflow was made with; results may differ.").format(
                    name=info.name
                )
            ]
    return []
