"""One step of a chain as a card: its tool, its parameters as a form, buttons to move, copy and remove it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ganstudio.errors import GanstudioError
from ganstudio.gui.chain.grip import Grip
from ganstudio.gui.chain.words import facts_of, icon_of, title_of
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.forms import form_for
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _
from ganstudio.image.edit import Edit
from ganstudio.params import from_json, to_json
from ganstudio.tools import TOOLS


class StepCard(QFrame, Speaker):
    """`moved` carries -1 (earlier) or 1 (later); `changed` comes when the user has changed a parameter."""

    changed = Signal()
    moved = Signal(int)
    copied = Signal()
    removed = Signal()

    def __init__(self, edit: Edit, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._edit, self._studio, self._number = edit, studio, 1
        self.grip = Grip()
        self.form, self._problem = _form(edit, studio)
        self._title, self._facts = Elided("strong"), Elided("muted")
        self.fold = _button("chevron-down", N_("Show or hide the parameters"))
        self.earlier = _button("arrow-up", N_("Move up (Ctrl+Shift+Up)"))
        self.later = _button("arrow-down", N_("Move down (Ctrl+Shift+Down)"))
        self.copy = _button("copy", N_("Duplicate"))
        self.remove = _button("trash-2", N_("Remove"))
        self._body = QWidget()
        self._lay_out()
        self.fold.clicked.connect(lambda: self.set_open(self._body.isHidden()))
        self.earlier.clicked.connect(lambda: self.moved.emit(-1))
        self.later.clicked.connect(lambda: self.moved.emit(1))
        self.copy.clicked.connect(self.copied)
        self.remove.clicked.connect(self.removed)
        if self.form:
            self.form.changed.connect(self._changed)
        self.set_open(False)

    @property
    def edit(self) -> Edit:
        """The step as it stands. With other parameters it is not the recorded model's any more."""
        if not self.form:
            return self._edit
        params = to_json(self.form.params)
        if params == to_json(from_json(TOOLS[self._edit.tool].params, self._edit.params)):
            return self._edit
        return replace(self._edit, params=params, model="", sha256="")

    def show_place(self, number: int, count: int) -> None:
        """It is the `number`th of `count` steps, from 1."""
        self._number = number
        self._title.tell(f"{number}.  {title_of(self._edit)}")
        self.earlier.setEnabled(number > 1)
        self.later.setEnabled(number < count)

    def speak(self) -> None:
        self._title.tell(f"{self._number}.  {title_of(self._edit)}")
        self._facts.tell(facts_of(self.edit, self._studio.store))

    def _changed(self) -> None:
        self._facts.tell(facts_of(self.edit, self._studio.store))
        self.changed.emit()

    def set_open(self, on: bool) -> None:
        """Show the parameters as a form, or in a line."""
        self._body.setVisible(on)
        self._facts.setVisible(not on)
        put_icon(self.fold, "chevron-down" if on else "chevron-right")
        self._facts.tell(facts_of(self.edit, self._studio.store))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The head of the card opens it as well."""
        if event.position().y() < self._body.y() or self._body.isHidden():
            self.fold.click()

    def _lay_out(self) -> None:
        head = QGridLayout()
        head.setHorizontalSpacing(2)
        head.setVerticalSpacing(0)
        head.addWidget(self.grip, 0, 0)
        head.addWidget(self.fold, 0, 1)
        head.addWidget(Picture(icon_of(self._edit), 20), 0, 2)
        head.setColumnMinimumWidth(3, 6)
        head.addWidget(self._title, 0, 4)
        for place, button in enumerate((self.earlier, self.later, self.copy, self.remove), 5):
            head.addWidget(button, 0, place)
        head.setColumnStretch(4, 1)
        head.addWidget(self._facts, 1, 4, 1, 5)
        self._facts.setContentsMargins(0, 0, 8, 4)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(12, 8, 12, 8)
        if self.form:
            inside.addWidget(self.form)
        else:
            problem = QLabel(self._problem)
            problem.setProperty("kind", "danger")
            problem.setWordWrap(True)
            inside.addWidget(problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._body)


def _form(edit: Edit, studio: Studio) -> tuple[Form | None, str]:
    """The form with the step's parameters, or why there is none."""
    tool = TOOLS.get(edit.tool)
    if not tool:
        return None, _("This version of the program has no tool called {name}.").format(name=edit.tool)
    try:
        params = from_json(tool.params, edit.params)
    except GanstudioError as error:
        return None, str(error)
    form = form_for(tool, studio, photo=False)
    form.set_params(params)
    return form, ""


def _button(icon: str, title: str) -> QToolButton:
    button = QToolButton()
    put_icon(button, icon)
    button.setIconSize(QSize(16, 16))
    say(button, title, "toolTip")
    say(button, title, "accessibleName")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
