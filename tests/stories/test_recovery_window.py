"""The program was killed: what was open is offered at the next start, and comes back as it was."""

from __future__ import annotations

import errno
import os
import threading
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui.dialogs.subject import suggested_path
from ganstudio.gui.projects.record_of import record_of
from ganstudio.gui.window import Window
from ganstudio.image.dab import Dab
from ganstudio.image.edit import Edit
from ganstudio.image.export import ExportOptions
from ganstudio.image.files import save_photo
from ganstudio.masks.mask import Area
from ganstudio.paths import recovery_folder
from ganstudio.projects.drawer import Drawer
from ganstudio.projects.file import save_project
from ganstudio.projects.parts import INDEX
from ganstudio.projects.record import Record
from ganstudio.projects.recovery import Found, Safe
from ganstudio.tools.light import LightParams
from tests.gui.rooms import PATIENCE, finished, opened, photo
from tests.projects.made import assert_same
from tests.stories.projecting import save


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are stored without waiting until nobody does anything."""
    monkeypatch.setattr("ganstudio.gui.projects.keeper.QUIET", 0.0)


def start(qtbot: QtBot, window: Window) -> None:
    """The program begins: it keeps what is open, and has looked for what was."""
    with qtbot.waitSignal(window.recovery.looked, timeout=PATIENCE):
        window.keeper.begin()
        window.recovery.look()


def kept(qtbot: QtBot, window: Window) -> None:
    """All that is open is in the recovery folder."""
    keeper = window.keeper

    def quiet() -> bool:
        keeper.look()
        return not keeper._writing and not keeper._storing

    qtbot.waitUntil(quiet, timeout=PATIENCE)


def crash(qtbot: QtBot, window: Window) -> None:
    """As if the program was killed: the system lets go of its lock, and all that is left is the folder."""
    kept(qtbot, window)
    keeper, dead = window.keeper, window.keeper.safe
    keeper.safe = Safe()
    assert dead._owned
    dead._owned.leave()
    for page in tuple(window.session.pages):
        window.session.close(page)
    keeper._closed.clear()


def bring_back(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.recovery.ended, timeout=PATIENCE):
        window.stage.recovery.open.click()


def work_on(qtbot: QtBot, window: Window, path: Path) -> None:
    """Two steps, the last of them taken back, a mask, values that are not applied, a dab of colour."""
    opened(qtbot, window, path)
    page = window.session.current
    assert page
    for tool in ("flip", "rotate"):
        window.choose(tool)
        window.run()
        finished(qtbot, window)
    page.document.undo()
    page.selection.paint(Area(3, 4, 5, 6), np.full((6, 5), 200, np.uint8))
    page.selection.commit()
    window.choose("light")
    window.panel.masks.open()
    window.panel.put_params(LightParams(exposure=0.5))
    page.drafts["colorize"] = Edit("colorize", attachments={"dabs": (Dab(0.2, 0.3, (200, 10, 20)),)})


def test_all_that_was_open_comes_back_as_it_was(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    start(qtbot, window)
    assert not window.stage.recovery.isVisible()
    opened(qtbot, window, photos[1])
    work_on(qtbot, window, photos[0])
    window.session.add(photo(seed=3))
    window.session.show(window.session.pages[1])
    before = [record_of(page) for page in window.session.pages]
    crash(qtbot, window)

    start(qtbot, window)
    bar = window.stage.recovery
    assert (
        bar.isVisible()
        and bar.title.accessibleName() == "3 photos were open when ganstudio ended without being closed."
    )
    assert "With all you did to 2 of them" in bar.facts.text()
    bring_back(qtbot, window)
    assert not bar.isVisible()
    after = [record_of(page) for page in window.session.pages]
    assert len(after) == 3 and window.session.current is window.session.pages[1]
    for one, other in zip(after[:2], before[:2], strict=True):
        assert_same(one, other)
    np.testing.assert_array_equal(after[2].original.pixels, before[2].original.pixels)
    assert window.panel.tool.id == "light" and window.panel.params == LightParams(exposure=0.5)
    np.testing.assert_array_equal(window.panel.attachments["mask"], before[1].mask)  # what is set is limited by it
    assert window.session.pages[1].unsaved and not window.session.pages[0].unsaved

    crash(qtbot, window)  # at once, before anything was done to it
    start(qtbot, window)
    bring_back(qtbot, window)
    assert_same(record_of(window.session.pages[1]), before[1])


def test_a_mask_that_was_kept_limits_until_the_user_says_otherwise(
    qtbot: QtBot, window: Window, photos: list[Path], tmp_path: Path
) -> None:
    work_on(qtbot, window, photos[0])
    path = tmp_path / "cat.ganstudio"
    save_project(record_of(window.session.pages[0]), path, Job())
    window.session.close(window.session.pages[0])
    window.panel.masks.fold()
    opened(qtbot, window, photos[1])
    assert not window.panel.masks.on
    opened(qtbot, window, path)
    assert window.panel.tool.id == "light" and window.panel.masks.on
    for tool in ("upscale", "curves"):
        window.choose(tool)
        assert not window.panel.masks.on, "it was not limited"
    window.choose("light")
    window.panel.masks.fold()
    for page in window.session.pages:
        window.session.show(page)
    assert not window.panel.masks.on
    assert not record_of(page).limited


def test_another_photo_of_that_name_beside_a_project_is_not_taken_for_its_own(
    qtbot: QtBot, window: Window, photos: list[Path], tmp_path: Path
) -> None:
    path = tmp_path / "elsewhere" / "cat.ganstudio"
    path.parent.mkdir()
    original = photo(seed=3)
    save_project(Record("", replace(original, path=photos[0])), path, Job())
    save_photo(photo(seed=4), path.with_name(photos[0].name), ExportOptions())
    os.utime(path.with_name(photos[0].name), (1, 1))
    start(qtbot, window)
    opened(qtbot, window, path)
    assert suggested_path(window.session.pages[0]).parent == path.parent
    window.choose("flip")
    window.run()
    finished(qtbot, window)
    crash(qtbot, window)
    start(qtbot, window)
    bring_back(qtbot, window)
    np.testing.assert_array_equal(window.session.pages[0].document.original.pixels, original.pixels)


def test_a_long_name_is_shortened_and_its_sentence_is_whole(qtbot: QtBot, window: Window) -> None:
    bar = window.stage.recovery
    bar.offer([Found(Path(), "long " * 40 + ".png", None, 0, True, True, 0.0)])
    assert "…" in bar.title.text() and bar.title.text().endswith(" was open when ganstudio ended without being closed.")
    assert "long " * 40 in bar.title.accessibleName() and bar.facts.text().startswith("With all you did")
    labels = (bar.title, bar.facts)
    for width in (1440, 1000):
        window.resize(width, 900)
        qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    assert bar.title.height() > bar.title.fontMetrics().lineSpacing() * 1.5, "in two lines"


def test_a_program_that_is_closed_leaves_nothing(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    start(qtbot, window)
    work_on(qtbot, window, photos[0])
    kept(qtbot, window)
    assert list(recovery_folder().glob(f"*/*/{INDEX}"))
    window.session.close(window.session.pages[0])
    kept(qtbot, window)
    assert not list(recovery_folder().glob("*/*/*"))
    window.close()
    assert list(recovery_folder().iterdir()) == []


def test_not_now_offers_it_again_and_thrown_away_is_gone(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    start(qtbot, window)
    work_on(qtbot, window, photos[0])
    crash(qtbot, window)
    start(qtbot, window)
    bar = window.stage.recovery
    assert bar.title.accessibleName() == "photo 1.png was open when ganstudio ended without being closed."
    bar.later.click()
    assert not bar.isVisible()
    start(qtbot, window)
    assert bar.isVisible()
    answers: list[Any] = [QMessageBox.ButtonRole.RejectRole, QMessageBox.ButtonRole.DestructiveRole]

    def answer(box: QMessageBox) -> int:
        role = answers.pop(0)
        next(button for button in box.buttons() if box.buttonRole(button) == role).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    bar.drop.click()
    assert bar.isVisible()
    bar.drop.click()
    assert not bar.isVisible()
    qtbot.waitUntil(lambda: list(recovery_folder().iterdir()) == [], timeout=PATIENCE)


def test_a_project_comes_back_as_one(qtbot: QtBot, window: Window, photos: list[Path], tmp_path: Path) -> None:
    start(qtbot, window)
    work_on(qtbot, window, photos[0])
    file = save_project(record_of(window.session.pages[0]), tmp_path / "cat.ganstudio", Job()).path
    window.session.close(window.session.pages[0])
    data = photos[0].read_bytes()
    photos[0].unlink()
    opened(qtbot, window, file)
    kept(qtbot, window)
    assert not list(recovery_folder().glob(f"*/*/{INDEX}")), "nothing was done to it: it is in its file"
    crash(qtbot, window)

    start(qtbot, window)
    bring_back(qtbot, window)
    qtbot.waitUntil(lambda: window.session.page_of(file) is not None, timeout=PATIENCE)
    (page,) = window.session.pages
    qtbot.waitUntil(lambda: not page.reviving, timeout=PATIENCE)
    assert not page.unsaved
    page.document.undo()
    before = record_of(page)
    crash(qtbot, window)

    start(qtbot, window)
    bring_back(qtbot, window)
    (page,) = window.session.pages
    assert_same(record_of(page), before)
    assert page.project and page.project.path == file and page.unsaved
    save(qtbot, window, "save")
    with zipfile.ZipFile(file) as entries:
        assert data in [entries.read(name) for name in entries.namelist()], "the photo's own file"


def test_a_photo_of_the_command_line_is_not_open_twice(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    start(qtbot, window)
    work_on(qtbot, window, photos[0])
    before = record_of(window.session.pages[0])
    crash(qtbot, window)
    opened(qtbot, window, photos[0])
    start(qtbot, window)
    bring_back(qtbot, window)
    (page,) = window.session.pages
    assert_same(record_of(page), before)
    assert window.stage.tabs.count() == 1


def test_cancelled_while_it_is_computed_again_it_is_offered_still(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    start(qtbot, window)
    work_on(qtbot, window, photos[0])
    crash(qtbot, window)
    start(qtbot, window)
    begun, go_on = threading.Event(), threading.Event()

    def slow(*_anything: Any, **_more: Any) -> Any:
        begun.set()
        go_on.wait(30)
        raise RuntimeError("nobody hears this")

    bar = window.stage.recovery
    with monkeypatch.context() as patch:
        patch.setattr("ganstudio.gui.projects.recovery.recover", slow)
        bar.open.click()
        assert bar.cancel.isVisible() and "Opening photo 1.png" in bar.title.accessibleName()
        assert begun.wait(30)
        bar.cancel.click()
        go_on.set()
    assert bar.open.isVisible() and not window.session.pages
    bring_back(qtbot, window)
    assert len(window.session.pages) == 1


def test_what_is_damaged_is_told_and_hinders_nothing_else(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    start(qtbot, window)
    for path in photos[:2]:
        work_on(qtbot, window, path)
    crash(qtbot, window)
    damaged = next(path for path in recovery_folder().glob(f"*/*/{INDEX}") if "photo 1.png" in path.read_text("utf-8"))
    damaged.write_bytes(damaged.read_bytes()[:100])
    start(qtbot, window)
    bring_back(qtbot, window)
    assert [page.title for page in window.session.pages] == ["photo 2.png"]
    assert "What was kept of photo 1.png is damaged." in window.stage.banner.text
    assert window.stage.recovery.title.accessibleName() == "What was kept of photo 1.png could not be opened."
    assert damaged.exists()


def test_a_closed_photo_that_cannot_be_removed_yet_does_not_end_the_keeping(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    start(qtbot, window)
    monkeypatch.setattr("ganstudio.gui.projects.keeper.REST", 0.0)
    for path in photos[:2]:
        opened(qtbot, window, path)
    kept(qtbot, window)

    def held(_drawer: Drawer) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(Drawer, "remove", held)
        window.session.close(window.session.pages[0])
        window.keeper.look()
        qtbot.waitUntil(lambda: not window.keeper._writing, timeout=PATIENCE)
        assert "kept safe" in window.stage.banner.text
    kept(qtbot, window)
    assert len(list(recovery_folder().glob("*/*/"))) == 1, "it is tried again"


def test_a_full_disk_is_told_once_and_the_work_goes_on(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    start(qtbot, window)
    told: list[str] = []
    window.studio.told.connect(told.append)
    monkeypatch.setattr("ganstudio.gui.projects.keeper.REST", 0.0)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        work_on(qtbot, window, photos[0])
        qtbot.waitUntil(lambda: len(told) > 0, timeout=PATIENCE)
        window.session.pages[0].document.redo()
        for _again in range(3):
            window.keeper.look()
            qtbot.waitUntil(lambda: not window.keeper._writing, timeout=PATIENCE)
    assert [sentence for sentence in told if "kept safe" in sentence] == [
        f"What you do cannot be kept safe from a crash: {os.strerror(errno.ENOSPC)}. Save your work from time to time."
    ]
    before = record_of(window.session.pages[0])
    crash(qtbot, window)
    start(qtbot, window)
    bring_back(qtbot, window)
    assert_same(record_of(window.session.pages[0]), before)
