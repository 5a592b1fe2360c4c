"""Dabs kept in a file, and had again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ganstudio.gui.dabs import files
from ganstudio.gui.window import Window
from ganstudio.image.dab import Dab
from tests.gui.colouring import BLUE, HIGH, RED, WIDE, begun, form_of, set_dab


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """What the user chooses in the next dialog."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_parts, **_how: (str(path), ""))


def test_dabs_are_saved_and_had_again_on_another_day(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(window)
    form = form_of(window)
    board, row = form.board, form.row
    assert row.load.isEnabled() and not row.save.isEnabled(), "there is none yet"
    for at, colour in (((60, 40), RED), ((180, 120), BLUE)):
        set_dab(qtbot, window, at)
        board.paint(colour)
    before = board.dabs
    answer(monkeypatch, tmp_path / "print")
    row.save.trigger()
    there = json.loads((tmp_path / "print.json").read_text(encoding="utf-8"))
    assert [entry["colour"] for entry in there] == ["#c8281e", "#3250c8"]

    board.clear()
    answer(monkeypatch, tmp_path / "print.json")
    row.load.trigger()
    assert [dab.colour for dab in board.dabs] == [RED, BLUE]
    for dab, was in zip(board.dabs, before, strict=True):
        assert (dab.x * WIDE, dab.y * HIGH) == pytest.approx((was.x * WIDE, was.y * HIGH), abs=0.01)
    board.undo()
    assert board.dabs == (), "loading is one change"


def test_dabs_at_the_very_border_stay_inside(window: Window, tmp_path: Path) -> None:
    begun(window)
    board = form_of(window).board
    board.lay((Dab(0.0, 0.0, RED), Dab(1.0, 1.0, BLUE)))
    window.dab_files.save(tmp_path / "corners.json")
    window.dab_files.load(tmp_path / "corners.json")
    assert [dab.colour for dab in board.dabs] == [RED, BLUE] and board.dabs[1] == Dab(1.0, 1.0, BLUE)


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "must be a list of dabs"), ('[{"x": 5000, "y": 2, "colour": "#ffffff"}]', "lies beside the photo Pasted 1")],
)
def test_what_cannot_be_loaded_is_told_and_nothing_is_changed(
    window: Window, tmp_path: Path, text: str, words: str
) -> None:
    begun(window)
    board = form_of(window).board
    board.lay((Dab(0.5, 0.5, RED),))
    (tmp_path / "wrong.json").write_text(text, encoding="utf-8")
    window.dab_files.load(tmp_path / "wrong.json")
    assert words in window.stage.banner.text and board.dabs == (Dab(0.5, 0.5, RED),)
    window.dab_files.load(tmp_path / "gone.json")
    assert "cannot be read" in window.stage.banner.text


def test_what_cannot_be_written_is_told(window: Window, tmp_path: Path) -> None:
    begun(window)
    form_of(window).board.lay((Dab(0.5, 0.5, RED),))
    window.dab_files.save(tmp_path)
    assert "cannot be written" in window.stage.banner.text


def test_a_file_that_is_there_is_asked_about(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(window)
    form = form_of(window)
    form.board.lay((Dab(0.5, 0.5, RED),))
    (tmp_path / "there.json").write_text("mine", encoding="utf-8")
    monkeypatch.setattr(files, "ask_to_overwrite", lambda *_parts, **_how: False)
    answer(monkeypatch, tmp_path / "there")  # the ending is added, and then it is there
    form.row.save.trigger()
    assert (tmp_path / "there.json").read_text(encoding="utf-8") == "mine"
    answer(monkeypatch, "")
    form.row.save.trigger()
    form.row.load.trigger()
    assert form.board.dabs == (Dab(0.5, 0.5, RED),), "given up"
