"""Pictures for the user guide, of the real window in each language: `python -m tests.guide_pictures [NAME…]`.

Made of the bundled samples and the bundled models alone. Needs no display.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.dialogs.settings import SettingsDialog
from ganstudio.gui.dialogs.subject import of_page
from ganstudio.gui.dialogs.workflows import WorkflowsDialog
from ganstudio.gui.page import Page
from ganstudio.gui.window import Window
from ganstudio.i18n import LANGUAGES
from ganstudio.image.edit import Edit
from ganstudio.paths import resource
from ganstudio.projects.recovery import Found
from ganstudio.tools import TOOLS
from ganstudio.tools.workflow import Workflow
from tests.gui.hand import click, drag
from tests.screenshots import DABS, HOME, SAMPLES, brushed, drawn, found, laid, opened, shown, trained, wait

FOLDER = resource("guide") / "pictures"
TIGHT = (780, 620)
"""The window for one panel: cut off at its left is the palette."""
WIDE = (1180, 740)
"""The window for a whole room."""
MOST = 1000
"""Pixels of width in a file."""
QUALITY = 78
WORKFLOWS = {
    "Web": (Edit("resize", {"mode": "fit", "width": 1600, "height": 1600}), Edit("sharpen", {"amount": 0.6})),
    "Scans": (Edit("repair"), Edit("denoise", {"luminance": 20}), Edit("upscale", {"scale": 2.0})),
}


class Camera:
    """Takes each picture in all languages."""

    def __init__(self, window: Window, wanted: list[str]) -> None:
        self.window, self.wanted = window, wanted

    def panel(self, name: str, arrange: Callable[[Window], object]) -> None:
        """Photo and panel."""
        if self._shall(name):
            self.window.resize(*TIGHT)
            arrange(self.window)
            self._take(name, lambda: self._cut(self.window.grab()))

    def room(self, name: str, arrange: Callable[[Window], QWidget | None]) -> None:
        """A whole window."""
        if self._shall(name):
            self.window.resize(*WIDE)
            seen = arrange(self.window) or self.window
            self._take(name, seen.grab)

    def dialog(self, name: str, make: Callable[[Window], QWidget]) -> None:
        """A dialog, made anew for each language."""
        if not self._shall(name):
            return

        def grab() -> QPixmap:
            dialog = make(self.window)
            dialog.show()
            wait(lambda: True, seconds=1)
            picture = dialog.grab()
            dialog.close()
            dialog.deleteLater()
            return picture

        self._take(name, grab)

    def _shall(self, name: str) -> bool:
        return not self.wanted or name in self.wanted

    def _take(self, name: str, grab: Callable[[], QPixmap]) -> None:
        for language in LANGUAGES:
            self.window.studio.change(replace(self.window.studio.settings, language=language))
            wait(lambda: True, seconds=0.8)
            path = FOLDER / language / f"{name}.webp"
            path.parent.mkdir(parents=True, exist_ok=True)
            write(grab().toImage(), path)
            print(path.relative_to(FOLDER), path.stat().st_size, flush=True)
        self.window.studio.change(replace(self.window.studio.settings, language="en"))

    def _cut(self, picture: QPixmap) -> QPixmap:
        left = self.window.middle.mapTo(self.window, self.window.middle.rect().topLeft())
        return picture.copy(QRect(left.x(), left.y(), picture.width() - left.x(), picture.height() - left.y()))


def write(picture: QImage, path: Path) -> None:
    """As WebP, no wider than MOST."""
    if picture.width() > MOST:
        picture = picture.scaledToWidth(MOST, Qt.TransformationMode.SmoothTransformation)
    assert picture.convertToFormat(QImage.Format.Format_RGB888).save(str(path), "webp", QUALITY)


def main(wanted: list[str]) -> None:
    """Make all, or those that are wanted."""
    with shown("dark") as window:
        camera = Camera(window, wanted)
        camera.room("start", lambda _window: None)
        window.session.open(SAMPLES)
        wait(lambda: len(window.session.pages) == len(SAMPLES))
        bare(window)
        panels(camera)
        instruments(camera)
        rooms(camera)


def bare(window: Window) -> None:
    """Nothing beside photo and panel."""
    window.tools.set_named(False)
    window.stage.strip_wanted = False
    window.history_dock.hide()


def photo(number: int, tool: str, window: Window) -> Page:
    """A sample, with a tool chosen for it."""
    page = window.session.pages[number]
    window.session.show(page)
    window.menu_actions[f"tool:{tool}"].trigger()
    wait(lambda: True, seconds=0.3)
    page.canvas.fit()
    return page


def with_values(number: int, tool: str, **values: object) -> Callable[[Window], None]:
    """A sample, with a tool and its values; of an instant tool the effect is seen."""

    def arrange(window: Window) -> None:
        page = photo(number, tool, window)
        window.panel.put_params(replace(window.panel.params, **values))  # type: ignore[type-var]
        if TOOLS[tool].preview != "none" and TOOLS[tool].id != "upscale":
            if window.panel.can_preview and not window.panel.preview.isChecked():
                window.panel.preview.click()
            if window.panel.previewed:
                wait(lambda: page.canvas._preview is not None)

    return arrange


def panels(camera: Camera) -> None:
    """Tools that are used by their panel alone."""
    bent = ((0.0, 0.0), (0.25, 0.18), (0.75, 0.84), (1.0, 1.0))
    camera.panel("light", with_values(2, "light", exposure=0.3, shadows=40.0, highlights=-30.0))
    camera.panel("levels", with_values(1, "levels", black=18.0, gamma=1.2, white=232.0))
    camera.panel("curves", with_values(0, "curves", master=bent))
    camera.panel("white-balance", with_values(2, "white-balance", temperature=-30.0))
    camera.panel("colour", with_values(2, "colour", vibrance=45.0))
    camera.panel("sharpen", with_values(1, "sharpen", amount=1.2))
    camera.panel("denoise", with_values(0, "denoise", luminance=30))
    camera.panel("vignette", with_values(1, "vignette", amount=55))
    camera.panel("straighten", with_values(2, "straighten", angle=-4.0))
    camera.panel("rotate", with_values(1, "rotate"))
    camera.panel("flip", with_values(1, "flip"))
    camera.panel("resize", with_values(0, "resize", mode="fit", width=1200, height=1200))
    camera.panel("face-restoration", with_values(0, "face-restoration"))
    camera.panel("extend", with_values(1, "extend", left=20.0, top=12.0))
    camera.panel("crop", with_values(2, "crop", ratio="1:1", left=110, top=20, width=360, height=360))
    camera.panel("upscale", upscale)


def upscale(window: Window) -> None:
    """Close to an eye, before anything is done."""
    page = photo(1, "upscale", window)
    page.canvas.set_zoom(4.0)
    window.stage.comparing = True
    window.panel.preview.click()
    wait(lambda: page.canvas._preview is not None)
    window.stage.comparing = True


def instruments(camera: Camera) -> None:
    """Tools that want a hand on the photo."""
    camera.window.stage.comparing = False
    camera.panel("inpaint", brushed)
    camera.panel("mask", mask)
    camera.panel("repair", repair)
    camera.panel("insert", laid)
    camera.panel("style", drawn)
    camera.panel("face", face)
    camera.panel("colorize", colorize)


def mask(window: Window) -> None:
    """The cat's face alone is changed."""
    page = photo(1, "light", window)
    window.panel.masks.open()
    wait(lambda: True, seconds=0.5)
    window.kit.put(size=120, hardness=0.3)
    drag(page.canvas, [(190, 110), (230, 130), (270, 120), (230, 170)])


