"""What menus, toolbar and the page of shortcuts are made of: one table of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import _


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """`title` is marked. `possible` and `on` are asked anew whenever something has changed; `on` makes it a switch."""

    id: str
    title: str
    act: Callable[[], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    possible: Callable[[], bool] = _always
    on: Callable[[], bool] | None = None
    help: str = ""
    """What it does, where the title leaves that open; marked."""


@dataclass(frozen=True)
class Group:
    """A menu: ids of actions, "-" between. `title` is marked."""

    title: str
    ids: tuple[str, ...]


class Actions(QObject, Speaker):
    """The table come to life."""

    def __init__(self, table: Iterable[Action], menus: Iterable[Group], owner: QWidget) -> None:
        super().__init__(owner)
        self._table = {action.id: action for action in table}
        self._menus = tuple(menus)
        self._only: frozenset[str] | None = None
        self._made = {action.id: self._make(action, owner) for action in self._table.values()}
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def add(self, name: str, action: QAction) -> None:
        """One that is made elsewhere: a menu's own, a dock's."""
        self._made[name] = action

    def limit(self, names: frozenset[str] | None) -> None:
        """Only these can be done from now on; None: all."""
        self._only = names
        for name in self._made.keys() - self._table.keys():
            self._made[name].setEnabled(self._only is None or name in self._only)
        self.refresh()

    def refresh(self) -> None:
        """Ask anew what is possible and what is on."""
        for action in self._table.values():
            made = self._made[action.id]
            made.setEnabled((self._only is None or action.id in self._only) and action.possible())
            if action.on:
                made.setChecked(action.on())

    def fill_menus(self, bar: QMenuBar) -> None:
        """All menus."""
        for group in self._menus:
            menu = QMenu(bar)
            say(menu, group.title, "title")
            bar.addMenu(menu)
            for name in group.ids:
                if name == "-":
                    menu.addSeparator()
                else:
                    menu.addAction(self._made[name])

    def fill_toolbar(self, bar: QToolBar, names: Iterable[str]) -> None:
        """Buttons for `names`, "-" between."""
        for name in names:
            if name == "-":
                bar.addSeparator()
            else:
                bar.addAction(self._made[name])

    def shortcuts(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Menu → (title, keys) of all its actions that have keys; translated."""
        return [
            (_(group.title).replace("&", ""), rows)
            for group in self._menus
            if (rows := [self._row(name) for name in group.ids if name in self._table and self._table[name].keys])
        ]

    def speak(self) -> None:
        for action in self._table.values():
            self._hint(action, self._made[action.id])

    def _row(self, name: str) -> tuple[str, str]:
        action = self._table[name]
        shown = [QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in action.keys]
        return _(action.title).rstrip("…"), "   ".join(shown)

    def _make(self, action: Action, owner: QWidget) -> QAction:
        made = QAction(owner)
        say(made, action.title)
        made.setShortcuts([QKeySequence(keys) for keys in action.keys])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setAutoRepeat(action.id.startswith("zoom"))
        if action.icon:
            put_icon(made, action.icon)
        made.setCheckable(action.on is not None)
        made.triggered.connect(lambda: action.act())
        owner.addAction(made)
        self._hint(action, made)
        return made

    def _hint(self, action: Action, made: QAction) -> None:
        title, keys = self._row(action.id)
        name = f"{title} ({keys})" if keys else title
        made.setToolTip(f"{name}\n{_(action.help)}" if action.help else name)
