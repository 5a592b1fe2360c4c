"""The mask's actions: keys, and their place in the menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ganstudio.gui.actions import Action
from ganstudio.gui.mask.edits import MaskEdits
from ganstudio.gui.mask.kit import TOOLS
from ganstudio.gui.mask.section import MaskSection
from ganstudio.i18n import N_
from ganstudio.masks.selection import Selection

if TYPE_CHECKING:
    from ganstudio.gui.window import Window

KEYS = {
    "brush": ("B",),
    "eraser": ("E",),
    "rectangle": ("M",),
    "ellipse": ("Shift+M",),
    "lasso": ("Shift+L",),
    "wand": ("Shift+W",),
}
ICONS = {
    "brush": "brush",
    "eraser": "eraser",
    "rectangle": "square-dashed",
    "ellipse": "circle-dashed",
    "lasso": "lasso",
    "wand": "wand-sparkles",
}
_WHOLE = ("mask_all", "mask_none", "mask_invert")
_EDGE = ("mask_grow", "mask_shrink", "mask_feather")
_BRUSH = ("brush_larger", "brush_smaller", "brush_harder", "brush_softer")
MENU = (
    *("mask", "mask_shown", "-", *(f"mask:{tool}" for tool in TOOLS), "-", *_BRUSH, "-"),
    *(*_WHOLE, "-", *_EDGE, "-", "mask_load", "mask_save"),
)
"""Ids for the menu, "-" between."""


def mask_actions(window: Window) -> tuple[Action, ...]:
    """All of them."""
    return (*_switches(window), *_tools(window), *_brushes(window), *_edits(window))


def _section(window: Window) -> MaskSection:
    return window.panel.masks


def _working(window: Window) -> Callable[[], bool]:
    return lambda: _section(window).selection is not None


def _switches(window: Window) -> tuple[Action, ...]:
    def can_limit() -> bool:
        return window.has_photo() and window.panel.tool.masks in ("limits", "corrects")

    def load() -> None:
        _section(window).menu.load()

    def save() -> None:
        _section(window).menu.save()

    working = _working(window)
    return (
        Action(
            "mask",
            N_("Limit the tool to a mask"),
            lambda: _section(window).switch(),
            ("Q",),
            "circle-dashed",
            can_limit,
            lambda: _section(window).on,
        ),
        Action(
            "mask_shown",
            N_("Show the mask"),
            lambda: _section(window).switch_shown(),
            ("Ctrl+H",),
            "eye",
            working,
            lambda: window.kit.now.shown,
        ),
        Action("mask_load", N_("Load a mask…"), load, (), "folder-open", working),
        Action("mask_save", N_("Save the mask…"), save, (), "save", working),
    )


def _tools(window: Window) -> tuple[Action, ...]:
    def possible() -> bool:
        return window.has_photo() and window.panel.tool.masks != "none"

    def action(tool: str, title: str) -> Action:
        def take() -> None:
            _section(window).open()
            window.kit.put(tool=tool)

        def taken() -> bool:
            return _section(window).on and window.kit.now.tool == tool

        return Action(f"mask:{tool}", title, take, KEYS[tool], ICONS[tool], possible, taken)

    return tuple(action(tool, title) for tool, title in TOOLS.items())


def _brushes(window: Window) -> tuple[Action, ...]:
    kit, working = window.kit, _working(window)
    return (
        Action("brush_larger", N_("Larger brush"), lambda: kit.resize(True), ("]",), possible=working),
        Action("brush_smaller", N_("Smaller brush"), lambda: kit.resize(False), ("[",), possible=working),
        Action("brush_harder", N_("Harder brush"), lambda: kit.harden(True), ("Shift+]", "}"), possible=working),
        Action("brush_softer", N_("Softer brush"), lambda: kit.harden(False), ("Shift+[", "{"), possible=working),
    )


def _edits(window: Window) -> tuple[Action, ...]:
    kit, working = window.kit, _working(window)

    def act(do: Callable[[MaskEdits, Selection], None]) -> Callable[[], None]:
        return lambda: _section(window).act(do)

    def by(do: Callable[[MaskEdits, Selection, int], None]) -> Callable[[], None]:
        return act(lambda edits, selection: do(edits, selection, kit.now.by))

    return (
        Action("mask_all", N_("Mask everything"), act(MaskEdits.all), ("Ctrl+A",), "scan", working),
        Action("mask_none", N_("Mask nothing"), act(MaskEdits.none), ("Ctrl+D",), "square-dashed-x", working),
        Action("mask_invert", N_("Invert the mask"), act(MaskEdits.invert), ("Ctrl+Shift+I",), "contrast", working),
        Action("mask_grow", N_("Grow the mask"), by(MaskEdits.grow), (), "expand", working),
        Action("mask_shrink", N_("Shrink the mask"), by(MaskEdits.shrink), (), "shrink", working),
        Action("mask_feather", N_("Soften the mask's edge"), by(MaskEdits.feather), (), "feather", working),
    )
