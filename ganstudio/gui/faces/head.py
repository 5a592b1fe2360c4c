"""What the panel says of the faces: that they are looked for, which there are, or that there is none and what to do."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.faces.board import Board
from ganstudio.gui.faces.portraits import Portraits
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo

_NONE = N_("No face was found")
_DRAW = N_("Draw one by hand: press “Add a face”, then drag from brow to chin on the photo.")


class Head(QWidget, Speaker):
    """The faces of `board`, and the buttons to add one, to take one away, to look once more."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._photo: Photo | None = None
        self.portraits, self.none, self.told = Portraits(), Hint("scan-face", _NONE), QLabel()
        self.bar, self.add = QProgressBar(), self.portraits.plus
        self.first, self.back = QPushButton(), QPushButton()
        self.again = icon_button("search", N_("Look for faces again; those added by hand go"), board.look_again)
        self.remove = icon_button("trash-2", N_("Take the chosen faces away (Del)"), board.remove)
        self._lay_out()
        self.add.toggled.connect(self._toggle)
        self.first.toggled.connect(self._toggle)
        self.portraits.picked.connect(lambda index, more: board.choose(index, more=more))

    def show_photo(self, photo: Photo | None, *, done: bool) -> None:
        """Show the board's faces on `photo`; `done`: the photo was changed by them just now."""
        self._photo = photo
        board = self._board
        there, finding = bool(board.faces), board.finding
        self.portraits.show_faces(photo, board.faces, board.chosen)
        self.portraits.setVisible(there)
        self.none.setVisible(photo is not None and not there and not finding and board.open)
        self.bar.setVisible(finding)
        self.first.setVisible(self.none.isVisibleTo(self))
        for button in (self.again, self.remove):
            button.setVisible(there)
        free = board.open and not finding
        self.add.setEnabled(free)
        self.again.setEnabled(free)
        self.remove.setEnabled(free and bool(board.chosen))
        for button_ in (self.add, self.first):
            with QSignalBlocker(button_):
                button_.setChecked(board.adding)
        self.back.setVisible(done)
        self.speak()

    def speak(self) -> None:
        board = self._board
        self.told.setText(self._advice())
        self.told.setVisible(bool(self.told.text()))
        self.none.tell("scan-face", _(_NONE), "\n".join(text for text in (board.problem, _(_DRAW)) if text))

    def _advice(self) -> str:
        """What to do next."""
        board = self._board
        if self._photo is None:
            return _("Open a photo with a face in it.")
        if board.finding:
            return _("Looking for faces…")
        if board.adding:
            return _("Drag on the photo from the brow to the chin; Escape gives it up.")
        if board.faces and not board.chosen:
            return _("Click a face on the photo to choose it; with Shift several.")
        return ""

    def _toggle(self, on: bool) -> None:
        if on != self._board.adding:
            self._board.add_by_hand(on)

    def _lay_out(self) -> None:
        say(self.first, N_("Add a face"))
        put_icon(self.first, "plus")
        self.first.setCheckable(True)
        self.first.setProperty("kind", "filter")
        say(self.back, N_("Back to the sliders"))
        say(self.back, N_("Take the change back, and bring its sliders as they were"), "toolTip")
        put_icon(self.back, "undo-2")
        self.back.setProperty("kind", "quiet")
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        say(self.bar, N_("Looking for faces…"), "accessibleName")
        self.told.setProperty("kind", "muted")
        self.told.setWordWrap(True)
        tools = QVBoxLayout()
        tools.setSpacing(0)
        for tool in (self.remove, self.again):
            tool.setProperty("kind", "small")
            tools.addWidget(tool)
        tools.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.portraits, 1)
        row.addLayout(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.none)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        for part in (self.bar, self.told):
            column.addWidget(part)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
