"""The form of faces: which there are, the sliders of those that are chosen, how far they have been changed."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from ganstudio.engine.engine import Engine
from ganstudio.engine.store import ModelInfo
from ganstudio.errors import GanstudioError
from ganstudio.gui.faces.asking import Asking
from ganstudio.gui.faces.board import Board
from ganstudio.gui.faces.head import Head
from ganstudio.gui.faces.judged import Judged, Judgement
from ganstudio.gui.faces.laid import Laid
from ganstudio.gui.faces.meter import Meter, WarningLine
from ganstudio.gui.faces.named import read_more, write_more
from ganstudio.gui.faces.ranges import Ranges
from ganstudio.gui.faces.region import over
from ganstudio.gui.faces.sliders import FaceSliders
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.page import Page
from ganstudio.gui.panel.form import Form
from ganstudio.gui.worker import Runner
from ganstudio.i18n import N_, _
from ganstudio.image.document import Step
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.masks.selection import Whole
from ganstudio.params import fields, from_json
from ganstudio.tools.face import SLIDERS, TASK, TOOL, FaceParams
from ganstudio.tools.faces import FACES
from ganstudio.tools.facing.sliders import sliders
from ganstudio.tools.limited import MASK


class FaceForm(Form, Speaker):
    """Each page has faces of its own. Its parameters are the sliders of the face that was chosen last."""

    def __init__(self, kind: type[FaceParams], **how: Any) -> None:
        others = tuple(field.name for field in fields(kind) if field.name != "model")
        super().__init__(kind, **how | {"skip": others})
        self._page: Page | None = None
        self._photo: Photo | None = None
        self._masking = False
        self._waiting: dict[str, float] = {}
        """Sliders for the face that is to be found."""
        self._model: ModelInfo | None = None
        self._problem = ""
        """Why there is none."""
        self._pages: WeakKeyDictionary[Page, Laid] = WeakKeyDictionary()
        asking = self._asking = Asking(self._ways)
        self.board = Board(asking, self)
        self.head, self.warning, self.sliders, self.meter = Head(self.board), WarningLine(), FaceSliders(), Meter()
        self.ranges = Ranges(asking, self)
        self._judged = Judged(asking, self._judge, self)
        self.reset, self.copy, self.region = QPushButton(), QPushButton(), QCheckBox()
        self.random = QPushButton()
        """The way to faces that nobody has; `ExplorerDesk` takes it."""
        self._lay_out()
        self._connect()
        self._show()

    def _ways(self) -> tuple[Engine | None, Runner | None]:
        return self.engine, self.runner

    # What there is

    @property
    def params(self) -> Any:
        face = self.board.face
        values = face.values if face else self._waiting
        named = {name: values.get(name, 0.0) for name in SLIDERS}
        return replace(super().params, **named, more=write_more(values))

    @property
    def attachments(self) -> Mapping[str, Any]:
        return {FACES: self.board.faces} if self.board.faces else {}

    @property
    def picking(self) -> bool:
        return self.board.adding

    @property
    def idle(self) -> str:
        if self._photo is None or self._model is None:
            return self._problem if self._photo else ""
        if self.board.finding:
            return _("Faces are being looked for.")
        if not self.board.faces:
            return _("There is no face yet. Add one above.")
        return "" if self.board.altered else _("Move a slider to change a face.")

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
        values = {name: getattr(params, name) for name in SLIDERS} | read_more(params.more)
        if self.board.chosen:
            with QSignalBlocker(self):
                self.board.put_values(values)
        elif not self.board.faces:
            self._waiting = values
        self._show()

    # What follows

    def revive(self, page: Page, edit: Edit) -> None:
        """The sliders are those of its faces."""
        faces = edit.attachments.get(FACES)
        self.editors["model"].set_value(edit.params.get("model", ""))
        if faces:
            self._pages[page] = Laid.revived(page.document, faces)

    def forget(self, page: Page) -> None:
        super().forget(page)
        self._pages.pop(page, None)

    def show_page(self, page: Page | None) -> None:
        super().show_page(page)
        if self._page:
            self._page.changed.disconnect(self._show)
        self._page, self._waiting = page, {}
        if page:
            page.changed.connect(self._show)

    def show_photo(self, photo: Photo | None) -> None:
        super().show_photo(photo)
        self._photo = photo
        back = self._there.follow(self._page.document) if self._page and photo else None
        self._show()
        if back:
            with contextlib.suppress(GanstudioError):  # of another version, in a project
                self._bring_back(back)

    def show_masking(self, on: bool) -> None:
        """Where there is no mask for these faces yet, it begins as what is changed without one."""
        begun, self._masking = on and not self._masking, on
        if self.board.masking != on:
            self.board.show_masking(on)
        page, photo = self._page, self._photo
        if not (begun and page and photo and self.board.faces):
            return
        before, faces = page.selection.mask, self.board.faces

        def done(made: Whole | None) -> None:
            if made and page.selection.mask is before:
                page.selection.put(made)

        self._asking.ask("region", lambda _context: over(before, faces, photo), done, background=False)

    @property
    def _there(self) -> Laid:
        return self._pages.setdefault(self._page, Laid()) if self._page else Laid()

    def _bring_back(self, step: Step) -> None:
        """The values of a step that was undone, and whether its region was corrected."""
        params = from_json(FaceParams, step.edit.params)
        if FACES in step.edit.attachments:
            self.editors["model"].set_value(params.model)
        else:
            self.set_params(params)
        if MASK in step.edit.attachments:
            self.mask_requested.emit()
        self._changed()
        self.preview_requested.emit()

    def _slide(self, name: str, value: float) -> None:
        before = self.board.altered
        self.board.slide(name, value, f"slide {name}")
        if self.board.altered and not before:
            self.preview_requested.emit()

    def _back(self) -> None:
        """To the sliders of the step that was made last."""
        if self._page:
            self._page.document.undo()

    def _edited(self) -> None:
        """Of the board."""
        values, self._waiting = self._waiting, {}
        if values and self.board.chosen:
            self.board.put_values(values)  # which comes here again
        else:
            self._changed()

    def _changed(self) -> None:
        self._show()
        super()._changed()

    # What is seen

    def _show_what_counts(self) -> None:
        """The model always does."""

    def speak(self) -> None:
        for slider in self.sliders.all.values():
            slider.speak()
        self._show_board()

    def _show(self, *_news: object) -> None:
        self._model = self._find_model()
        self.sliders.show_sliders(sliders(self._model) if self._model else ())
        free = self._photo is not None and self._model is not None and not (self._page and self._page.busy)
        self.board.show(self._there, self._photo, open_=free)
        self._keep()

    def _find_model(self) -> ModelInfo | None:
        try:
            return self.engine.store.find(super().params.model, TASK) if self.engine else None
        except GanstudioError as error:
            self._problem = str(error)
            return None

    def _show_board(self) -> None:
        board, photo = self.board, self._photo
        face, last = board.face, self._page.document.last if self._page else None
        done = bool(last and last[0].tool == TOOL.id and not board.altered and board.open)
        self.head.show_photo(photo, done=done)
        there, open_ = bool(board.faces), board.open and bool(board.chosen)
        self.sliders.show_values(face.values if face else {})
        for part in (self.sliders, self.meter, self.region):
            part.setVisible(there)
            part.setEnabled(open_)
        self.reset.setVisible(there)
        self.reset.setEnabled(board.open and board.altered)
        self.copy.setVisible(len(board.faces) > 1)
        self.copy.setEnabled(open_ and any(each.values != face.values for each in board.faces if face))
        model = self._model.name if self._model else ""
        seen = face if open_ and model else None
        self._judged.of(photo, seen, model)
        self.ranges.of(photo if seen else None, seen, model)

    def _judge(self, judgement: Judgement) -> None:
        self.warning.show_judgement(judgement)
        self.meter.show_change(judgement.change)

    def _keep(self) -> None:
        """The page knows that there are sliders that are no part of the photo yet: they shall not be lost."""
        if self._page:
            self._page.unapplied.pop(TOOL.id, None)
            if self.board.altered:
                self._page.unapplied[TOOL.id] = self.params

    # Putting together

    def _connect(self) -> None:
        board = self.board
        board.changed.connect(self._show_board)
        board.edited.connect(self._edited)
        self.sliders.moved.connect(self._slide)
        self.sliders.rested.connect(board.rest)
        self.sliders.entered.connect(self.ranges.enter)
        self.sliders.left.connect(self.ranges.leave)
        self.reset.clicked.connect(board.reset)
        self.copy.clicked.connect(board.copy_to_others)
        self.region.toggled.connect(board.show_region)
        self.head.back.clicked.connect(self._back)

    def _lay_out(self) -> None:
        for button, icon, title, tip in (
            (self.reset, "rotate-ccw", N_("Reset all"), N_("All sliders of all faces back to 0")),
            (self.copy, "copy", N_("Copy to the others"), N_("Give all other faces the sliders of this one")),
            (self.random, "dices", N_("Random faces…"), N_("People who do not exist, with the same sliders")),
        ):
            put_icon(button, icon)
            say(button, title)
            say(button, tip, "toolTip")
            button.setProperty("kind", "quiet")
        say(self.region, N_("Show the region"))
        say(self.region, N_("Where the chosen faces are changed, as a colour over the photo"), "toolTip")
        deeds = QGridLayout()
        deeds.setHorizontalSpacing(4)
        deeds.addWidget(self.reset, 0, 0)
        deeds.addWidget(self.copy, 0, 1)
        deeds.setColumnStretch(2, 1)
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(12)
        for part in (self.head, self.warning, self.sliders):
            column.addWidget(part)
        column.addLayout(deeds)
        column.addWidget(self.meter)
        column.addWidget(self.random, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.insertRow(0, block)
        self._rows.addRow(self.region)  # above the row that opens the mask
