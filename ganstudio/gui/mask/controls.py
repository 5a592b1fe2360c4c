"""The controls of the mask: what to draw with, how, and what to do to the mask as a whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from ganstudio.gui.look.words import say
from ganstudio.gui.mask.buttons import IconChips, icon_button
from ganstudio.gui.mask.dial import Dial
from ganstudio.gui.mask.edits import MaskEdits
from ganstudio.gui.mask.kit import BRUSHES, FARTHEST, LARGEST, Kit
from ganstudio.i18n import N_
from ganstudio.masks.selection import Selection

Act = Callable[[Callable[[MaskEdits, Selection], None]], None]
_TOOLS = {
    "brush": ("brush", N_("Brush (B): paint the mask\nShift and click: a straight line; Alt and drag: size, hardness")),
    "eraser": ("eraser", N_("Eraser (E): take away from the mask")),
    "rectangle": ("square-dashed", N_("Rectangle (M)\nShift adds, Alt takes away; Shift while dragging: a square")),
    "ellipse": ("circle-dashed", N_("Ellipse (Shift+M)\nShift adds, Alt takes away; Shift while dragging: a circle")),
    "lasso": (
        "lasso",
        N_("Lasso (Shift+L): draw around it, or click from corner to corner\nShift adds, Alt takes away"),
    ),
    "wand": ("wand-sparkles", N_("Magic wand (Shift+W): what has the colour you click on\nShift adds, Alt takes away")),
}
_HOWS = {
    "replace": ("square", N_("A new shape takes the place of the mask")),
    "add": ("squares-unite", N_("A new shape is added to the mask (Shift)")),
    "subtract": ("squares-subtract", N_("A new shape is taken away from the mask (Alt)")),
    "intersect": ("squares-intersect", N_("What both have in common is left (Shift+Alt)")),
}


class MaskControls(QWidget):
    """Shows the kit's choices, those that count for the tool in the hand. `act` does something to the mask."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__()
        self._kit = kit
        self.tools = IconChips(_TOOLS)
        self.hows = IconChips(_HOWS)
        self.brush_size = Dial(
            N_("Size"), N_("The brush's width in pixels of the photo ([ and ])"), 1, LARGEST, " px", even=True
        )
        self.hardness = Dial(N_("Hardness"), N_("How sharp the brush's rim is (Shift+[ and Shift+])"), 0, 100, " %")
        self.tolerance = Dial(N_("Tolerance"), N_("How far from the colour you click on, of 255"), 0, 255, "")
        self.contiguous = QCheckBox()
        self.by = QSpinBox()
        self._word()
        self._lay_out(act)
        self._connect()

    def refresh(self) -> None:
        """Show the choices as they are now."""
        now = self._kit.now
        self.tools.show_value(now.tool)
        self.hows.show_value(now.how)
        self.brush_size.show_value(now.size)
        self.hardness.show_value(round(100 * now.hardness))
        self.tolerance.show_value(now.tolerance)
        self.contiguous.setChecked(now.contiguous)
        self.by.setValue(now.by)
        painting = now.tool in BRUSHES
        for dial, on in ((self.brush_size, painting), (self.hardness, painting), (self.tolerance, now.tool == "wand")):
            dial.set_visible(on)
        self.contiguous.setVisible(now.tool == "wand")
        self.hows.setVisible(not painting)

    def _connect(self) -> None:
        put = self._kit.put
        self.tools.chosen.connect(lambda tool: put(tool=tool))
        self.hows.chosen.connect(lambda how: put(how=how))
        self.brush_size.changed.connect(lambda size: put(size=size))
        self.hardness.changed.connect(lambda percent: put(hardness=percent / 100))
        self.tolerance.changed.connect(lambda tolerance: put(tolerance=tolerance))
        self.contiguous.toggled.connect(lambda on: put(contiguous=on))
        self.by.valueChanged.connect(lambda by: put(by=by))

    def _word(self) -> None:
        say(self.contiguous, N_("Only what hangs together"))
        say(self.contiguous, N_("Not what has this colour elsewhere in the photo"), "toolTip")
        say(self.by, N_("How far to grow, shrink and soften"), "toolTip")
        say(self.by, N_("How far to grow, shrink and soften"), "accessibleName")
        self.by.setRange(1, FARTHEST)
        self.by.setSuffix(" px")
        self.by.setFixedWidth(72)
        self.by.lineEdit().setTextMargins(5, 0, 0, 0)

    def _lay_out(self, act: Act) -> None:
        options = QGridLayout()
        options.setHorizontalSpacing(8)
        options.setVerticalSpacing(6)
        options.setColumnStretch(1, 1)
        for row, dial in enumerate((self.brush_size, self.hardness, self.tolerance)):
            dial.put_into(options, row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tools)
        column.addWidget(self.hows)
        column.addLayout(options)
        column.addWidget(self.contiguous)
        column.addLayout(self._actions(act))

    def _actions(self, act: Act) -> QHBoxLayout:
        def by() -> int:
            return self._kit.now.by

        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(icon_button("scan", N_("Mask everything (Ctrl+A)"), lambda: act(MaskEdits.all)))
        row.addWidget(icon_button("square-dashed-x", N_("Mask nothing (Ctrl+D)"), lambda: act(MaskEdits.none)))
        row.addWidget(icon_button("contrast", N_("Invert the mask (Ctrl+Shift+I)"), lambda: act(MaskEdits.invert)))
        row.addStretch(1)
        row.addWidget(_upright())
        row.addStretch(1)
        for icon, tip, do in (
            ("expand", N_("Grow the mask by that many pixels"), MaskEdits.grow),
            ("shrink", N_("Shrink the mask by that many pixels"), MaskEdits.shrink),
            ("feather", N_("Soften the mask's edge by that many pixels"), MaskEdits.feather),
        ):
            row.addWidget(icon_button(icon, tip, lambda do=do: act(lambda edits, mask: do(edits, mask, by()))))  # type: ignore[misc]
        row.addSpacing(2)
        row.addWidget(self.by)
        return row


def _upright() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "upright")
    line.setFixedSize(1, 20)
    return line
