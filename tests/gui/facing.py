"""A photo in the window, faces that are found in it without looking, a tiny network of faces."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.faces import find
from ganstudio.faces.find import Found
from ganstudio.gui.faces.board import Board
from ganstudio.gui.instruments.faces import FacesInstrument
from ganstudio.gui.page import Page
from ganstudio.gui.panel.face import FaceForm
from ganstudio.gui.window import Window
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools.face import TOOL, FaceParams
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.gui.hand import Point
from tests.gui.rooms import PATIENCE
from tests.tools.faces import save_model_of_faces

SIZE = WIDE, HIGH = 240, 160


def face(x: float, y: float, eyes: float) -> Face:
    """Upright, the middle between its eyes at (x, y), these `eyes` pixels apart."""
    half = eyes / 2 / WIDE
    across, down = x / WIDE, y / HIGH
    return Face((across - half, down), (across + half, down), (across, (y + 1.03 * eyes) / HIGH))


LARGE, LESS = face(75, 60, 30), face(178, 60, 18)
STRAIGHT = face(120, 100, 20)
"""What a face added by hand is put straight to."""


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a network of random weights that knows faces."""
    folder = tmp_path_factory.mktemp("facing")
    save_model_of_faces(folder)
    small.save(folder, "upscale-x4-faithful")
    # What torch does once, it does here, where no watchdog waits.
    TOOL.run(photo(), FaceParams(age=1), Context(Engine(Store([folder]), "cpu", "float32"), Job(), attachments=given()))
    return folder


def given() -> dict[str, object]:
    """A face, as it is attached."""
    from ganstudio.tools.faces import FACES, Chosen

    return {FACES: (Chosen(LARGE, (("age", 1.0),)),)}


@pytest.fixture
def faces(monkeypatch: pytest.MonkeyPatch) -> list[Face]:
    """What is found in every photo: two faces, or what a test puts into this list."""
    there = [LARGE, LESS]
    monkeypatch.setattr(find, "find", lambda *_given, **_how: tuple(Found(each, 0.9) for each in there))
    monkeypatch.setattr(find, "align", lambda *_given: Found(STRAIGHT, 0.9))
    return there


def photo(seed: int = 3) -> Photo:
    """Soft colours."""
    rough = np.random.default_rng(seed).integers(30, 220, (10, 15, 3), np.uint8)
    return Photo(freeze(np.clip(cv2.resize(rough, SIZE, interpolation=cv2.INTER_CUBIC), 0, 255)))


def begun(qtbot: QtBot, window: Window, of: Photo | None = None) -> Page:
    """A page on which the tool is chosen, its faces found."""
    page = window.session.add(of or photo())
    window.choose("face")
    found(qtbot, window)
    return page


def found(qtbot: QtBot, window: Window) -> None:
    """Wait until faces have been looked for."""
    qtbot.waitUntil(lambda: not board_of(window).finding, timeout=PATIENCE)


def form_of(window: Window) -> FaceForm:
    """The form of the tool that is chosen."""
    form = window.panel.form
    assert isinstance(form, FaceForm)
    return form


def board_of(window: Window) -> Board:
    return form_of(window).board


def instrument_of(window: Window) -> FacesInstrument:
    """What lies on the photo."""
    there = window.laid.instrument
    assert isinstance(there, FacesInstrument)
    return there


def slide(window: Window, name: str, value: float) -> None:
    """Move a slider by hand: pressed, drawn, let go."""
    rail = form_of(window).sliders.all[name].rail
    rail.setSliderDown(True)
    rail.setSliderPosition(round(value / 2 / 0.05))
    rail.setSliderPosition(round(value / 0.05))
    rail.setSliderDown(False)


def values(window: Window) -> list[dict[str, float]]:
    """How the sliders of each face stand."""
    return [each.values for each in board_of(window).faces]


def spots(window: Window, index: int = 0) -> list[Point]:
    """The eyes and the mouth of a face, in whole pixels of the photo."""
    return [(round(x), round(y)) for x, y in board_of(window).faces[index].face.points(SIZE).tolist()]
