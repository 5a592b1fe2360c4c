"""The form of insert: the piece, where it lies, and how it is blended in."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QPointF, QSizeF, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganstudio.errors import GanstudioError
from ganstudio.gui.cutout.piece import Piece
from ganstudio.gui.instruments.pose import Pose
from ganstudio.gui.page import Page
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.numbers import Numbers
from ganstudio.gui.panel.piece_card import Invitation, PieceCard, Sources
from ganstudio.i18n import N_
from ganstudio.image.document import Step
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels
from ganstudio.masks.mask import Area
from ganstudio.params import Field, fields, from_json
from ganstudio.tools.insert import LARGEST, MIDDLE, PIECE, SMALLEST, TOOL, InsertParams

_PLACE = ("left", "top", "scale", "angle")
_FAR = 100_000


@dataclass(eq=False)
class _Laid:
    """What lies on a page."""

    piece: Piece | None = None
    params: InsertParams | None = None
    """Where it lies, and how it shall be blended in."""
    blended: Piece | None = None
    """The last that became a part of the photo: it comes back when that is undone."""
    step: Step | None = None
    """The undone step that the piece came back from."""
    refused: Step | None = None
    """The undone step whose piece was taken away."""


class InsertForm(Form):
    """Each page has a piece of its own. It is gone when it was blended in, and back when that is undone."""

    cut_requested = Signal()
    """Another region shall be cut out of the same photo."""

    def __init__(self, kind: type[InsertParams], **how: Any) -> None:
        declared = {field.name: field for field in fields(kind)}
        super().__init__(kind, **how | {"skip": (*_PLACE, "mirror")})
        self._page: Page | None = None
        self._inviting = False
        self._size, self._meta = (1, 1), Metadata()
        self._pages: WeakKeyDictionary[Page, _Laid] = WeakKeyDictionary()
        self.invitation, self.sources, self.card = Invitation(), Sources(), PieceCard()
        self.numbers = Numbers(_numbers(declared), columns=2)
        self._lay_out()
        self.numbers.changed.connect(self._typed)
        self.card.remove.clicked.connect(self.remove)
        self.card.mirror.clicked.connect(lambda on: self._put(replace(self.params, mirror=on)))
        self.card.cut.clicked.connect(self.cut_requested)
        self._show()

    # What there is

    @property
    def attachments(self) -> Mapping[str, Any]:
        return {PIECE: self.piece.pixels} if self.piece else {}

    @property
    def page(self) -> Page | None:
        """The one that is worked on."""
        return self._page

    @property
    def piece(self) -> Piece | None:
        """What lies on the photo, and is not yet a part of it."""
        return self._there.piece

    @property
    def at_work(self) -> bool:
        """A tool is at work on the photo: the piece must stay where it is."""
        return self._page is not None and self._page.busy

    @property
    def inviting(self) -> bool:
        """Whether a photo hangs above the window."""
        return self._inviting

    @inviting.setter
    def inviting(self, on: bool) -> None:
        self._inviting = on
        self.invitation.light_up(on)
        if self._page:
            self._page.canvas.update()

    @property
    def pose(self) -> Pose:
        """How the piece lies."""
        params, (width, height) = self.params, self._size
        across = width / 2 if params.left == MIDDLE else params.left
        down = height / 2 if params.top == MIDDLE else params.top
        return Pose(QPointF(across, down), params.scale, params.angle)

    def params_of(self, pose: Pose) -> InsertParams:
        """The parameters, with the piece laid so."""
        left, top = (min(max(round(value, 2), -_FAR + 1), _FAR - 1) for value in pose.middle.toTuple())
        placed: InsertParams = replace(
            self.params, left=left, top=top, scale=round(pose.scale, 5), angle=round(pose.angle, 2)
        )
        return placed

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self._keep()
        self._show()

    # What is done

    def lay(self, piece: Piece, pose: Pose, *, mirror: bool = False) -> None:
        """Lay `piece` over the photo."""
        self._there.piece, self._there.step = piece, None
        self._put(replace(self.params_of(pose), mirror=mirror))

    def remove(self) -> None:
        """Take the piece away."""
        there = self._there
        if there.piece:
            there.refused, there.step, there.piece = there.step, None, None
            self._put(self._at_rest())

    def revive(self, page: Page, edit: Edit) -> None:
        pixels, params = edit.attachments.get(PIECE), from_json(InsertParams, edit.params)
        if pixels is not None:
            self._pages[page] = _Laid(_piece(pixels, page.document.photo.meta), params)

    def forget(self, page: Page) -> None:
        super().forget(page)
        self._pages.pop(page, None)

    def show_page(self, page: Page | None) -> None:
        super().show_page(page)
        self._page = page
        if self.piece and self._there.params:
            super().set_params(self._there.params)
        self._show()

    def show_photo(self, photo: Photo | None) -> None:
        super().show_photo(photo)
        if photo:
            self._size, self._meta = photo.size, photo.meta
        if self._page:
            self._follow(self._page)
        self._show()

    # What follows

    @property
    def _there(self) -> _Laid:
        if self._page is None:
            return _Laid()
        return self._pages.setdefault(self._page, _Laid())

    def _follow(self, page: Page) -> None:
        """A piece that is a part of the photo now is gone; one that is no more is back."""
        there, steps, position = self._there, page.document.steps, page.document.position
        done = page.document.done
        undone = steps[position] if position < len(steps) else None
        if done and there.piece and done.edit.attachments.get(PIECE) is there.piece.pixels:
            there.blended, there.piece, there.step = there.piece, None, None
            self.set_params(self._at_rest())
        if done is there.refused:
            there.refused = None
        wanted = undone and undone.edit.tool == TOOL.id and undone not in (there.refused, there.step)
        if undone and wanted and (there.piece is None or there.step):
            self._bring_back(undone)

    def _bring_back(self, step: Step) -> None:
        there, pixels = self._there, step.edit.attachments[PIECE]
        known = there.blended
        if known is None or known.pixels is not pixels:
            known = _piece(pixels, self._meta)
        there.piece, there.step = known, step
        with contextlib.suppress(GanstudioError):  # of another version, in a project
            self.set_params(from_json(InsertParams, step.edit.params))

    def _at_rest(self) -> InsertParams:
        """As the next piece will find it: in the middle, but blended in as this one was."""
        values = {field.name: field.default for field in fields(InsertParams) if field.name in (*_PLACE, "mirror")}
        rested: InsertParams = replace(self.params, **values)
        return rested

    def _put(self, params: InsertParams) -> None:
        self.set_params(params)
        self._changed()

    def _keep(self) -> None:
        """The page knows that what is seen of it is more than the photo: nothing shall be lost."""
        if self._page is None:
            return
        there = self._there
        there.params = self.params if there.piece else None
        self._page.unapplied.pop(TOOL.id, None)
        if there.piece:
            self._page.unapplied[TOOL.id] = self.params

    def _changed(self) -> None:
        self._keep()
        super()._changed()

    def _typed(self, name: str) -> None:
        pose, value = self.pose, self.numbers.value(name)
        if name == "left":
            pose = pose._replace(middle=QPointF(value, pose.middle.y()))
        elif name == "top":
            pose = pose._replace(middle=QPointF(pose.middle.x(), value))
        else:
            pose = pose._replace(**{name: value / 100 if name == "scale" else value})
        self._put(self.params_of(pose))

    # What is seen

    @property
    def piece_size(self) -> QSizeF:
        """(width, height) of the piece itself."""
        return QSizeF(*self.piece.size) if self.piece else QSizeF(1, 1)

    def _show(self) -> None:
        piece, pose = self.piece, self.pose
        self.invitation.setHidden(piece is not None)
        self.sources.setHidden(piece is not None)
        for widget in (self.card, self.numbers):
            widget.setHidden(piece is None)
        if piece:
            self.card.show_piece(piece, self._meta)
            self.card.mirror.setChecked(self.params.mirror)
            left, top = (round(value, 1) for value in pose.middle.toTuple())
            self.numbers.show_values(
                {"left": left, "top": top, "scale": round(100 * pose.scale, 1), "angle": round(pose.angle, 1)}
            )
        self._show_what_counts()

    def _show_what_counts(self) -> None:
        """How it is blended in is of interest once there is something to blend."""
        super()._show_what_counts()
        if not hasattr(self, "card"):
            return  # being made
        for field in fields(self._kind):
            if field.name in self.editors:
                used = field.name != "model" or self.params.method == "gan"
                self.show_row(field.name, self.piece is not None and used and field.counts(self.params))

    def _lay_out(self) -> None:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.invitation, self.sources, self.card, self.numbers):
            column.addWidget(widget)
        self._rows.insertRow(0, block)


def _piece(pixels: Pixels, meta: Metadata) -> Piece:
    """One of which nobody knows any more what it was cut out of."""
    return Piece(pixels, Photo(pixels, meta), Area(0, 0, pixels.shape[1], pixels.shape[0]))


def _numbers(declared: Mapping[str, Field]) -> list[Field]:
    """The place in numbers: the scale in per cent."""
    across = N_("Where the middle of the piece lies, in pixels from the left edge of the photo.")
    down = N_("Where the middle of the piece lies, in pixels from the top edge of the photo.")
    return [
        replace(declared["left"], title=N_("X"), help=across, default=0.0),
        replace(declared["top"], title=N_("Y"), help=down, default=0.0),
        replace(
            declared["scale"], title=N_("Size in %"), default=100.0, low=100 * SMALLEST, high=100 * LARGEST, step=1.0
        ),
        declared["angle"],
    ]
