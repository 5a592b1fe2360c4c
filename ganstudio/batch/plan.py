"""What a batch shall do. It is written down at the start and counts until the end, whatever is changed meanwhile."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ganstudio.errors import GanstudioError
from ganstudio.i18n import N_, _
from ganstudio.image.export import FORMATS, ExportOptions
from ganstudio.params import choice, flag, from_json, text, to_json
from ganstudio.tools.workflow import Workflow


@dataclass(frozen=True)
class BatchOptions:
    """How photos are found and results are called."""

    pattern: str = text(
        "{name}_{tool}",
        title=N_("Names"),
        help=N_("Of the results; {name}, {tool}, {scale}, {number}, {date} and {parent} are filled in"),
    )
    format: str = choice(
        "same",
        {"same": N_("As the photo, where it can be written"), **{name: kind.title for name, kind in FORMATS.items()}},
        title=N_("Format"),
        help=N_("Photos whose kind cannot be written become PNG"),
    )
    existing: str = choice(
        "number",
        {
            "number": N_("Keep both, add a number"),
            "skip": N_("Skip the photo"),
            "replace": N_("Replace the result"),
        },
        title=N_("Where a result exists"),
        help=N_("Photos that are read are never replaced"),
    )
    recursive: bool = flag(False, title=N_("Subfolders too"), help=N_("The results stand in the same subfolders"))


@dataclass(frozen=True)
class Plan:
    """All that is decided before the start. Paths are made absolute."""

    inputs: tuple[Path, ...]
    """Files and folders."""
    output: Path | None
    """Folder of the results; None puts each beside its photo."""
    workflow: Workflow
    options: BatchOptions = field(default_factory=BatchOptions)
    export: ExportOptions = field(default_factory=ExportOptions)
    """How results are written; `options.format` counts, not the format in here."""

    limit_megapixels: int = 500
    """Larger photos are refused."""

    def __post_init__(self) -> None:
        # The batch may go on from another working directory; `..` must not lead out of the output folder.
        object.__setattr__(self, "inputs", tuple(dict.fromkeys(Path(os.path.abspath(path)) for path in self.inputs)))
        object.__setattr__(self, "output", self.output and Path(os.path.abspath(self.output)))

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "inputs": [str(path) for path in self.inputs],
            "output": str(self.output) if self.output else None,
            "workflow": self.workflow.to_json(),
            "options": to_json(self.options),
            "export": to_json(self.export),
            "limit_megapixels": self.limit_megapixels,
        }

    @classmethod
    def from_json(cls, values: Any) -> Plan:
        """The plan `to_json` wrote; raises GanstudioError for anything else."""
        try:
            return cls(
                tuple(Path(path) for path in values["inputs"]),
                Path(values["output"]) if values["output"] else None,
                Workflow.from_json(values["workflow"]),
                from_json(BatchOptions, values["options"]),
                from_json(ExportOptions, values["export"]),
                int(values["limit_megapixels"]),
            )
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            raise GanstudioError(_("This is no plan of a batch: {text}").format(text=str(values)[:80])) from error
