"""Faults that nobody has caught: told once, with a way to report them, and the program goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio import log
from ganstudio.errors import Cancelled, FileError
from ganstudio.gui import faults as faults_module
from ganstudio.gui.dialogs.report import FaultDialog, ReportDialog
from ganstudio.gui.faults import Faults
from ganstudio.gui.window import Window
from ganstudio.paths import log_file
from tests.gui.hand import noise
from tests.gui.rooms import PATIENCE

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


@pytest.fixture
def faults(qapp: QApplication) -> Iterator[Faults]:
    made = Faults()
    made.watch()
    yield made
    made.leave()


@pytest.fixture
def watched(window: Window, faults: Faults) -> Window:
    faults.told.connect(window.reports.tell)
    faults.refused.connect(window.studio.told)
    return window


def dialogs(window: Window) -> list[FaultDialog]:
    return [each for each in window.findChildren(FaultDialog) if each.isVisible()]


def fail(text: str = "what nobody thought of") -> None:
    raise RuntimeError(text)


def throw(error: BaseException) -> None:
    """As the interpreter does with what nobody has caught."""
    try:
        raise error
    except BaseException as raised:
        sys.excepthook(type(raised), raised, raised.__traceback__)


@pytest.mark.parametrize("where", ["slot", "timer", "thread"])
def test_a_fault_is_told_and_the_program_goes_on(qtbot: QtBot, watched: Window, where: str) -> None:
    page = watched.session.add(noise())
    if where == "slot":
        watched.menu_actions["about"].triggered.connect(lambda: fail())
        watched.menu_actions["about"].trigger()
    elif where == "timer":
        QTimer.singleShot(0, fail)
    else:
        threading.Thread(target=fail).start()
    qtbot.waitUntil(lambda: bool(dialogs(watched)), timeout=PATIENCE)
    (dialog,) = dialogs(watched)
    assert "what nobody thought of" in dialog.sentence.text()
    assert "Traceback" in log_file().read_text()
    dialog.copy.click()
    assert ", in fail" in QApplication.clipboard().text()
    assert not dialog.shown.isVisible()
    dialog.details.click()
    assert dialog.shown.isVisible() and dialog.shown.toPlainText() == QApplication.clipboard().text()
    dialog.accept()
    assert watched.session.current is page and watched.idle(), "all is as it was"


def test_several_at_once_are_one_dialog_and_one_with_every_paint_is_told_once(
    qtbot: QtBot, watched: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(5):
        throw(RuntimeError("the same"))
    throw(ValueError("another"))
    qtbot.waitUntil(lambda: bool(dialogs(watched)) and "1 more" in dialogs(watched)[0].others.text(), timeout=PATIENCE)
    assert len(dialogs(watched)) == 1 and log_file().read_text().count("Traceback") == 2
    dialogs(watched)[0].accept()
    throw(RuntimeError("the same"))
    qtbot.wait(1)
    assert not dialogs(watched)
    monkeypatch.setattr(faults_module, "QUIET", -1.0)  # a while later
    throw(RuntimeError("the same"))
    qtbot.waitUntil(lambda: bool(dialogs(watched)), timeout=PATIENCE)


def test_what_the_user_can_act_on_is_its_sentence(qtbot: QtBot, watched: Window) -> None:
    throw(Cancelled())
    throw(FileError("a.png is damaged."))
    qtbot.waitUntil(lambda: "a.png is damaged." in watched.stage.banner.text, timeout=PATIENCE)
    throw(MemoryError())
    qtbot.waitUntil(lambda: "too little memory" in watched.stage.banner.text, timeout=PATIENCE)
    assert not dialogs(watched) and not log_file().exists()


def test_the_end_of_the_program_is_no_fault(faults: Faults, capsys: pytest.CaptureFixture[str]) -> None:
    before = faults._before[0]
    seen: list[object] = []
    faults._before = (lambda *told: seen.append(told[1]), *faults._before[1:])
    throw(KeyboardInterrupt())
    faults._before = (before, *faults._before[1:])
    assert isinstance(seen[0], KeyboardInterrupt) and not log_file().exists()


def test_qt_is_heard_but_not_for_ever(faults: Faults) -> None:
    log.begin()
    for _time in range(20):
        qWarning("QPainter::begin: Paint device returned engine == 0")
    assert 1 <= log_file().read_text().count("QPainter::begin") <= 3


def test_the_report_is_copied_from_the_menu_and_can_be_read_first(qtbot: QtBot, window: Window) -> None:
    QApplication.clipboard().clear()
    window.menu_actions["copy_report"].trigger()
    told = QApplication.clipboard().text()
    assert "ganstudio" in told and "Qt: " in told and "Screens: " in told
    assert "clipboard" in window.stage.banner.text
    window.stage.banner._deed.click()
    (shown,) = window.findChildren(ReportDialog)
    assert shown.shown.toPlainText() == window.reports.text()
    shown.close()
