"""Which results are worth their bytes on the disk: those that take long to compute, or need a model."""

from __future__ import annotations

from dataclasses import replace

from ganstudio.image.edit import Edit
from ganstudio.projects.record import Record
from ganstudio.tools import TOOLS


def lean(record: Record) -> Record:
    """`record` without the results that are computed again as fast as they are read; the current one stays."""
    steps = tuple(
        kept if number == record.position or costly(kept.edit) else replace(kept, photo=None)
        for number, kept in enumerate(record.steps, 1)
    )
    return replace(record, steps=steps)


def costly(edit: Edit) -> bool:
    """Whether the step takes longer than a click; one that is not known here may take for ever."""
    return bool(edit.model) or edit.tool not in TOOLS or not TOOLS[edit.tool].instant
