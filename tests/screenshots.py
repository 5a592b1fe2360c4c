"""Pictures of the real window for the README: `python -m tests.screenshots [FOLDER]`. Needs no display."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# A home of its own: nothing of whoever runs this is seen. Before anything imports Qt.
os.environ["GANSTUDIO_HOME"] = HOME = tempfile.mkdtemp(prefix="ganstudio-screenshots-")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, QPoint, QPointF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QDialog

from ganstudio import paths
from ganstudio.gui import recent
from ganstudio.gui.app import make_app
from ganstudio.gui.batch.work import Stage
from ganstudio.gui.cutout.piece import cut
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.dialogs.help import shortcuts_dialog
from ganstudio.gui.dialogs.settings import SettingsDialog
from ganstudio.gui.dialogs.subject import of_page
from ganstudio.gui.instruments.pose import Pose
from ganstudio.gui.look.language import apply_language
from ganstudio.gui.look.theme import apply_theme
from ganstudio.gui.page import Page
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.image.edit import Edit
from ganstudio.masks.mask import freeze
from ganstudio.paths import resource
from ganstudio.settings import Settings
from ganstudio.tools.crop import CropParams
from ganstudio.tools.extend import ExtendParams
from ganstudio.tools.workflow import Workflow
from tests.gui.hand import click, drag
from trainers import RECIPES, launch
from trainers.status import Phase, read_status
from trainers.upscale import UpscaleTraining
from trainers.wear import worn

ROOT = Path(__file__).resolve().parent.parent
SIZE = (1440, 900)
PATIENCE = 300  # seconds: the tool works on two slow cores as well
DABS = (
    ((80, 300), (225, 80, 25)),
    ((345, 100), (120, 155, 200)),
    ((230, 60), (120, 80, 50)),
    ((225, 140), (225, 170, 145)),
)
"""Where in the first sample, and in which colour."""
CUP = ((278, 226), (206, 166), 14, 0, 360)
"""An ellipse in the third sample."""
PLACE = (520, 108)
"""Where its middle comes to lie."""
SAMPLES = [resource("samples") / name for name in ("astronaut.png", "cat.png", "coffee.png")]


def main(folder: Path) -> None:
    """Make all pictures, half of them dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in SAMPLES:
        recent.remember(path)
    with shown("dark") as window:
        save(window, folder / "start.png")
        preview(window, folder / "preview.png")
        over(window, SettingsDialog(window.studio, window), folder / "settings.png")
        crop(window, folder / "crop.png")
        remove(window, folder / "remove.png")
        faces(window, folder / "faces.png")
        repair(window, folder / "repair.png")
        insert(window, folder / "insert.png")
        batch(window, folder / "batch.png")
        wizard(window, folder / "wizard.png")
        training(window, folder / "training.png")
    with shown("light") as window:
        compare(window, folder / "window.png")
        export(window, folder / "export.png")
        colorize(window, folder / "colorize.png")
        style(window, folder / "style.png")
        extend(window, folder / "extend.png")
        over(window, shortcuts_dialog(window.menu_actions, window), folder / "shortcuts.png")


def preview(window: Window, path: Path) -> None:
    """Close to an eye, before anything is done."""
    window.session.open(SAMPLES)
    wait(lambda: len(window.session.pages) == len(SAMPLES))
    page = window.session.pages[1]
    window.session.show(page)
    page.canvas.set_zoom(4.0)
    window.stage.comparing = True
    window.panel.preview.click()
    wait(lambda: page.canvas._preview is not None)
    save(window, path)


