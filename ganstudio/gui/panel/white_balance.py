"""The form of white balance: sliders in the colours they lead to, and the button that picks a grey."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QSlider

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.panel.form import Form
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo

COLD_TO_WARM = ("#4b83e8", "#8d8d8d", "#e8b23c")
_ENDS = {"temperature": COLD_TO_WARM, "tint": ("#4fb860", "#8d8d8d", "#d05bc4")}


class WhiteBalanceForm(Form):
    """Rows as declared. While the button is down, `picking`, a click on the photo picks."""

    def __init__(self, kind: type[Any], **how: Any) -> None:
        super().__init__(kind, **how)
        self.pick = QPushButton()
        self.pick.setCheckable(True)
        self.pick.setProperty("kind", "chip")
        put_icon(self.pick, "pipette")
        say(self.pick, N_("Pick a grey"))
        say(self.pick, N_("Then click on something in the photo that is grey or white in truth."), "toolTip")
        self._rows.addRow(self.pick)
        for name, colours in _ENDS.items():
            slider = self.editors[name].findChild(QSlider)
            if slider:
                slider.setStyleSheet(groove(*colours))

    @property
    def picking(self) -> bool:
        """Whether a click on the photo picks."""
        return self.pick.isChecked()

    @picking.setter
    def picking(self, on: bool) -> None:
        self.pick.setChecked(on)

    def show_photo(self, photo: Photo | None) -> None:
        super().show_photo(photo)
        self.picking = False
        # What is grey in itself has no colour to take out.
        self.pick.setEnabled(photo is not None and not photo.meta.grey)


def groove(left: str, middle: str, right: str) -> str:
    """A slider whose groove shows where it leads."""
    ramp = f"qlineargradient(x1:0, y1:0, x2:1, y2:0, stop:0 {left}, stop:0.5 {middle}, stop:1 {right})"
    return (
        f"QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {ramp}; }}"
        "QSlider::sub-page:horizontal { background: transparent; }"
    )
