"""A step in words: its tool, and what it was told to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.image.edit import Edit
from ganstudio.params import Field, fields, from_json
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Tool


def title_of(edit: Edit) -> str:
    """The name of the step's tool, translated; its id where this version knows no such tool."""
    tool = TOOLS.get(edit.tool)
    return _(tool.title) if tool else edit.tool


def icon_of(edit: Edit) -> str:
    """The name of the step's icon."""
    return TOOLS[edit.tool].icon if edit.tool in TOOLS else "sparkles"


def facts_of(edit: Edit, store: Store) -> str:
    """The parameters that make a difference, translated: "Factor 2  ·  Strength 80 %"; why not where they are wrong."""
    tool = TOOLS.get(edit.tool)
    if not tool:
        return _("This version of the program has no such tool.")
    try:
        params = from_json(tool.params, edit.params)
    except GanstudioError as error:
        return str(error)
    return "  ·  ".join(_facts(tool, params, store)) or _("changes nothing yet")


def _facts(tool: Tool, params: Any, store: Store) -> Iterator[str]:
    """What an instant tool leaves at its default changes nothing."""
    for field in fields(tool.params):
        value = getattr(params, field.name)
        if field.counts(params) and not (tool.instant and value == field.default):
            told = _told(field, value, store)
            if told:
                yield told


def _told(field: Field, value: Any, store: Store) -> str:
    title = _(field.title)
    match field.kind:
        case "number" | "integer":
            share = field.kind == "number" and (field.low, field.high) == (0, 1)
            return f"{title} {100 * value:.0f} %" if share else f"{title} {value:g}"
        case "choice":
            return _(field.choices[value])
        case "flag":
            return title if value else ""
        case "model":
            known = {info.name: _(info.title) for info in store.list(field.task)}
            return known.get(value, str(value))
        case "curve":
            return title if value != field.default else ""
    return f"{title} {value}" if value else ""
