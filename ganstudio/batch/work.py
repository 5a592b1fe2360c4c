"""The work on one photo, in its three parts: read, edit, write. Any thread, process or computer can do it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ganstudio.batch.plan import Plan
from ganstudio.errors import FileError, GanstudioError
from ganstudio.i18n import _
from ganstudio.image.export import ExportOptions, check_export, format_for
from ganstudio.image.files import look, open_photo, save_photo, upright_size
from ganstudio.image.photo import Photo
from ganstudio.log import write_bug
from ganstudio.tools import workflow
from ganstudio.tools.tool import Context, Size


@dataclass(frozen=True)
class Work:
    """One photo to do."""

    source: Path
    target: Path
    replace: bool
    """Whether what has the name of the result may be replaced: it is ours, or the plan says so."""


def needed(work: Work, plan: Plan) -> int:
    """About how many bytes the photo and its results take, from the header; raises GanstudioError for what is known
    then already: no picture, too large, a size that a step or the format cannot do."""
    size = upright_size(work.source, limit_megapixels=plan.limit_megapixels)
    depth = look(work.source, limit_megapixels=plan.limit_megapixels).depth
    sizes = [size]
    for edit in plan.workflow.edits:
        sizes.append(workflow.output_size(sizes[-1], replace(plan.workflow, edits=(edit,))))
    check_export(sizes[-1], options(work, plan))
    return sum(_area(size) for size in (size, max(sizes, key=_area))) * 4 * (2 if depth > 8 else 1)


def read(work: Work, plan: Plan) -> Photo:
    """The photo; raises FileError."""
    return open_photo(work.source, limit_megapixels=plan.limit_megapixels)


def edit(photo: Photo, plan: Plan, context: Context) -> Photo:
    """The result; raises GanstudioError or Cancelled."""
    return workflow.run(photo, plan.workflow, context)


def write(result: Photo, work: Work, plan: Plan) -> None:
    """Whole or not at all; folders are made. Raises DiskFull or FileError."""
    try:
        work.target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(
            _("The folder {name} cannot be made: {reason}.").format(name=work.target.parent, reason=reason)
        ) from error
    save_photo(result, work.target, options(work, plan), overwrite=work.replace)


def options(work: Work, plan: Plan) -> ExportOptions:
    """How the result is written: in the format that its name says."""
    return replace(plan.export, format=format_for(work.target))


def reason(error: Exception) -> str:
    """The sentence for a photo that failed. A bug is written down, and does not stop the other photos."""
    if isinstance(error, GanstudioError):
        return str(error)
    if isinstance(error, MemoryError):
        return _("There is too little memory for this photo.")
    return write_bug(error)


def clean(folder: Path) -> None:
    """Remove the half-written files that a killed program left in `folder`."""
    try:
        leftovers = [entry.path for entry in os.scandir(folder) if _is_part(entry.name)]
    except OSError:
        return
    for path in leftovers:
        with suppress(OSError):
            os.unlink(path)


def _is_part(name: str) -> bool:
    return name.startswith(".ganstudio-") and name.endswith(".part")


def _area(size: Size) -> int:
    return size[0] * size[1]
