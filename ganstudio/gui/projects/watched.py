"""A page of which is known how much is kept."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from ganstudio.gui.page import Page
from ganstudio.gui.projects.stamp import Stamp
from ganstudio.masks.mask import Area
from ganstudio.masks.selection import Selection
from ganstudio.projects.drawer import Drawer, Place

STROKE = 1.0
"""Seconds between two looks at a mask that is being painted: they take a moment of the window's time."""


@dataclass(frozen=True)
class State:
    """By which is known that a page has changed, at the cost of a few comparisons; it holds no pixels."""

    title: str
    path: Path | None
    dirty: bool
    limited: frozenset[str]
    stamp: Stamp

    def same(self, other: State) -> bool:
        """Whether nothing was done in between."""
        mine, theirs = ((each.title, each.path, each.dirty, each.limited) for each in (self, other))
        return mine == theirs and self.stamp.same(other.stamp)


class Watched:
    """Looked at again and again, so that nothing that changes a page needs to say so, and nothing can be forgotten."""

    def __init__(self, page: Page, drawer: Drawer | None = None) -> None:
        self.page = page
        self.drawer = drawer
        self.place: Place | None = None
        """Where it is known to stand."""
        self.kept: State | None = None
        """What is kept, or just being written."""
        self.fresh = True
        """Results may have come that are not stored."""
        self._selection: Selection | None = None
        self._touched = False
        self._begun = 0.0

    def news(self) -> State | None:
        """The state of now, where it is another than what is kept. What was only opened is in its file."""
        page, document = self.page, self.page.document
        self._follow(page.selection)
        state = State(page.title, document.path, document.dirty, frozenset(page.limited), page.stamp())
        touched = self._touched and not (page.selection.under_way and time.monotonic() < self._begun + STROKE)
        if self.kept is None:
            alone = document.steps or page.drafts or document.original.path is None
            new = touched or (page.unsaved if page.project else bool(alone))
        else:
            new = touched or not state.same(self.kept)
        return state if new else None

    def begin(self, state: State) -> None:
        """`state` is being written."""
        self.kept, self.fresh, self._touched, self._begun = state, True, False, time.monotonic()

    def touch(self, _area: Area | None = None) -> None:
        """Something has changed that `State` does not know: the mask, or how much is kept."""
        self._touched = True

    def _follow(self, selection: Selection) -> None:
        if selection is not self._selection:
            begun = self._selection is None and (selection.empty or self.page.project is not None)
            self._touched = self._touched or not begun
            self._selection = selection
            selection.changed.append(self.touch)
