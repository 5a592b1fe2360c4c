"""The table of actions: what the user can do, by which keys, with which icon, in which menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDockWidget

from ganstudio.gui.actions import Action, Group
from ganstudio.gui.mask.actions import MENU as MASK_MENU
from ganstudio.gui.mask.actions import mask_actions
from ganstudio.gui.page import Page
from ganstudio.gui.tool_actions import menu_ids, tool_actions
from ganstudio.i18n import N_

if TYPE_CHECKING:
    from ganstudio.gui.window import Window

TOOLS_HERE = "tools"
"""Stands in a menu for all tools."""
WORKFLOWS = ("apply_workflow", "save_workflow", "workflows")
MENUS = (
    Group(
        N_("&File"),
        (
            "open",
            "recent",
            "-",
            "save",
            "save_project",
            "export",
            "batch",
            "-",
            "previous",
            "next",
            "-",
            "close",
            "quit",
        ),
    ),
    Group(N_("&Edit"), ("undo", "redo", "-", "copy", "paste", "-", "settings")),
    Group(
        N_("&View"),
        (
            *("fit", "actual", "zoom_in", "zoom_out", "-", "compare", "-"),
            *("palette", "names", "panel", "history", "strip", "-", "training", "models", "full_screen"),
        ),
    ),
    Group(N_("&Tools"), (TOOLS_HERE, "-", "preview", "run", "reset", "cancel", "-", *WORKFLOWS, "-", "random_faces")),
    Group(N_("&Mask"), MASK_MENU),
    Group(N_("&Help"), ("guide", "shortcuts", "-", "copy_report", "show_log", "-", "about")),
)
TOOLBAR = (
    *("open", "export", "-", "undo", "redo", "-", "zoom_out", "zoom_in", "fit", "actual", "-", "compare", "preview"),
)
TOOLBAR_RIGHT = ("strip", "history", "panel", "-", "settings")

_SAVE = N_("A project into its file; of any other photo the picture is exported")


def menus() -> tuple[Group, ...]:
    """MENUS, with the tools that are there."""
    spread = {TOOLS_HERE: menu_ids()}
    return tuple(
        Group(group.title, tuple(name for each in group.ids for name in spread.get(each, (each,)))) for group in MENUS
    )


def table(window: Window) -> tuple[Action, ...]:
    """All actions of `window`, but those that a menu brings along."""
    tools = (*tool_actions(window), *_tools(window), *mask_actions(window))
    return (*_files(window), *_edits(window), *_views(window), *tools, *_workflows(window), *_help(window))


def _files(window: Window) -> tuple[Action, ...]:
    commands, session, strip, projects = window.commands, window.session, window.stage.strip, window.projects

    def back() -> None:
        strip.step(-1)

    def forth() -> None:
        strip.step(1)

    def can_save() -> bool:
        project = session.current is not None and session.current.project is not None
        return projects.can_save() if project else window.idle()

    def several() -> bool:
        return session.current is not None and len(strip.paths) > 1

    return (
        Action("open", N_("Open…"), commands.ask_open, ("Ctrl+O",), "folder-open"),
        Action("save", N_("Save"), commands.save, ("Ctrl+S",), "save", can_save, help=_SAVE),
        Action("save_project", N_("Save project as…"), projects.save_as, ("Ctrl+Shift+S",), "save", projects.can_save),
        Action("export", N_("Export…"), commands.export, ("Ctrl+Shift+E",), "download", window.idle),
        Action("batch", N_("Batch…"), window.batches.show, ("Ctrl+B",), "layers"),
        Action("previous", N_("Previous photo"), back, ("PgUp", "Alt+Left"), "chevron-left", several),
        Action("next", N_("Next photo"), forth, ("PgDown", "Alt+Right"), "chevron-right", several),
        Action("close", N_("Close photo"), session.on_current(commands.close), ("Ctrl+W",), "x", window.has_photo),
        Action("quit", N_("Quit"), window.close, ("Ctrl+Q",), "log-out"),
    )


def _edits(window: Window) -> tuple[Action, ...]:
    commands, session = window.commands, window.session

    def undo(page: Page) -> None:
        if not window.panel.undo():
            page.document.undo()

    def redo(page: Page) -> None:
        if not window.panel.redo():
            page.document.redo()

    def whole() -> Page | None:
        """The current page, if it can be gone about in its history: no state is passed over that is still to come."""
        page = session.current
        return page if page and window.idle() and not page.reviving else None

    def can_undo() -> bool:
        page = whole()
        return (page is not None and page.document.can_undo) or window.panel.can_undo

    def can_redo() -> bool:
        page = whole()
        return (page is not None and page.document.can_redo) or window.panel.can_redo

    return (
        Action("undo", N_("Undo"), session.on_current(undo), ("Ctrl+Z",), "undo-2", can_undo),
        Action("redo", N_("Redo"), session.on_current(redo), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", can_redo),
        Action("copy", N_("Copy picture"), commands.copy, ("Ctrl+C",), "copy", window.has_photo),
        Action("paste", N_("Paste picture"), window.paste, ("Ctrl+V",), "clipboard-paste"),
        Action("settings", N_("Settings…"), commands.settings, ("Ctrl+,",), "settings"),
    )


def _switch(dock: QDockWidget) -> Callable[[], None]:
    return lambda: dock.setVisible(dock.isHidden())


def _seen(dock: QDockWidget) -> Callable[[], bool]:
    return lambda: not dock.isHidden()


def _views(window: Window) -> tuple[Action, ...]:
    stage, on, photo = window.stage, window.session.on_current, window.has_photo
    palette, panel, history = window.palette_dock, window.panel_dock, window.history_dock

    def fit(page: Page) -> None:
        page.canvas.fit()

    def actual(page: Page) -> None:
        page.canvas.actual_size()

    def larger(page: Page) -> None:
        page.canvas.zoom_in()

    def smaller(page: Page) -> None:
        page.canvas.zoom_out()

    def compare() -> None:
        stage.comparing = not stage.comparing

    def strip() -> None:
        stage.strip_wanted = not stage.strip_wanted

    return (
        Action("fit", N_("Whole photo"), on(fit), ("Ctrl+0",), "maximize", photo),
        Action("actual", N_("100 %"), on(actual), ("Ctrl+1",), "actual-size", photo),
        Action(
            "zoom_in", N_("Zoom in"), on(lambda page: page.canvas.zoom_in()), ("Ctrl++", "Ctrl+="), "zoom-in", photo
        ),
        Action("zoom_out", N_("Zoom out"), on(smaller), ("Ctrl+-",), "zoom-out", photo),
        Action(
            "compare",
            N_("Compare with the original"),
            compare,
            ("C",),
            "square-split-horizontal",
            photo,
            lambda: stage.comparing,
        ),
        Action("strip", N_("Film strip"), strip, ("F6",), "gallery-thumbnails", on=lambda: stage.strip_wanted),
        Action("palette", N_("Tool palette"), _switch(palette), ("F5",), "panel-left", on=_seen(palette)),
        Action("names", N_("Names of the tools"), window.tools.switch_names, ("Shift+F5",), on=window.tools.named),
        Action("panel", N_("Tool panel"), _switch(panel), ("F7",), "panel-right", on=_seen(panel)),
        Action("history", N_("History"), _switch(history), ("F8",), "history", on=_seen(history)),
        Action(
            "training",
            N_("Trainings"),
            window.trainings.switch,
            ("Ctrl+T",),
            "graduation-cap",
            on=lambda: window.trainings.shown,
        ),
        Action(
            "models",
            N_("Models"),
            window.library.switch,
            ("Ctrl+Shift+L",),
            "library",
            on=lambda: window.library.shown,
        ),
        Action(
            "full_screen", N_("Full screen"), window.switch_full_screen, ("F11",), "fullscreen", on=window.isFullScreen
        ),
    )


def _tools(window: Window) -> tuple[Action, ...]:
    work = window.work

    def at_work() -> bool:
        return work.page is not None

    def preview() -> None:
        window.panel.preview.click()

    def can_preview() -> bool:
        return window.panel.can_preview

    def reset() -> None:
        window.panel.reset()

    return (
        Action(
            "preview",
            N_("Live preview"),
            preview,
            ("P",),
            "eye",
            can_preview,
            lambda: window.panel.previewed,
        ),
        Action(
            "run", N_("Run or apply"), window.run, ("Ctrl+Return", "Ctrl+Enter"), "play", lambda: window.panel.ready
        ),
        Action("reset", N_("Reset"), reset, ("Ctrl+Shift+R",), "rotate-ccw", lambda: window.panel.altered),
        Action("cancel", N_("Cancel"), work.cancel, ("Esc",), "square", at_work),
        Action("random_faces", N_("Random faces…"), window.explorer.show, ("Ctrl+Alt+F",), "dices"),
    )


def _workflows(window: Window) -> tuple[Action, ...]:
    flows = window.workflows

    def can_save() -> bool:
        return flows.can_save

    return (
        Action("save_workflow", N_("Save history as workflow…"), flows.save_history, (), "bookmark", can_save),
        Action("workflows", N_("Workflows…"), flows.show, (), "library"),
    )


def _help(window: Window) -> tuple[Action, ...]:
    return (
        Action("guide", N_("User guide"), window.guide.show, ("F1",), "circle-question-mark"),
        Action("shortcuts", N_("Keyboard shortcuts"), window.show_shortcuts, ("Shift+F1",), "keyboard"),
        Action("copy_report", N_("Copy report"), window.reports.copy, (), "copy"),
        Action("show_log", N_("Show log"), window.reports.show_log, (), "book-open"),
        Action("about", N_("About ganstudio"), window.show_about, (), "info"),
    )
