"""The status bar: what goes on, where the pointer is, what the photo is, where networks run."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.page import Page
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _


class Status(QStatusBar, Speaker):
    """Facts at the right; at the left a word on what is going on."""

    batch_requested = Signal()
    training_requested = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._page: Page | None = None
        self._profile = ""
        self._doing, self._pointer, self._photo, self._zoom, self._device = (QLabel() for _place in range(5))
        self.setSizeGripEnabled(False)
        self.batch, self.training = _way("layers", N_("Show the batch")), _way("graduation-cap", N_("Show trainings"))
        self.batch.clicked.connect(self.batch_requested)
        self.training.clicked.connect(lambda: self.training_requested.emit())
        self.addWidget(self._doing, 1)
        self.addPermanentWidget(self.training)
        self.addPermanentWidget(self.batch)
        for label in (self._pointer, self._photo, self._zoom, self._device):
            self.addPermanentWidget(label)
        say(self._device, N_("Where networks run, and how exactly; the settings change it"), "toolTip")
        say(self._pointer, N_("The pixel under the pointer: place and colour, in the photo's own values"), "toolTip")
        studio.device_changed.connect(self.speak)
        self.speak()

    def tell(self, text: str) -> None:
        """What is going on; empty when nothing is."""
        self._doing.setText(text)

    def tell_batch(self, text: str) -> None:
        """How the batch is that goes on beside the window; empty: there is none out of sight."""
        self.batch.setText(text)
        self.batch.setVisible(bool(text))

    def tell_training(self, text: str) -> None:
        """The same of a training."""
        self.training.setText(text)
        self.training.setVisible(bool(text))

    def show_page(self, page: Page | None) -> None:
        """The facts of `page`."""
        if self._page and page is not self._page:
            self._page.canvas.zoom_changed.disconnect(self._show_zoom)
            self._page.canvas.pointer_moved.disconnect(self._show_pointer)
        if page and page is not self._page:
            page.canvas.zoom_changed.connect(self._show_zoom)
            page.canvas.pointer_moved.connect(self._show_pointer)
        self._page = page
        self._profile = _profile(page) if page else ""
        self.speak()

    def speak(self) -> None:
        self._show_device()
        self._pointer.clear()
        self._photo.clear()
        self._zoom.clear()
        if self._page:
            photo = self._page.document.photo
            depth = _("{depth} bit").format(depth=8 * photo.pixels.dtype.itemsize)
            self._photo.setText(f"{photo.size[0]} × {photo.size[1]}  ·  {depth}  ·  {self._profile}")
            self._show_zoom(self._page.canvas.zoom)

    def _show_zoom(self, zoom: float) -> None:
        percent = 100 * zoom
        self._zoom.setText(f"{percent:.0f} %" if percent >= 10 else f"{percent:.1f} %")

    def _show_pointer(self, at: QPoint | None) -> None:
        values = self._page.canvas.colour_at(at) if self._page and at is not None else None
        shown = f"{at.x()}, {at.y()}  ·  {' '.join(map(str, values))}" if values and at is not None else ""
        self._pointer.setText(shown)

    def _show_device(self) -> None:
        device = self._studio.device
        if device:
            title = (
                _("Processor") if device.kind == "cpu" else device.title
            )  # its title is of the language it was found in
            self._device.setText(f"{title}  ·  {device.precision}")
        else:
            self._device.setText(_("Looking for a device…"))


def _way(icon: str, help_: str) -> QToolButton:
    """A button that leads to what goes on elsewhere."""
    button = QToolButton()
    put_icon(button, icon)
    button.setIconSize(QSize(16, 16))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    say(button, help_, "toolTip")
    button.hide()
    return button


def _profile(page: Page) -> str:
    from ganstudio.image.colour import title

    return title(page.document.photo.meta.icc)