def repair(window: Window) -> None:
    """A scan, and nothing else said about it."""
    found(window)
    window.stage.banner.clear()


def face(window: Window) -> None:
    """Older, before it is done."""
    page = photo(0, "face", window)
    form = window.panel.form
    wait(lambda: bool(form.board.faces))
    page.canvas.set_zoom(1.6)
    page.canvas.pan(QPointF(20, 190))
    form.sliders.all["age"].editor.set_value(0.7)
    form.sliders.all["age"].editor.changed.emit()
    wait(lambda: page.canvas._preview is not None, seconds=3)


def colorize(window: Window) -> None:
    """A grey print, led by dabs."""
    grey = Path(HOME) / "print.png"
    cv2.imwrite(str(grey), cv2.imread(str(SAMPLES[0]), cv2.IMREAD_GRAYSCALE))
    page = opened(window, grey)
    window.menu_actions["tool:colorize"].trigger()
    page.canvas.fit()
    for at, colour in DABS:
        click(page.canvas, at)
        wait(lambda: True, seconds=1)
        window.panel.form.board.paint(colour)
    wait(lambda: page.canvas._preview is not None, seconds=8)


def rooms(camera: Camera) -> None:
    """Whole windows and dialogs."""
    camera.window.stage.comparing = False
    camera.room("window", whole)
    camera.room("history", history)
    camera.dialog("export", export)
    camera.dialog("settings", lambda window: SettingsDialog(window.studio, window))
    camera.room("projects", projects)
    camera.room("models", models)
    camera.room("catalogue", catalogue)
    camera.room("compare", compare)
    camera.room("wizard", wizard)
    camera.room("training", trained)
    camera.room("batch", batch)
    camera.dialog("workflows", workflows)
    camera.room("random-faces", random_faces)


