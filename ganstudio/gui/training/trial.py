"""A model that is still being trained, tried on the photo that is open: it is lent to the tool's panel."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from ganstudio.engine.modelfile import ModelInfo, read_info
from ganstudio.gui.panel.panel import ToolPanel
from ganstudio.gui.training.words import spaced
from ganstudio.i18n import _
from ganstudio.params import Field, fields
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Tool


def tool_for(task: str) -> Tool | None:
    """The first tool that uses models of this task; None: none does."""
    return next((tool for tool in TOOLS.values() if _field(tool, task)), None)


def lent(path: Path, title: str) -> ModelInfo:
    """What the model in `path` says of itself, under a name of its own: other points of the same run are others."""
    info = read_info(path)
    step = int(path.stem) if path.stem.isdigit() else 0
    name = re.sub(r"[^a-z0-9.]+", "-", f"{title.lower()}-{step or 'end'}").strip("-.")[-48:].strip("-.")
    told = _("{title}, step {n} (on trial)") if step else _("{title} (on trial)")
    return replace(info, name=f"trial-{name}", title=told.format(title=title, n=spaced(step)))


def put(panel: ToolPanel, info: ModelInfo, *, previewed: bool) -> None:
    """Choose the model in `panel`, and what makes it count there; `previewed`: show what it does."""
    panel.put_params(params_with(panel.tool, panel.params, info))
    if previewed and panel.can_preview:
        panel.preview.setChecked(True)


def params_with(tool: Tool, params: Any, info: ModelInfo) -> Any:
    """`params` with that model; what it is for is asked of `tool_for`."""
    field = _field(tool, info.task)
    if field is None:
        return params
    values: dict[str, Any] = {name: wanted[0] for name, wanted in (field.when or {}).items()}
    return replace(params, **{field.name: info.name}, **values)


def _field(tool: Tool, task: str) -> Field | None:
    return next((field for field in fields(tool.params) if field.kind == "model" and field.task == task), None)
