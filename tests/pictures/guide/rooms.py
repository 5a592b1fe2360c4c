"""Whole windows."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ganstudio.gui.window import Window
from ganstudio.image.edit import Edit
from ganstudio.projects.recovery import Found
from ganstudio.tools.workflow import Workflow
from tests.pictures.guide.scene import SIZES, Scene
from tests.pictures.scenes import ASTRONAUT, CAT, folder_of_photos, goals, trained
from tests.pictures.stage import SAMPLES, sample, wait

WEB = Workflow(
    "Web", (Edit("resize", {"mode": "fit", "width": 1600, "height": 1600}), Edit("sharpen", {"amount": 0.6}))
)


def whole(window: Window) -> None:
    """All of it, at rest."""
    sample(window, ASTRONAUT, "upscale")


def history(window: Window) -> None:
    """Three steps."""
    page = sample(window, CAT, "light")
    window.resizeDocks([window.panel_dock, window.history_dock], [240, 400], Qt.Orientation.Vertical)
    for tool, values in (("light", {"exposure": 0.4}), ("crop", {"ratio": "5:4"}), ("sharpen", {"amount": 1.0})):
        window.menu_actions[f"tool:{tool}"].trigger()
        window.panel.put_params(replace(window.panel.params, **values))
        steps = len(page.document.steps)
        window.menu_actions["run"].trigger()
        wait(lambda: window.work.page is None and len(page.document.steps) > steps)  # noqa: B023
    page.canvas.fit()


def projects(window: Window) -> None:
    """What a start after a power cut offers."""
    now = time.mktime((2024, 5, 17, 16, 20, 0, 0, 0, -1))
    photos = [Found(Path(path.stem), path.name, path, n, n == 0, n < 2, now) for n, path in enumerate(SAMPLES[:2])]
    window.stage.recovery.offer(photos)


def models(window: Window) -> None:
    """The library, a model chosen."""
    window.library.show()
    leaf = window.library.page.shelf
    leaf.view.choose(["upscale-x4-sharp"])
    leaf._chosen()
    wait(lambda: all(leaf.showcase.pair(info) for info in leaf.model.infos[:6]))


def catalogue(window: Window) -> None:
    """Known models."""
    window.library.show()
    window.library.page.turn_to(1)


def compare(window: Window) -> QWidget:
    """Two models and the original on the part of a photo."""
    sample(window, CAT, "upscale")
    store = window.studio.store
    window.versus.compare([store.find(name, "upscale") for name in ("upscale-x4-faithful", "upscale-x4-sharp")])
    seen = window.versus.window
    seen.resize(*SIZES["room"])
    wait(lambda: seen.trials.over == 2)
    return seen


def batch(window: Window) -> QWidget:
    """A workflow on a folder of photos."""
    desk = window.batches
    setup = desk.window.setup
    desk.take([folder_of_photos("Isabela", 9)])
    desk.use(WEB)
    setup.output.place.set_output(Path("/home/ana/Fotos/web"))  # no folder of this computer
    wait(lambda: setup.sources.count == 9)
    desk.window.resize(*SIZES["room"])
    return desk.window


def random_faces(window: Window) -> QWidget:
    """One that does not exist, and her neighbours."""
    window.explorer.show()
    seen = window.explorer.window
    wait(lambda: seen.maker.photo is not None)
    return seen


SCENES = {
    name: Scene("room", arrange)
    for name, arrange in {
        "start": lambda _window: None,
        "window": whole,
        "history": history,
        "projects": projects,
        "models": models,
        "catalogue": catalogue,
        "compare": compare,
        "wizard": goals,
        "training": trained,
        "batch": batch,
        "random-faces": random_faces,
    }.items()
}
