"""A form made from a parameter dataclass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from ganstudio.engine.engine import Engine
from ganstudio.gui.look.words import say
from ganstudio.gui.page import Page
from ganstudio.gui.panel.editors import Editor, editor_for
from ganstudio.gui.worker import Runner
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.params import Field, fields
from ganstudio.tools.workflow import params_of

Make = Callable[[Field], Editor]


class Form(QWidget):
    """One row for each field that counts. `changed` comes when the user has changed one.

    `make` gives a field's name, or kind, an editor of its own; `narrow` puts titles above the editors, not beside them.
    """

    changed = Signal()
    again_requested = Signal()
    """The last step shall be tried again, with other chance."""
    preview_requested = Signal()
    """What would come out shall be seen."""
    mask_requested = Signal()
    """A mask belongs to what is shown now: its section shall be open."""

    def __init__(
        self,
        kind: type[Any],
        *,
        make: Mapping[str, Make] | None = None,
        skip: tuple[str, ...] = (),
        narrow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._base = kind()
        self._narrow = narrow
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(8 if narrow else 12)
        self._rows.setHorizontalSpacing(16)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._rows.setRowWrapPolicy(
            QFormLayout.RowWrapPolicy.WrapAllRows if narrow else QFormLayout.RowWrapPolicy.DontWrapRows
        )
        self.runner: Runner | None = None
        """Where a form does what takes longer than a frame; at once where there is none."""
        self.engine: Engine | None = None
        """What a form runs networks with, if it does."""
        self.seed = 0
        """What is drawn by lot is drawn by this; a form that offers another try counts it up and emits `changed`."""
        special = make or {}
        self.editors: dict[str, Editor] = {}
        for field in fields(kind):
            if field.name not in skip:
                own = special.get(field.name) or special.get(field.kind) or editor_for
                self._add(field, own(field))
        self._show_what_counts()

    @property
    def params(self) -> Any:
        """What the form says now. Fields that are not shown keep what `set_params` gave."""
        values = {field.name: getattr(self._base, field.name) for field in fields(self._kind)}
        return self._kind(**values | {name: editor.value() for name, editor in self.editors.items()})

    @property
    def attachments(self) -> Mapping[str, Any]:
        """What goes to the tool beside the parameters, but for the mask: a "piece" of another photo."""
        return {}

    @property
    def picking(self) -> bool:
        """Whether a click on the photo belongs to the form now, whatever else lies there."""
        return False

    @property
    def idle(self) -> str:
        """Why there is nothing to do to this photo yet, whatever the parameters; empty where there is."""
        return ""

    @property
    def can_undo(self) -> bool:
        """Whether something that was set on the photo by hand is taken back before a step is."""
        return False

    @property
    def can_redo(self) -> bool:
        """Whether it is done again before a step is."""
        return False

    def undo(self) -> bool:
        """Take back what was set by hand last; whether there was anything."""
        return False

    def redo(self) -> bool:
        """Do it again; whether there was anything."""
        return False

    def set_params(self, params: Any) -> None:
        """Show `params`."""
        self._base = params
        with QSignalBlocker(self):
            for name, editor in self.editors.items():
                editor.set_value(getattr(params, name))
        self._show_what_counts()

    def show_photo(self, photo: Photo | None) -> None:
        """Another photo, or another state of it, is being worked on; None: there is none, or another tool is chosen."""
        for editor in self.editors.values():
            editor.show_photo(photo)

    def show_page(self, page: Page | None) -> None:
        """Work on `page` from now on, or on none: for forms that put something into it, as a mask."""

    def revive(self, page: Page, edit: Edit) -> None:
        """Before `page` is shown: set the values of `edit`, and lay on the page what it was done with. Raises
        GanstudioError for values of another version."""
        self.set_params(params_of(edit))

    def forget(self, page: Page) -> None:
        """Take away what is laid on `page`."""
        self.seed = 0

    def show_masking(self, on: bool) -> None:
        """Whether the hand draws a mask on the photo now."""

    def show_row(self, name: str, on: bool) -> None:
        """Show or hide a field for a reason of the form's owner."""
        self._rows.setRowVisible(self.editors[name], on)

    def _add(self, field: Field, editor: Editor) -> None:
        self.editors[field.name] = editor
        editor.changed.connect(self._changed)
        if field.kind == "flag":
            self._rows.addRow(editor)
            return
        label = QLabel()
        say(label, field.title)
        say(label, field.help, "toolTip")
        label.setBuddy(editor)
        if not self._narrow:
            label.setMinimumHeight(editor.sizeHint().height())  # in the middle beside it, not at its top
        self._rows.addRow(label, editor)

    def _changed(self) -> None:
        self._show_what_counts()
        self.changed.emit()

    def _show_what_counts(self) -> None:
        params = self.params
        for field in fields(self._kind):
            if field.name in self.editors and field.when:
                self.show_row(field.name, field.counts(params))
