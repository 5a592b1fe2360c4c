"""The tools as actions: how they are grouped, and by which keys they are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganstudio.gui.actions import Action
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import GROUPS, Tool

if TYPE_CHECKING:
    from ganstudio.gui.window import Window

KEYS = {
    "upscale": ("U",),
    "light": ("L",),
    "levels": ("Ctrl+L",),
    "curves": ("Ctrl+M",),
    "white-balance": ("W",),
    "colour": ("Ctrl+U",),
    "sharpen": ("S",),
    "denoise": ("N",),
    "vignette": ("V",),
    "inpaint": ("J",),
    "repair": ("Shift+J",),
    "extend": ("Shift+X",),
    "insert": ("I",),
    "colorize": ("K",),
    "style": ("Y",),
    "crop": ("R", "Shift+C"),
    "straighten": ("A",),
    "rotate": ("Shift+R",),
    "flip": ("Shift+F",),
    "resize": ("Ctrl+Alt+I",),
}
"""Tool → keys that other editors use for it, where they agree; else a letter. Others have none."""


def grouped() -> list[tuple[str, list[Tool]]]:
    """(marked title, tools) of each group that has tools, in the order of GROUPS."""
    groups = [(title, [tool for tool in TOOLS.values() if tool.group == name]) for name, title in GROUPS.items()]
    return [(title, tools) for title, tools in groups if tools]


def action_id(tool: Tool) -> str:
    """The action that chooses `tool`."""
    return f"tool:{tool.id}"


def menu_ids() -> tuple[str, ...]:
    """All tools for a menu, "-" between their groups."""
    lists = [["-", *(action_id(tool) for tool in tools)] for _title, tools in grouped()]
    return tuple(name for names in lists for name in names)[1:]


def tool_actions(window: Window) -> tuple[Action, ...]:
    """One action for each tool, which chooses it."""
    return tuple(_action(window, tool) for _title, tools in grouped() for tool in tools)


def _action(window: Window, tool: Tool) -> Action:
    def choose() -> None:
        window.choose(tool.id)

    def chosen() -> bool:
        return window.panel.tool.id == tool.id

    keys = KEYS.get(tool.id, ())
    return Action(action_id(tool), tool.title, choose, keys, tool.icon, on=chosen, help=tool.summary)
