"""Where dialogs that find files begin."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ganstudio.gui.dialogs.finding import MODELS, PICTURES, ask_for_file, ask_for_files, begin
from ganstudio.paths import home


def test_they_begin_where_the_last_of_their_kind_did(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads, nets = tmp_path / "Descargas", tmp_path / "nets año"
    for folder in (downloads, nets):
        folder.mkdir()
    places = {QStandardPaths.StandardLocation.DownloadLocation: downloads}
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(places.get(place, tmp_path / "none")))
    begun: list[str] = []

    def answer(_parent: object, _title: str, folder: str, _filters: str) -> tuple[list[str], str]:
        begun.append(folder)
        return [str(nets / "a.pth"), str(nets / "b.pth")] if len(begun) == 1 else [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask_for_files(parent, MODELS, "", "") == [nets / "a.pth", nets / "b.pth"]
    assert ask_for_files(parent, MODELS, "", "") == []
    assert begun == [str(downloads), str(nets)]
    assert ask_for_file(parent, PICTURES, "", "") is None and begin(PICTURES) == Path.home()
    with monkeypatch.context() as patch:  # a share that is gone
        patch.setattr(os, "stat", unreachable)
        assert begin(MODELS) == Path.home()
    nets.rmdir()
    assert begin(MODELS) == downloads
    for damage in ("{", "[1]", '{"models": 5}', ""):
        (home("data") / "folders.json").write_text(damage)
        assert begin(MODELS) == downloads


def test_a_folder_whose_name_is_in_no_encoding_is_remembered(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sch\udcf6n"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(folder / "a.pth"), ""))
    monkeypatch.setattr(os.path, "isdir", lambda place: place == str(folder))
    parent = QWidget()
    qtbot.addWidget(parent)
    ask_for_file(parent, MODELS, "", "")
    assert begin(MODELS) == folder


def unreachable(*_path: object, **_options: object) -> None:
    """As Windows says it."""
    raise OSError(53, "The network path was not found")
