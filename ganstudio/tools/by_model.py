"""From a model to the tool that uses it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.params import model_field
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Tool


def tool_for(task: str) -> Tool | None:
    """The first tool that uses models of this task; None: none does."""
    return next((tool for tool in TOOLS.values() if model_field(tool.params, task)), None)


def params_with(tool: Tool, params: Any, info: ModelInfo) -> Any:
    """`params` with that model, and with what makes it count; as they are where the tool uses no such model."""
    field = model_field(tool.params, info.task)
    if field is None:
        return params
    values: dict[str, Any] = {name: wanted[0] for name, wanted in (field.when or {}).items()}
    return replace(params, **{field.name: info.name}, **values)
