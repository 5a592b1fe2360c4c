"""The form of colorize: what the photo is, its dabs, proposals to choose from."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from ganstudio.errors import GanstudioError, ModelError
from ganstudio.gui.dabs.board import Board
from ganstudio.gui.dabs.laid import Laid
from ganstudio.gui.dabs.note import Kind, Note
from ganstudio.gui.dabs.proposals import ProposalsEditor
from ganstudio.gui.dabs.row import DabsRow
from ganstudio.gui.dabs.trial import Trial, Wanted
from ganstudio.gui.page import Page
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.white_balance import COLD_TO_WARM, groove
from ganstudio.i18n import _
from ganstudio.image.cast import cast
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.params import from_json
from ganstudio.tools.colorize import PROPOSALS, TASK, TOOL, ColorizeParams
from ganstudio.tools.colouring import takes_dabs
from ganstudio.tools.dabs import DABS


class ColorizeForm(Form):
    """Each page has dabs of its own. They go when the photo was coloured by them, and come back when that is undone."""

    def __init__(self, kind: type[ColorizeParams], **how: Any) -> None:
        make = {**(how.get("make") or {}), "proposal": ProposalsEditor}
        super().__init__(kind, **how | {"make": make, "skip": ("recolour",)})
        self._page: Page | None = None
        self._photo: Photo | None = None
        self._masking = False
        self._cast = ""
        self._pages: WeakKeyDictionary[Page, Laid] = WeakKeyDictionary()
        self.note, self.row, self.board = Note(), DabsRow(), Board(self)
        self._trial = Trial(PROPOSALS + 1, self._show_proposal, self)
        self._lay_out()
        self.board.changed.connect(self._show_count)
        self.board.edited.connect(self._changed)
        self.note.deed.clicked.connect(self._decide)
        self.note.anew.clicked.connect(self._turn)
        self.row.clear.clicked.connect(self.board.clear)
        self.row.setting.toggled.connect(self._show)
        self._show()

    # What there is

    @property
    def page(self) -> Page | None:
        """The one that is worked on."""
        return self._page

    @property
    def attachments(self) -> Mapping[str, Any]:
        return {DABS: self.board.dabs} if self.board.dabs else {}

    @property
    def picking(self) -> bool:
        return self._masking and self.row.setting.isChecked()

    @property
    def idle(self) -> str:
        kind = self.note.kind
        if kind is Kind.COLOUR:
            return _("Say above whether this photo shall be coloured anew.")
        return _("There is nothing more to colour.") if kind is Kind.DONE else ""

    @property
    def can_undo(self) -> bool:
        return self.board.can_undo

    @property
    def can_redo(self) -> bool:
        return self.board.can_redo

    def undo(self) -> bool:
        return self.board.undo()

    def redo(self) -> bool:
        return self.board.redo()

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self._there.recolour = params.recolour
        self._show()

    # What follows

    def revive(self, page: Page, edit: Edit) -> None:
        params = from_json(ColorizeParams, edit.params)
        super().set_params(params)
        self._pages[page] = Laid.revived(page.document, edit.attachments.get(DABS, ()), recolour=params.recolour)

    def forget(self, page: Page) -> None:
        super().forget(page)
        self._pages.pop(page, None)

    def show_page(self, page: Page | None) -> None:
        super().show_page(page)
        if self._page:
            self._page.changed.disconnect(self._show)
        self._page = page
        if page:
            page.changed.connect(self._show)
        self._base = replace(self._base, recolour=self._there.recolour)

    def show_photo(self, photo: Photo | None) -> None:
        super().show_photo(photo)
        self._photo = photo
        if photo:
            self._cast = "grey" if photo.meta.grey else cast(photo.pixels)
        back = self._there.follow(self._page.document) if self._page and photo else None
        if back:
            with contextlib.suppress(GanstudioError):  # of another version, in a project
                self.set_params(from_json(ColorizeParams, back.edit.params))
        self._base = replace(self._base, recolour=self._there.recolour)
        self._show()
        if photo and not self.idle:
            self.preview_requested.emit()

    def show_masking(self, on: bool) -> None:
        if on != self._masking:
            self._masking = on
            self.row.setting.setChecked(False)
            self.row.setting.setVisible(on)
            self._show()

    @property
    def _there(self) -> Laid:
        return self._pages.setdefault(self._page, Laid()) if self._page else Laid()

    def _decide(self) -> None:
        """What the note asks."""
        if self.note.kind is Kind.DONE and self._page:
            self._page.document.undo()
        else:
            self._turn()

    def _turn(self) -> None:
        """The photo shall be coloured anew, or not."""
        self.set_params(replace(self.params, recolour=not self.params.recolour))
        self._changed()
        if not self.idle:
            self.preview_requested.emit()

    def _keep(self) -> None:
        """The page knows that there are dabs that are no part of the photo yet: they shall not be lost."""
        if self._page:
            self._page.unapplied.pop(TOOL.id, None)
            if self.board.dabs and not self.idle:
                self._page.unapplied[TOOL.id] = self.params

    def _changed(self) -> None:
        self._show()
        super()._changed()

    # What is seen

    def _kind_now(self) -> Kind:
        if self._photo is None or self._page is None:
            return Kind.NONE
        last = self._page.document.last
        if last and last[0].tool == TOOL.id and not self.params.recolour:
            return Kind.DONE
        return Kind.ANEW if self._cast == "colour" and self.params.recolour else Kind(self._cast)

    def _show(self, *_news: object) -> None:
        self.note.show_kind(self._kind_now())
        self.note.setEnabled(not (self._page and self._page.busy))
        free = self._photo is not None and not self.idle
        open_ = free and not (self._page and self._page.busy) and (self.picking or not self._masking)
        self.board.show(self._there, self._photo, open_=open_)
        self.row.setVisible(free)
        self.row.load.setEnabled(open_)
        self._offer_proposals(free)
        for editor in self.editors.values():
            editor.setEnabled(not self.idle)
        self._keep()
        self._try_out()

    def _offer_proposals(self, free: bool) -> None:
        """Where the model has several."""
        self.show_row("proposal", free and self._several)
        if self.params.proposal and not self._several:
            super().set_params(replace(self.params, proposal=0))

    @property
    def _several(self) -> bool:
        try:
            return self.engine is None or takes_dabs(self.engine.store.find(self.params.model, TASK))
        except ModelError:
            return True  # to run it says what is wrong

    def _show_count(self) -> None:
        self.row.show_count(len(self.board.dabs))

    def _try_out(self) -> None:
        photo = self._photo if not self.idle and self._several else None
        params = self.params
        wanted = Wanted(photo, self.board.dabs, params.model, params.recolour) if photo else None
        self._trial.want(wanted, self.engine, self.runner)

    def _show_proposal(self, number: int, photo: Photo | None) -> None:
        editor = self.editors["proposal"]
        assert isinstance(editor, ProposalsEditor)
        editor.all[number].show_photo(photo)

    def _lay_out(self) -> None:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(self.row)
        self._rows.insertRow(0, block)
        model = self._rows.takeRow(self.editors["model"])  # it is chosen once, the rest for each photo
        label, editor = model.labelItem.widget(), model.fieldItem.widget()
        assert label and editor
        self._rows.addRow(label, editor)
        others = [other for name, other in self.editors.items() if name != "model"]
        for one, other in pairwise(_stops((block, *others, editor))):
            QWidget.setTabOrder(one, other)
        slider = self.editors["temperature"].findChild(QSlider)
        if slider:
            slider.setStyleSheet(groove(*COLD_TO_WARM))


def _stops(parts: Iterable[QWidget]) -> list[QWidget]:
    """Where the key Tab stops in `parts`, in their order."""
    inside = (widget for part in parts for widget in part.findChildren(QWidget) if widget.window() is part.window())
    return [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None]
