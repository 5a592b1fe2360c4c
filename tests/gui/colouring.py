"""A grey photo in the window, a tiny network that colours it, and a hand that sets dabs on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from pytestqt.qtbot import QtBot

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import save_model
from ganstudio.engine.store import Store
from ganstudio.gui.instruments.dabs import DabsInstrument
from ganstudio.gui.page import Page
from ganstudio.gui.panel.colorize import ColorizeForm
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.networks import ARCHITECTURES
from ganstudio.tools.colouring import suggestions
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.gui.hand import Point, click
from tests.gui.rooms import PATIENCE

CONFIG = {"channels": 8, "blocks": 1}
SIZE = WIDE, HIGH = 240, 160
RED, GREEN, BLUE = (200, 40, 30), (40, 160, 60), (50, 80, 200)


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a network of random weights that colours."""
    folder = tmp_path_factory.mktemp("colouring")
    torch.manual_seed(0)
    weights = ARCHITECTURES["colorize"].build(**CONFIG).state_dict()
    header = small.header("colorize", "colorize", CONFIG, "colorize")
    save_model(folder / "colorize.safetensors", {name: value.clone() for name, value in weights.items()}, header)
    small.save(folder, "upscale-x4-faithful")
    # What torch does once, it does here, where no watchdog waits.
    suggestions(grey(), 0.5, 0.5, (), "", Context(Engine(Store([folder]), "cpu", "float32"), Job()))
    return folder


def levels() -> Pixels:
    """(HIGH, WIDE, 1): from dark at the left to light at the right, with an edge across."""
    ramp = np.linspace(60, 190, WIDE, dtype=np.uint8)[None].repeat(HIGH, axis=0)
    ramp[HIGH // 2 :] += 30
    return ramp[..., None]


def grey() -> Photo:
    """A photo without colour."""
    return Photo(freeze(levels().repeat(3, axis=2)))


def sepia() -> Photo:
    """The same, toned."""
    return Photo(freeze(np.rint(levels() * np.array([1.0, 0.88, 0.7])).astype(np.uint8)))


def colourful() -> Photo:
    """In colour."""
    pixels = levels().repeat(3, axis=2)
    pixels[:, : WIDE // 2] = RED
    pixels[: HIGH // 2, WIDE // 2 :] = BLUE
    return Photo(freeze(pixels))


def begun(window: Window, photo: Photo | None = None) -> Page:
    """A page on which colorize is chosen."""
    page = window.session.add(photo or grey())
    window.choose("colorize")
    return page


def form_of(window: Window) -> ColorizeForm:
    """The form of the tool that is chosen."""
    form = window.panel.form
    assert isinstance(form, ColorizeForm)
    return form


def instrument_of(window: Window) -> DabsInstrument:
    """What lies on the photo."""
    there = window.laid.instrument
    assert isinstance(there, DabsInstrument)
    return there


def set_dab(qtbot: QtBot, window: Window, at: Point) -> None:
    """Click at a point of the photo, and wait until the dab has its colour."""
    board, page = form_of(window).board, window.session.current
    assert page
    count = len(board.dabs)
    click(page.canvas, at)
    qtbot.waitUntil(lambda: len(board.dabs) == count + 1, timeout=PATIENCE)


def places(window: Window) -> list[tuple[int, int]]:
    """Where the dabs are, in whole pixels of the photo."""
    return [(round(dab.x * WIDE), round(dab.y * HIGH)) for dab in form_of(window).board.dabs]
