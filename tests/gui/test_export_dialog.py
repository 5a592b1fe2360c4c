"""Export: what is said beforehand, and what happens when it fails."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from ganstudio.errors import FileError
from ganstudio.gui.dialogs import export as export_dialog
from ganstudio.gui.dialogs.export import ExportDialog, human_size
from ganstudio.gui.dialogs.subject import of_page, suggested_path
from ganstudio.gui.look.theme import apply_theme
from ganstudio.gui.page import Page
from ganstudio.gui.studio import Studio
from ganstudio.image import files
from ganstudio.image.edit import Edit
from ganstudio.image.files import open_photo
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.projects.record import Record
from tests.gui.rooms import PATIENCE, photo


@pytest.fixture
def page(qtbot: QtBot, studio: Studio, photos: list[Path]) -> Iterator[Page]:
    made = Page(Record("", open_photo(photos[0])), photos[0], 10_000_000)
    qtbot.addWidget(made.canvas)
    made.document.apply(Edit("upscale"), photo(80, 60))
    yield made
    made.document.close()


@pytest.fixture
def dialog(qtbot: QtBot, page: Page, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> ExportDialog:
    monkeypatch.setattr(export_dialog, "_last", {})
    made = ExportDialog(of_page(page), studio)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: ExportDialog, **values: object) -> None:
    for name, value in values.items():
        dialog.form.editors[name].set_value(value)
        dialog.form.editors[name].changed.emit()


def name(dialog: ExportDialog, path: Path) -> None:
    dialog.path.setText(str(path))
    dialog.path.textEdited.emit(str(path))


def test_a_free_name_beside_the_photo_is_suggested(dialog: ExportDialog, page: Page, photos: list[Path]) -> None:
    expected = photos[0].with_name("photo 1-80x60.png")
    assert Path(dialog.path.text()) == expected
    expected.write_bytes(b"")
    assert suggested_path(page) == photos[0].with_name("photo 1-80x60-2.png")


def test_format_and_name_follow_each_other(dialog: ExportDialog, photos: list[Path]) -> None:
    choose(dialog, format="webp")
    assert dialog.path.text().endswith("photo 1-80x60.webp")
    name(dialog, photos[0].with_name("x.tif"))
    assert dialog.options.format == "tiff"
    name(dialog, photos[0].with_name("version 1.5"))
    choose(dialog, format="jpeg")
    assert dialog.path.text().endswith("version 1.5.jpg")


def test_only_what_the_format_knows_is_shown(dialog: ExportDialog) -> None:
    assert not dialog.form.editors["quality"].isVisible() and dialog.form.editors["depth"].isVisible()
    choose(dialog, format="jpeg")
    assert dialog.form.editors["quality"].isVisible() and not dialog.form.editors["depth"].isVisible()


def test_the_size_is_estimated(qtbot: QtBot, dialog: ExportDialog) -> None:
    def estimated() -> bool:
        return "about" in dialog._estimate.text() and "kB" in dialog._estimate.text()

    qtbot.waitUntil(estimated, timeout=PATIENCE)
    choose(dialog, format="jpeg")
    assert not estimated()
    qtbot.waitUntil(estimated, timeout=PATIENCE)


def test_what_stands_in_the_way_is_said_at_once(
    qtbot: QtBot, dialog: ExportDialog, page: Page, studio: Studio, tmp_path: Path
) -> None:
    for path, said in (
        (tmp_path / "x.doc", "must end in"),
        (tmp_path / "nowhere" / "x.png", "does not exist"),
        (tmp_path / "", "must end in"),
    ):
        name(dialog, path)
        assert said in dialog._problem.text() and not dialog._export.isEnabled()
    name(dialog, tmp_path / "x.png")
    assert not dialog._problem.text() and dialog._export.isEnabled()

    page.document.apply(Edit("upscale"), Photo(freeze(np.zeros((3, 16_400, 3), np.uint8))))
    wide = ExportDialog(of_page(page), studio)
    qtbot.addWidget(wide)
    choose(wide, format="webp")
    assert "16383" in wide._problem.text() and "PNG" in wide._problem.text() and not wide._export.isEnabled()


def test_a_failure_leaves_the_dialog_for_another_choice(
    qtbot: QtBot, dialog: ExportDialog, page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_anything: object, **_more: object) -> None:
        raise FileError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "save_photo", full)
        dialog._export.click()
        qtbot.waitUntil(lambda: dialog._problem.text() == "The disk is full.", timeout=PATIENCE)
    assert dialog.isVisible() and dialog._export.isEnabled() and page.unsaved
    name(dialog, tmp_path / "y.jpg")
    choose(dialog, quality=50, keep_metadata=False)
    with qtbot.waitSignal(dialog.exported, timeout=PATIENCE):
        dialog._export.click()
    assert not dialog.isVisible() and not page.unsaved and page.document.path == tmp_path / "y.jpg"


def test_cancel_gives_the_writing_up_and_leaves_the_dialog(
    qtbot: QtBot, dialog: ExportDialog, page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stopped = threading.Event()

    def slow(*_anything: object, tell: Callable[[float], None], **_more: object) -> None:
        try:
            while True:
                tell(0.25)
        finally:
            stopped.set()

    monkeypatch.setattr(files, "save_photo", slow)
    name(dialog, tmp_path / "y.png")
    dialog._export.click()
    qtbot.waitUntil(lambda: dialog._bar.isVisible() and dialog._bar.value() == 25, timeout=PATIENCE)
    assert not dialog._export.isEnabled() and not dialog.form.isEnabled()
    dialog._buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert stopped.wait(PATIENCE / 1000)
    assert dialog.isVisible() and dialog._export.isEnabled() and dialog.form.isEnabled()
    assert not dialog._bar.isVisible() and not dialog._problem.text() and page.unsaved
    dialog.reject()
    assert not dialog.isVisible()


def test_what_was_chosen_is_offered_again(
    qtbot: QtBot, dialog: ExportDialog, page: Page, studio: Studio, tmp_path: Path
) -> None:
    name(dialog, tmp_path / "y.jpg")
    choose(dialog, quality=50, strip_location=True)
    with qtbot.waitSignal(dialog.exported, timeout=PATIENCE):
        dialog._export.click()
    again = ExportDialog(of_page(page), studio)
    qtbot.addWidget(again)
    assert again.options.quality == 50 and again.options.strip_location and again.options.format == "jpeg"
    assert Path(again.path.text()) == tmp_path / "y.jpg", "where it was exported to"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_the_original_is_known_by_other_names_too(
    dialog: ExportDialog, photos: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(
        export_dialog, "ask_to_overwrite", lambda _parent, _path, original: asked.append(original) and False
    )
    (tmp_path / "link.png").symlink_to(photos[0])
    name(dialog, tmp_path / "link.png")
    dialog._export.click()
    assert asked == [True]


def test_sizes_for_people() -> None:
    assert [human_size(count) for count in (10, 1500, 2_340_000, 123_456_789)] == ["1 kB", "2 kB", "2.3 MB", "123 MB"]


def test_that_ai_was_used_can_be_said_only_where_it_was(qtbot: QtBot, page: Page, studio: Studio) -> None:
    for ai, can in (("", False), ("edited", True), ("made", True)):
        subject = of_page(page)
        shown = ExportDialog(replace(subject, photo=replace(subject.photo, ai=ai)), studio)
        qtbot.addWidget(shown)
        assert shown.form.editors["ai_note"].isEnabled() is can


def test_the_button_that_exports_stands_out_wherever_the_focus_is(dialog: ExportDialog, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "dark")
    cancel = dialog._buttons.button(QDialogButtonBox.StandardButton.Cancel)
    cancel.setFocus()
    qtbot.waitUntil(lambda: cancel.hasFocus() and cancel.isDefault(), timeout=PATIENCE)
    accent, plain = (_ground(button) for button in (dialog._export, cancel))
    assert accent != plain
    dialog.path.setFocus()
    assert (_ground(dialog._export), _ground(cancel)) == (accent, plain)


def _ground(button: QPushButton) -> str:
    """What it is painted in, beside its words."""
    return button.grab().toImage().pixelColor(8, button.height() // 2).name()
