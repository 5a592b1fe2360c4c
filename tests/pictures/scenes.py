"""What is set up for the documents and for the guide alike."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QPointF

from ganstudio import paths
from ganstudio.gui.cutout.piece import cut
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.dialogs.subject import of_page
from ganstudio.gui.instruments.pose import Pose
from ganstudio.gui.page import Page
from ganstudio.gui.window import Window
from ganstudio.masks.mask import freeze
from tests.gui.hand import click, drag
from tests.pictures.stage import SAMPLES, at_home, opened, sample, wait
from trainers import RECIPES, launch
from trainers.status import Phase, read_status
from trainers.upscale import UpscaleTraining
from trainers.wear import worn

ASTRONAUT, CAT, COFFEE = range(3)
"""Places in SAMPLES."""
DABS = (
    ((80, 300), (225, 80, 25)),
    ((345, 100), (120, 155, 200)),
    ((230, 60), (120, 80, 50)),
    ((225, 140), (225, 170, 145)),
)
"""Where in the first sample, and in which colour."""
CUP = (
    *((172, 95), (185, 60), (220, 35), (265, 22), (310, 22), (360, 33), (400, 55), (420, 90), (412, 125)),
    *((450, 150), (478, 190), (478, 240), (455, 295), (415, 340), (360, 375), (295, 392), (230, 385), (165, 360)),
    *((115, 325), (85, 280), (72, 232), (80, 190), (105, 155), (140, 130), (178, 125)),
)
"""Around cup and saucer in the third sample."""
PLACE = (520, 108)
"""Where its middle comes to lie."""


def close_to_an_eye(window: Window) -> None:
    """A preview of what super-resolution would make of it, before and after."""
    page = sample(window, CAT, "upscale")
    page.canvas.set_zoom(4.0)
    window.stage.comparing = True
    window.panel.preview.click()
    wait(lambda: page.canvas._preview is not None)


def brushed(window: Window) -> None:
    """The spoon is masked, before it is removed."""
    page = sample(window, COFFEE, "inpaint")
    window.kit.put(size=28, hardness=1.0)
    drag(page.canvas, [(420, 72), (416, 95), (411, 122)])
    window.kit.put(size=98)
    drag(page.canvas, [(364, 284), (368, 287)])


def damaged(window: Window) -> None:
    """What is found of scratches and dust in a scan, before it is filled."""
    scan = at_home("scan.png")
    old = worn(np.dstack([_grey()] * 3), np.random.default_rng(11)).picture
    cv2.imwrite(str(scan), old)
    page = opened(window, scan)
    window.menu_actions["tool:repair"].trigger()
    page.canvas.fit()
    window.panel.form.find_damage()
    wait(lambda: not window.panel.form.finding)


def laid(window: Window) -> None:
    """A second cup lies on the photo, in the frame by which it is moved and turned."""
    page = sample(window, COFFEE, "insert")
    photo = page.document.photo
    outline = np.zeros(photo.pixels.shape[:2], np.uint8)
    cv2.fillPoly(outline, [np.array(CUP, np.int32)], 255)
    window.panel.form.lay(cut(photo, photo, freeze(outline), "cup.png"), Pose(QPointF(*PLACE), 0.45, -12))
    page.canvas.setFocus()


def drawn(window: Window) -> None:
    """The photo in all styles, one of which is previewed."""
    page = sample(window, CAT, "style")
    tiles = window.panel.form.gallery.tiles
    wait(lambda: all(tile.image for tile in tiles.values()))
    tiles["pencil"].click()
    wait(lambda: page.canvas._preview is not None)


def aged(window: Window, age: float, zoom: float, middle: QPointF) -> None:
    """Her face, older, before that is done."""
    page = sample(window, ASTRONAUT, "face")
    form = window.panel.form
    wait(lambda: bool(form.board.faces))
    page.canvas.set_zoom(zoom)
    page.canvas.pan(middle)
    form.sliders.all["age"].editor.set_value(age)
    form.sliders.all["age"].editor.changed.emit()
    wait(lambda: page.canvas._preview is not None)


def dabbed(window: Window) -> None:
    """A grey print, led by some dabs, the card of the last one open."""
    grey = at_home("print.png")
    cv2.imwrite(str(grey), _grey())
    page = opened(window, grey)
    window.menu_actions["tool:colorize"].trigger()
    page.canvas.fit()
    board = window.panel.form.board
    for at, colour in DABS:
        click(page.canvas, at)
        wait(lambda: bool(board.likely))
        board.paint(colour)
    wait(lambda: page.canvas._preview is not None)


def exported(window: Window, page: Page) -> ExportDialog:
    """The dialog, with the size the file will have."""
    dialog = ExportDialog(of_page(page), window.studio, window)
    dialog.form.editors["format"].set_value("jpeg")
    dialog.form.editors["format"].changed.emit()
    wait(lambda: "kB" in dialog._estimate.text() or "MB" in dialog._estimate.text())
    dialog.path.setText(f"/home/ana/Fotos/{Path(dialog.path.text()).name}")  # no folder of this computer
    dialog.show()
    return dialog


def folder_of_photos(name: str, count: int) -> Path:
    """Pieces of the samples, called as a camera calls them."""
    folder = at_home(name)
    folder.mkdir(parents=True)
    for number in range(count):
        image = cv2.imread(str(SAMPLES[number % 3]))
        assert image is not None
        cv2.imwrite(str(folder / f"DSC_{1204 + number}.png"), image[:, 12 * number : 12 * number + 300])
    return folder


def goals(window: Window) -> None:
    """The way to a model of one's own: what it shall do."""
    window.trainings.show()
    wait(lambda: window.trainings._tab is not None)
    window.trainings.tab.begin()


def trained(window: Window) -> None:
    """A short training on the samples, as it stands at its end."""
    folder = paths.runs_folder() / "samples"
    shutil.copytree(_run(), folder)
    window.trainings.show()
    wait(lambda: window.trainings._tab is not None)
    wait(lambda: bool(window.trainings.roll.entries))
    window.trainings.tab.show_run(folder)
    wait(lambda: bool(window.trainings.tab.page.seen))


@cache
def _run() -> Path:
    """The folder of a training that has ended."""
    folder = Path(tempfile.mkdtemp(prefix="ganstudio-run-")) / "samples"
    values = {"title": "Cats and coffee", "start": "upscale-x4-sharp", "validation": str(SAMPLES[0].parent)}
    values |= {"pixel_steps": 30, "gan_steps": 30, "batch": 2, "every": 10, "adversarial_weight": 0.03}
    launch.start(launch.prepare(RECIPES["upscale"], UpscaleTraining(**values), [SAMPLES[0].parent], folder))
    wait(lambda: read_status(folder).phase is Phase.FINISHED)
    return folder


def _grey() -> np.ndarray:
    image = cv2.imread(str(SAMPLES[ASTRONAUT]), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    return np.asarray(image, np.uint8)
