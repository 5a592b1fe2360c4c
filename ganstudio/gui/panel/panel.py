"""The panel of a tool: its parameters, the size of what will come out, the live preview, Run or Apply."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ganstudio.errors import GanstudioError, NothingAsked
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.mask.edits import MaskEdits
from ganstudio.gui.mask.kit import Kit
from ganstudio.gui.mask.section import MaskSection
from ganstudio.gui.page import Page
from ganstudio.gui.panel.foot import Foot
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.forms import form_for
from ganstudio.gui.panel.head import Head
from ganstudio.gui.panel.models import ModelCard
from ganstudio.gui.panel.presets import PresetMenu
from ganstudio.gui.studio import Studio
from ganstudio.gui.work import ToolWork
from ganstudio.i18n import N_, _
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.params import to_json
from ganstudio.settings import Settings
from ganstudio.tools.limited import MASK
from ganstudio.tools.tool import Tool

NEEDS = {MASK: N_("Paint over what shall go.")}
"""Attachment → what the user is to do where a tool cannot be run without it."""


class ToolPanel(QWidget, Speaker):
    """`run_requested` comes with parameters that can be run; `changed` whenever the preview must be made anew.

    What an instant tool is about to do belongs to one photo: each page gets its own values back. The values of other
    tools are the same whatever the photo.
    """

    run_requested = Signal()
    changed = Signal()

    def __init__(self, tool: Tool, studio: Studio, work: ToolWork, kit: Kit, edits: MaskEdits) -> None:
        super().__init__()
        self.tool = tool
        self._studio = studio
        self._work = work
        self._page: Page | None = None
        self._photo: Photo | None = None
        self._idle = ""
        """Why there is nothing to do yet."""
        self.form = form_for(tool, studio)
        self.form.runner, self.form.engine = studio.runner, studio.engine
        self.masks = MaskSection(tool.masks, kit, edits)
        self.card = ModelCard()
        self.presets = PresetMenu(tool, studio, lambda: self.params, self)
        self.head = Head(tool, self.presets)
        self.bookmark, self.help = self.head.bookmark, self.head.help
        self.foot = Foot(tool)
        self.preview, self.run, self.cancel = self.foot.preview, self.foot.run, self.foot.cancel
        self.set_hint = self.foot.show_hint
        self._lay_out()
        self.form.set_params(replace(self.params, **self._preferred(studio.settings)))
        self.neutral = self.params
        """The values to begin with."""
        studio.settings_changed.connect(self._settings_changed)
        self.form.changed.connect(self._edited)
        self.form.again_requested.connect(self._try_again)
        self.form.preview_requested.connect(lambda: self.preview.setChecked(True))
        self.form.mask_requested.connect(self.masks.open)
        self.presets.chosen.connect(self.put_params)
        self.masks.changed.connect(self._masked)
        self.masks.unfolded.connect(self._unfolded)
        self.preview.toggled.connect(self.changed)
        self.run.clicked.connect(self.run_requested)
        self.foot.reset.clicked.connect(self.reset)
        self.cancel.clicked.connect(work.cancel)
        work.changed.connect(self.refresh)
        work.applied.connect(self._applied)
        work.progressed.connect(self.foot.show_progress)
        studio.models_changed.connect(self.refresh)
        self.refresh()

    @property
    def params(self) -> Any:
        """What the form says."""
        return self.form.params

    @property
    def attachments(self) -> dict[str, Any]:
        """What goes to the tool beside the parameters."""
        mask = self.masks.selection.mask if self.masks.selection else None
        return {**self.form.attachments, **({} if mask is None else {MASK: mask})}

    @property
    def seed(self) -> int:
        """What is drawn by lot is drawn by this."""
        return self.form.seed

    @property
    def altered(self) -> bool:
        """Whether anything stands otherwise than at the beginning."""
        return bool(self.params != self.neutral)

    @property
    def unapplied(self) -> bool:
        """Whether the photo is shown as it would be, not as it is: an instant tool's values are no step yet."""
        return self._page is not None and self.tool.id in self._page.unapplied

    @property
    def previewed(self) -> bool:
        """Whether a preview is wanted."""
        if self.tool.preview == "none":
            return False
        return self.unapplied if self.tool.instant else self.preview.isChecked() and not (self._missing or self._idle)

    @property
    def can_preview(self) -> bool:
        """Whether a preview can be asked for, or no more."""
        asked = not self.tool.instant and self.tool.preview != "none"
        return asked and self.preview.isEnabled()

    @property
    def ready(self) -> bool:
        """Whether the tool can be run now."""
        possible = bool(self._page and not self._work.page and not self.foot.problem.text())
        return possible and not self._missing and not self._idle and (self.altered or not self.tool.instant)

    @property
    def _missing(self) -> list[str]:
        """What a person must give first."""
        given = self.attachments if self.tool.needs else {}
        return [name for name in self.tool.needs if name not in given]

    @property
    def can_undo(self) -> bool:
        """Whether there is something made by hand to take back before a step is: a stroke of the mask, a dab."""
        return self.form.can_undo or self.masks.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether it is done again before a step is."""
        return self.form.can_redo or self.masks.can_redo

    def undo(self) -> bool:
        """Take it back; whether there was anything."""
        return any(hand.undo() for hand in self._hands)

    def redo(self) -> bool:
        """Do it again; whether there was anything."""
        return any(hand.redo() for hand in self._hands)

    @property
    def _hands(self) -> tuple[Form | MaskSection, ...]:
        """What makes something by hand, what is at it now first."""
        return (self.masks, self.form) if self.masks.on and not self.form.picking else (self.form, self.masks)

    def picking(self) -> bool:
        """Whether a click on the photo belongs to the form now."""
        return self.form.picking

    def put_params(self, params: Any) -> None:
        """Show `params`, as if the user had typed them."""
        self.form.set_params(params)
        self._edited()

    def apply(self) -> None:
        """Do it to the photo, as the button would."""
        self.run.click()

    def reset(self) -> None:
        """Put all values back."""
        self.put_params(self.neutral)

    def show_page(self, page: Page | None) -> None:
        """Work on `page` from now on."""
        if page is not self._page:
            self._page = page
            draft = page.to_lay.pop(self.tool.id, None) if page else None
            if page and draft:
                with contextlib.suppress(GanstudioError):  # of another version
                    self.form.revive(page, draft)
                    self.form.seed = draft.seed
            self.form.show_page(page)
            if self.tool.instant:
                self.form.set_params(page.unapplied.get(self.tool.id, self.neutral) if page else self.neutral)
        self.masks.show_page(page)
        self.form.show_masking(self.masks.on and page is not None)
        self._show_photo(page.document.photo if page else None)
        self.refresh()
        if page and self.tool.id in page.to_limit:
            page.to_limit.remove(self.tool.id)
            self.masks.open()

    def leave(self) -> None:
        """Another tool is chosen: hold on to no photo."""
        self._page = None
        self.form.show_page(None)
        self.masks.show_page(None)
        self._show_photo(None)
        self.preview.setChecked(False)
        self.set_hint("")

    def refresh(self) -> None:
        """Say again what depends on photo, parameters and work."""
        self._note()
        self._show_model()
        self._show_target()
        busy, missing = self._work.page is not None, next(iter(self._missing), "")
        for part in (self.form, self.bookmark):
            part.setEnabled(self._page is not None or not self.tool.instant)
        self.foot.show_work(busy, self._work.slow)
        self.run.setEnabled(self.ready)
        self.foot.show_need(_(NEEDS.get(missing, "")) if missing and self._page else self._idle)
        self.foot.reset.setEnabled(self.altered)
        self.preview.setEnabled(self._page is not None and not busy)

    def speak(self) -> None:
        self.refresh()

    def _edited(self) -> None:
        if self._page and self.tool.instant:
            self._page.unapplied.pop(self.tool.id, None)
            if self.altered:
                self._page.unapplied[self.tool.id] = self.params
        self.refresh()
        self.changed.emit()

    def _note(self) -> None:
        """The page knows what is set for it, what is laid on it, what its mask limits: that is kept with it."""
        if self._page is None:
            return
        (self._page.limited.add if self.masks.chosen else self._page.limited.discard)(self.tool.id)
        laid = self.form.attachments
        if self.unapplied or laid:
            self._page.drafts[self.tool.id] = Edit(self.tool.id, to_json(self.params), seed=self.seed, attachments=laid)
        else:
            self._page.drafts.pop(self.tool.id, None)

    def _try_again(self) -> None:
        if self._page:
            self._work.again(self._page)

    def _masked(self) -> None:
        """The mask, or whether there is one, is another."""
        self.form.show_masking(self.masks.on and self._page is not None)
        self.refresh()
        self.changed.emit()

    def _unfolded(self) -> None:
        """As much of the mask's section is seen as there is room for."""
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.masks, 0, 16))

    def _show_photo(self, photo: Photo | None) -> None:
        if photo is not self._photo:
            self._photo = photo
            self.form.show_photo(photo)

    def _applied(self, page: Page, edit: Edit) -> None:
        """What is done needs no preview; values that were changed meanwhile stay."""
        if edit.tool != self.tool.id:
            return
        if self.tool.masks == "corrects" and page is self._page:
            self.masks.fold()  # it was corrected for this once
        if not self.tool.instant:
            self.preview.setChecked(False)
        elif page is not self._page:
            page.unapplied.pop(self.tool.id, None)
        elif to_json(self.params) == edit.params:
            self.reset()

    def _preferred(self, settings: Settings) -> dict[str, str]:
        """Name of a field → the model that the user prefers for it."""
        return {
            name: settings.default_model(editor.field.task)
            for name, editor in self.form.editors.items()
            if editor.field.kind == "model"
        }

    def _settings_changed(self, before: Settings) -> None:
        """Begin with the models preferred now; one that was chosen here by hand stays."""
        old, new = self._preferred(before), self._preferred(self._studio.settings)
        if old != new:
            self.neutral = replace(self.neutral, **new)
            follow = {name: model for name, model in new.items() if getattr(self.params, name) == old[name]}
            self.put_params(replace(self.params, **follow))

    def _show_model(self) -> None:
        """The card of the model that would be used."""
        if not self.tool.model:
            self.card.hide()
            return
        size = self._page.document.photo.size if self._page else (1000, 1000)
        try:
            self.card.show_model(self.tool.model(size, self.params, self._studio.store))
        except GanstudioError as error:
            self.card.show_model(None, str(error))

    def _show_target(self) -> None:
        target = problem = self._idle = ""
        if self._page:
            self._idle = self.form.idle
            size = self._page.document.photo.size
            try:
                result = self.tool.output_size(size, self.params)
                if result != size or not self.tool.instant:
                    sizes = f"{size[0]} × {size[1]}  →  {result[0]} × {result[1]}"
                    target = f"{sizes}  ·  {megapixels(result)}"
            except NothingAsked as error:
                self._idle = str(error)
            except GanstudioError as error:
                problem = str(error)
        self.foot.show_target(target, problem)

    # Layout

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        # Where the mask is what the tool works by it comes first.
        parts = (self.masks, self.form) if self.tool.masks == "reads" else (self.form, self.masks)
        for widget in (self.head, *parts, self.card):
            column.addWidget(widget)
        column.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(_line())
        whole.addWidget(self.foot)


def megapixels(size: tuple[int, int]) -> str:
    """How large a picture is."""
    count = size[0] * size[1] / 1e6
    return _("{count} MP").format(count=f"{count:.1f}" if count < 100 else f"{count:.0f}")


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