def whole(window: Window) -> None:
    """All of it, at rest."""
    page = photo(0, "upscale", window)
    window.tools.set_named(True)
    window.history_dock.show()
    window.stage.strip_wanted = True
    wait(lambda: True, seconds=1)
    page.canvas.fit()


def history(window: Window) -> None:
    """Three steps, the second looked at."""
    page = photo(1, "light", window)
    window.history_dock.show()
    window.resizeDocks([window.panel_dock, window.history_dock], [240, 400], Qt.Orientation.Vertical)
    for tool, values in (("light", {"exposure": 0.4}), ("crop", {"ratio": "5:4"}), ("sharpen", {"amount": 1.0})):
        window.menu_actions[f"tool:{tool}"].trigger()
        window.panel.put_params(replace(window.panel.params, **values))
        steps = len(page.document.steps)
        window.menu_actions["run"].trigger()
        wait(lambda: window.work.page is None and len(page.document.steps) > steps)  # noqa: B023
    page.canvas.fit()


def export(window: Window) -> QWidget:
    """The dialog, with the size the file will have."""
    page = window.session.pages[0]
    dialog = ExportDialog(of_page(page), window.studio, window)
    dialog.form.editors["format"].set_value("jpeg")
    dialog.form.editors["format"].changed.emit()
    wait(lambda: "kB" in dialog._estimate.text() or "MB" in dialog._estimate.text())
    dialog.path.setText(f"/home/ana/Fotos/{Path(dialog.path.text()).name}")  # no folder of this computer
    return dialog


def projects(window: Window) -> None:
    """What a start after a power cut offers."""
    bare(window)
    now = time.mktime((2024, 5, 17, 16, 20, 0, 0, 0, -1))
    photos = [Found(Path(path.stem), path.name, path, n, n == 0, n < 2, now) for n, path in enumerate(SAMPLES[:2])]
    window.stage.recovery.offer(photos)


def models(window: Window) -> None:
    """The library, a model chosen."""
    window.stage.recovery.offer(())
    window.library.show()
    leaf = window.library.page.shelf
    leaf.view.choose(["upscale-x4-sharp"])
    leaf._chosen()
    shown = leaf.model.infos[:6]
    wait(lambda: all(leaf.showcase.pair(info) for info in shown))
    leaf.showcase._speeds.clear()  # of this computer, at this moment


def catalogue(window: Window) -> None:
    """Known models."""
    window.library.show()
    window.library.page.turn_to(1)


def compare(window: Window) -> QWidget:
    """Two models and the original on the part of a photo."""
    window.library.show(False)
    page = photo(1, "upscale", window)
    window.session.show(page)
    store = window.studio.store
    window.versus.compare([store.find(name, "upscale") for name in ("upscale-x4-faithful", "upscale-x4-sharp")])
    seen = window.versus.window
    seen.resize(*WIDE)
    wait(lambda: seen.trials.over == 2, seconds=2)
    return seen


def wizard(window: Window) -> None:
    """What shall the model do?"""
    window.versus.window.close()
    window.trainings.show()
    wait(lambda: window.trainings._tab is not None)
    window.trainings.tab.begin()


def batch(window: Window) -> QWidget:
    """A workflow on a folder of photos."""
    window.trainings.show(False)
    folder = Path(HOME) / "Isabela"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(9):
        image = cv2.imread(str(SAMPLES[number % 3]))
        assert image is not None
        cv2.imwrite(str(folder / f"DSC_{1204 + number}.png"), image[:, 12 * number : 12 * number + 300])
    desk = window.batches
    setup = desk.window.setup
    desk.take([folder])
    desk.use(Workflow("Web", WORKFLOWS["Web"]))
    setup.output.place.set_output(Path("/home/ana/Fotos/web"))  # no folder of this computer
    wait(lambda: setup.sources.count == 9)
    desk.window.resize(*WIDE)
    return desk.window


def workflows(window: Window) -> QWidget:
    """The user's own."""
    shelf = window.workflows.shelf
    if not shelf.entries():
        for name, steps in WORKFLOWS.items():
            shelf.put(Workflow(name, steps))
    return WorkflowsDialog(shelf, window.studio, photo=True, parent=window)


def random_faces(window: Window) -> QWidget:
    """One that does not exist."""
    window.batches.window.close()
    window.explorer.show()
    seen = window.explorer.window
    wait(lambda: seen.maker.photo is not None, seconds=12)
    return seen


if __name__ == "__main__":
    main(sys.argv[1:])
