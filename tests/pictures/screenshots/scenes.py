"""What the pictures show: each arranges a window and gives what is seen, where that is not the window itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from ganstudio.gui.batch.work import Stage
from ganstudio.gui.dialogs.help import shortcuts_dialog
from ganstudio.gui.dialogs.settings import SettingsDialog
from ganstudio.gui.window import Window
from ganstudio.image.edit import Edit
from ganstudio.settings import Settings
from ganstudio.tools.crop import CropParams
from ganstudio.tools.extend import ExtendParams
from ganstudio.tools.workflow import Workflow
from tests.pictures.scenes import (
    ASTRONAUT,
    CAT,
    COFFEE,
    aged,
    brushed,
    close_to_an_eye,
    dabbed,
    damaged,
    drawn,
    exported,
    folder_of_photos,
    goals,
    laid,
    trained,
)
from tests.pictures.stage import at_home, sample, wait

Arrange = Callable[[Window], QWidget | None]


def crop(window: Window) -> None:
    """A frame on the canvas, before it cuts."""
    page = sample(window, COFFEE, "crop")
    width, height = page.document.photo.size
    side = round(height * 0.9)
    window.panel.put_params(
        CropParams("1:1", left=(width - side) // 2, top=(height - side) // 2, width=side, height=side)
    )


def faces(window: Window) -> None:
    """Her face, older; what a slider would make of it, from end to end."""
    aged(window, 0.75, 2.0, QPointF(60, 200))
    form = window.panel.form
    smile = form.sliders.all["smile"]
    smile.entered.emit(smile)
    wait(lambda: bool(form.ranges.strip and form.ranges.strip.images))


def compare(window: Window) -> None:
    """Done, with the original beside it."""
    page = sample(window, ASTRONAUT, "upscale")
    window.menu_actions["run"].trigger()
    wait(lambda: window.work.page is None)
    window.stage.comparing = True
    page.canvas.set_zoom(1.0)
    page.canvas.pan(QPointF(0, 380))  # her face


def extend(window: Window) -> None:
    """More room on the left and above, before it is filled."""
    sample(window, CAT, "extend")
    window.panel.put_params(ExtendParams(left=20, top=12))


def batch(window: Window) -> QWidget:
    """A workflow on a folder of photos, all of which are done."""
    desk = window.batches
    setup = desk.window.setup
    desk.take([folder_of_photos("Galapagos 2024/Isabela and Fernandina, first week", 12)])
    steps = Edit("resize", {"mode": "fit", "width": 240, "height": 240}), Edit("sharpen", {"amount": 0.6})
    desk.use(Workflow("For the web", steps))
    setup.output.place.set_output(at_home("web"))
    wait(lambda: setup.sources.count == 12)
    setup.start.click()
    wait(lambda: desk.work.stage is Stage.OVER)
    return desk.window


def export(window: Window) -> QWidget:
    """Of a photo that a network has enlarged."""
    compare(window)
    page = window.session.current
    assert page
    return exported(window, page)


def settings(window: Window) -> QWidget:
    """As they are in the beginning, before a photo."""
    close_to_an_eye(window)
    dialog = SettingsDialog(window.studio, window)
    dialog.form.set_params(Settings(language="en", theme="dark"))
    dialog.show()
    return dialog


def shortcuts(window: Window) -> QWidget:
    """All of them, before a photo."""
    extend(window)
    dialog = shortcuts_dialog(window.menu_actions, window)
    dialog.show()
    return dialog


SCENES: dict[str, tuple[str, Arrange]] = {
    "start": ("dark", lambda _window: None),
    "preview": ("dark", close_to_an_eye),
    "settings": ("dark", settings),
    "crop": ("dark", crop),
    "remove": ("dark", brushed),
    "faces": ("dark", faces),
    "repair": ("dark", damaged),
    "insert": ("dark", laid),
    "batch": ("dark", batch),
    "wizard": ("dark", goals),
    "training": ("dark", trained),
    "window": ("light", compare),
    "export": ("light", export),
    "colorize": ("light", dabbed),
    "style": ("light", drawn),
    "extend": ("light", extend),
    "shortcuts": ("light", shortcuts),
}
"""Name of the picture → its theme, and how it comes about."""
