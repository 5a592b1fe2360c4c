"""Tools that are used by their panel alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ganstudio.gui.window import Window
from ganstudio.tools import TOOLS
from tests.pictures.guide.scene import Scene
from tests.pictures.scenes import ASTRONAUT, CAT, COFFEE, close_to_an_eye
from tests.pictures.stage import sample, wait

BENT = ((0.0, 0.0), (0.25, 0.18), (0.75, 0.84), (1.0, 1.0))


def with_values(number: int, tool: str, **values: object) -> Callable[[Window], None]:
    """A sample, with a tool and its values; what they do is seen where it can be."""

    def arrange(window: Window) -> None:
        page = sample(window, number, tool)
        window.panel.put_params(replace(window.panel.params, **values))  # type: ignore[type-var]
        if TOOLS[tool].preview == "none":
            return
        if window.panel.can_preview and not window.panel.preview.isChecked():
            window.panel.preview.click()
        if window.panel.previewed:
            wait(lambda: page.canvas._preview is not None)

    return arrange


SCENES = {
    name: Scene("panel", arrange)
    for name, arrange in {
        "light": with_values(COFFEE, "light", exposure=0.3, shadows=40.0, highlights=-30.0),
        "levels": with_values(CAT, "levels", black=18.0, gamma=1.2, white=232.0),
        "curves": with_values(ASTRONAUT, "curves", master=BENT),
        "white-balance": with_values(COFFEE, "white-balance", temperature=-30.0),
        "colour": with_values(COFFEE, "colour", vibrance=45.0),
        "sharpen": with_values(CAT, "sharpen", amount=1.2),
        "denoise": with_values(ASTRONAUT, "denoise", luminance=30),
        "vignette": with_values(CAT, "vignette", amount=55),
        "straighten": with_values(COFFEE, "straighten", angle=-4.0),
        "rotate": with_values(CAT, "rotate"),
        "flip": with_values(CAT, "flip"),
        "resize": with_values(ASTRONAUT, "resize", mode="fit", width=1200, height=1200),
        "face-restoration": with_values(ASTRONAUT, "face-restoration"),
        "extend": with_values(CAT, "extend", left=20.0, top=12.0),
        "crop": with_values(COFFEE, "crop", ratio="1:1", left=110, top=20, width=360, height=360),
        "upscale": close_to_an_eye,
    }.items()
}
