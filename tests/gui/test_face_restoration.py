"""Restore faces in the window: without a model it says what to add, with one it can be run."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from ganstudio.engine.modelfile import read_info
from ganstudio.faces import find
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from tests.gui.rooms import PATIENCE
from tests.tools.facing import drawn, face
from tests.tools.test_face_restoration import save_restorer


def test_a_model_is_asked_for_and_then_faces_are_restored(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "find", lambda *_given, **_more: (find.Found(face(), 1.0),))
    page = window.session.add(Photo(drawn()))
    window.choose("face-restoration")
    panel = window.panel
    assert not panel.run.isEnabled() and "GFPGAN" in panel.card._title.text()
    save_restorer(tmp_path, 0.15)
    window.studio.store.lend(read_info(tmp_path / "lighter.safetensors"))
    window.studio.models_changed.emit()
    assert panel.run.isEnabled()
    which = panel.form.editors["face"].findChild(QSpinBox)
    assert which is not None and which.text() == "All"
    panel.run.click()
    qtbot.waitUntil(lambda: len(page.document.steps) == 1, timeout=PATIENCE)