def crop(window: Window, path: Path) -> None:
    """A frame on the canvas, before it cuts."""
    window.menu_actions["preview"].trigger()
    window.menu_actions["compare"].trigger()
    page = window.session.pages[2]
    window.session.show(page)
    window.menu_actions["tool:crop"].trigger()
    page.canvas.fit()
    width, height = page.document.photo.size
    side = round(height * 0.9)
    window.panel.put_params(
        CropParams("1:1", left=(width - side) // 2, top=(height - side) // 2, width=side, height=side)
    )
    save(window, path)


def remove(window: Window, path: Path) -> None:
    """A mask over the spoon, before it is filled."""
    brushed(window)
    save(window, path)


def brushed(window: Window) -> None:
    """The spoon is masked."""
    page = window.session.pages[2]
    window.session.show(page)
    window.menu_actions["tool:inpaint"].trigger()
    page.canvas.fit()
    window.kit.put(size=28, hardness=1.0)
    drag(page.canvas, [(420, 72), (416, 95), (411, 122)])
    window.kit.put(size=98)
    drag(page.canvas, [(364, 284), (368, 287)])


def repair(window: Window, path: Path) -> None:
    """A scan with scratches and dust: what is found of them, before it is filled."""
    found(window)
    save(window, path)


def found(window: Window) -> None:
    """Damage is looked for in a scan."""
    scan = Path(HOME) / "scan.png"
    grey = cv2.imread(str(SAMPLES[0]), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    old = worn(np.dstack([np.asarray(grey, np.uint8)] * 3), np.random.default_rng(11)).picture
    cv2.imwrite(str(scan), old)
    page = opened(window, scan)
    window.menu_actions["tool:repair"].trigger()
    page.canvas.fit()
    window.panel.form.find_damage()
    wait(lambda: not window.panel.form.finding)


def insert(window: Window, path: Path) -> None:
    """A second cup, as it will look; the frame by which it is moved and turned."""
    laid(window)
    save(window, path)


def laid(window: Window) -> None:
    """A piece lies on the photo."""
    page = window.session.pages[2]
    window.session.show(page)
    window.menu_actions["tool:insert"].trigger()
    page.canvas.fit()
    photo = page.document.photo
    outline = np.zeros(photo.pixels.shape[:2], np.uint8)
    cv2.ellipse(outline, *CUP, 255, -1)
    window.panel.form.lay(cut(photo, photo, freeze(outline), "cup.png"), Pose(QPointF(*PLACE), 0.45, -12))
    page.canvas.setFocus()
    wait(lambda: True, seconds=5)


def extend(window: Window, path: Path) -> None:
    """More room on the left and above, before it is filled."""
    page = window.session.pages[1]
    window.session.show(page)
    window.menu_actions["tool:extend"].trigger()
    page.canvas.fit()
    window.panel.put_params(ExtendParams(left=20, top=12))
    save(window, path)


def batch(window: Window, path: Path) -> None:
    """A workflow on a folder of photos, some of them done."""
    folder = Path(HOME) / "Galapagos 2024" / "Isabela and Fernandina, first week"
    folder.mkdir(parents=True)
    for number in range(12):
        image = cv2.imread(str(SAMPLES[number % 3]))
        assert image is not None
        left = 12 * number
        cv2.imwrite(str(folder / f"DSC_{1204 + number}.png"), image[:, left : left + 300])
    desk = window.batches
    setup = desk.window.setup
    desk.take([folder])
    steps = Edit("resize", {"mode": "fit", "width": 240, "height": 240}), Edit("sharpen", {"amount": 0.6})
    desk.use(Workflow("For the web", steps))
    setup.output.place.set_output(Path(HOME) / "web")
    wait(lambda: setup.sources.count == 12)
    setup.start.click()
    wait(lambda: desk.work.stage is Stage.OVER)
    wait(lambda: True, seconds=1.5)
    print(path, flush=True)
    assert desk.window.grab().save(str(path))
    desk.window.close()


def opened(window: Window, path: Path) -> Page:
    """The page of a file that is opened now."""
    window.session.open([path])
    wait(lambda: window.session.current is not None and window.session.current.document.photo.path == path)
    page = window.session.current
    assert page
    return page


def faces(window: Window, path: Path) -> None:
    """Her face, older and with another smile; what a slider would make of it, from end to end."""
    page = window.session.pages[0]
    window.session.show(page)
    window.menu_actions["tool:face"].trigger()
    form = window.panel.form
    wait(lambda: bool(form.board.faces))
    page.canvas.set_zoom(2.0)
    page.canvas.pan(QPointF(60, 200))
    form.sliders.all["age"].editor.set_value(0.75)
    form.sliders.all["age"].editor.changed.emit()
    wait(lambda: page.canvas._preview is not None, seconds=3)
    smile = form.sliders.all["smile"]
    smile.entered.emit(smile)
    wait(lambda: bool(form.ranges.strip and form.ranges.strip.images))
    save(window, path)
    smile.left.emit(smile)
    form.reset.click()


def compare(window: Window, path: Path) -> None:
    """Done, with the original beside it."""
    window.session.open(SAMPLES)
    wait(lambda: len(window.session.pages) == len(SAMPLES))
    page = window.session.pages[0]
    window.session.show(page)
    window.menu_actions["run"].trigger()
    wait(lambda: window.work.page is None)
    window.menu_actions["compare"].trigger()
    page.canvas.set_zoom(1.0)
    page.canvas.pan(QPointF(0, 380))  # her face
    save(window, path)


def export(window: Window, path: Path) -> None:
    """The dialog, with the size the file will have."""
    page = window.session.current
    assert page
    dialog = ExportDialog(of_page(page), window.studio, window)
    dialog.form.editors["format"].set_value("jpeg")
    dialog.form.editors["format"].changed.emit()
    wait(lambda: "kB" in dialog._estimate.text() or "MB" in dialog._estimate.text())
    dialog.path.setText(f"/home/ana/Fotos/{Path(dialog.path.text()).name}")  # no folder of this computer
    over(window, dialog, path)


def colorize(window: Window, path: Path) -> None:
    """A grey print of a photo, led by some dabs, the card of the last one open."""
    grey = Path(HOME) / "print.png"
    cv2.imwrite(str(grey), cv2.imread(str(SAMPLES[0]), cv2.IMREAD_GRAYSCALE))
    page = opened(window, grey)
    window.menu_actions["compare"].trigger()
    window.menu_actions["tool:colorize"].trigger()
    page.canvas.fit()
    board = window.panel.form.board
    for at, colour in DABS:
        click(page.canvas, at)
        wait(lambda: True, seconds=1)
        board.paint(colour)
    wait(lambda: page.canvas._preview is not None and bool(board.likely), seconds=15)
    save(window, path)
    board.clear()
    window.menu_actions["compare"].trigger()


def style(window: Window, path: Path) -> None:
    """The styles as the photo looks in them, one of them chosen."""
    drawn(window)
    save(window, path)


def drawn(window: Window) -> None:
    """A style is previewed."""
    page = window.session.pages[1]
    window.session.show(page)
    window.menu_actions["tool:style"].trigger()
    page.canvas.fit()
    tiles = window.panel.form.gallery.tiles
    wait(lambda: all(tile.image for tile in tiles.values()))
    tiles["pencil"].click()
    wait(lambda: page.canvas._preview is not None, seconds=5)


def wizard(window: Window, path: Path) -> None:
    """The way to a model of one's own: what it shall do."""
    window.trainings.show()
    wait(lambda: window.trainings._tab is not None)
    window.trainings.tab.begin()
    save(window, path)


def training(window: Window, path: Path) -> None:
    """A short training on the samples, as it stands at its end."""
    trained(window)
    save(window, path)
    window.trainings.show(False)


def trained(window: Window) -> None:
    """It is done, and shown."""
    values = {"title": "Cats and coffee", "start": "upscale-x4-sharp", "validation": str(resource("samples"))}
    values |= {"pixel_steps": 60, "gan_steps": 60, "batch": 2, "every": 20, "adversarial_weight": 0.03}
    folder = paths.runs_folder() / "samples"
    run = launch.prepare(RECIPES["upscale"], UpscaleTraining(**values), [resource("samples")], folder)
    launch.start(run)
    wait(lambda: read_status(folder).phase is Phase.FINISHED)
    window.trainings.look()
    window.trainings.tab.show_run(folder)
    wait(lambda: bool(window.trainings.tab.page.seen))


@contextmanager
def shown(theme: str) -> Iterator[Window]:
    """A window in the look of `theme`, its device known."""
    app = make_app()
    studio = Studio(Settings(language="en", theme=theme))
    apply_language(app, "en")
    apply_theme(app, theme)
    window = Window(studio)
    window.resize(*SIZE)
    window.show()
    window.begin([])
    wait(lambda: studio.device is not None)
    yield window
    for page in tuple(window.session.pages):
        window.session.close(page)
    window.close()
    assert studio.runner.stop(60)


def save(window: Window, path: Path) -> None:
    """What is in the window."""
    wait(lambda: True, seconds=1.5)
    picture = window.grab()
    print(path, flush=True)
    assert picture.save(str(path))


def over(window: Window, dialog: QDialog, path: Path) -> None:
    """A dialog before its window."""
    dialog.show()
    wait(lambda: True, seconds=1.5)
    picture, front = window.grab(), dialog.grab()
    painter = QPainter(picture)
    painter.fillRect(window.rect(), QColor(0, 0, 0, 90))
    place = QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
    painter.drawPixmap(place, front)
    painter.end()
    print(path, flush=True)
    assert picture.save(str(path))
    dialog.done(0)
    dialog.deleteLater()


def wait(until: Callable[[], bool], seconds: float = 0.0) -> None:
    """Let the window work for `seconds`, and until `until`."""
    app = make_app()
    begin = time.monotonic()
    while time.monotonic() < begin + seconds or not until():
        assert time.monotonic() < begin + PATIENCE, "that takes too long"
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
