"""What stories of projects share: a photo that was worked on, saved, and opened again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui.page import Page
from ganstudio.gui.projects import desk
from ganstudio.gui.projects.questions import Saved
from ganstudio.gui.window import Window
from ganstudio.image.edit import Edit
from ganstudio.tools.replay import replay
from ganstudio.tools.tool import Context
from ganstudio.tools.workflow import Workflow
from tests.gui.rooms import PATIENCE, finished, opened


@pytest.fixture
def page(qtbot: QtBot, window: Window, photos: list[Path]) -> Page:
    """A photo that was made darker, enlarged by a network, mirrored and made lighter."""
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    edits = (
        Edit("levels", {"gamma": 0.5}),
        Edit("upscale", {"scale": 2.0}),
        Edit("flip"),
        Edit("light", {"exposure": 0.5}),
    )
    for edit, photo in replay(page.document.photo, Workflow("", edits), Context(window.studio.engine, Job())):
        page.document.apply(edit, photo)
    return page


def do(qtbot: QtBot, window: Window, tool: str, **values: Any) -> None:
    window.choose(tool)
    window.panel.put_params(replace(window.panel.params, **values))
    window.run()
    finished(qtbot, window)


def tools(page: Page) -> list[str]:
    return [step.edit.tool for step in page.document.steps]


def shown(page: Page) -> np.ndarray:
    return np.asarray(page.document.photo.pixels)


def states(page: Page) -> list[np.ndarray]:
    moment = page.document.moment()
    assert all(moment.photos)
    return [np.asarray(photo.pixels) for photo in moment.photos if photo]


def answer(monkeypatch: pytest.MonkeyPatch, where: Path | None, *, link: bool = False) -> None:
    """To the dialog that asks where a project goes."""
    monkeypatch.setattr(desk, "ask_where", lambda *_: Saved(where, link) if where else None)


def save(qtbot: QtBot, window: Window, action: str = "save_project") -> None:
    page = window.session.current
    assert page
    window.menu_actions[action].trigger()
    qtbot.waitUntil(lambda: not window.projects._saving, timeout=PATIENCE)


def again(qtbot: QtBot, window: Window, path: Path) -> Page:
    """Close all and open the project."""
    for page in tuple(window.session.pages):
        window.session.close(page)
    opened(qtbot, window, path)
    page = window.session.current
    assert page
    qtbot.waitUntil(lambda: not page.reviving, timeout=PATIENCE)
    return page
